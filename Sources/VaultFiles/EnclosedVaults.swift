import CryptoCore
import Synchronization
public import SystemFiles

/// What the vaults among a tree's files say of themselves.
public struct EnclosedVaults: Sendable {
    /// Labels as the headers claim them.
    public private(set) var labels: [String] = []
    /// Vaults whose headers cannot be read: damaged, or newer than this program.
    public private(set) var unreadable: [Path] = []

    private static let magic = Array(Header.finderMagic.utf8)

    /// Looks into every file of a size that vaults have; a vault is known by its first bytes, not by its name.
    /// One that was cut short opens for nobody, and its label does not count.
    public init(in tree: SourceTree) throws {
        let candidates = tree.entries.filter { $0.member.kind == .file && VaultGeometry(fileSize: $0.member.size)?.isPadded == true }
        let found = Mutex<(labels: [String], unreadable: [Path])>(([], []))
        try concurrently(UInt64(candidates.count), jobs: Machine.processors) { next in
            while let number = try next() {
                let entry = candidates[Int(number)]
                let root = tree.roots[entry.root]
                let path = entry.subpath.isEmpty ? root : root.appending(entry.subpath)
                let file = try Descriptor.open(path, .read)
                // Either copy of the header may be damaged.
                let copies = [0, entry.member.size - UInt64(Header.copySize)]
                guard try copies.contains(where: { try file.bytes(count: Self.magic.count, at: $0) == Self.magic }) else { continue }
                do {
                    let label = try VaultFile(reading: file, path).headers.header.fixed.label
                    found.withLock { $0.labels.append(label) }
                } catch is CryptoError { found.withLock { $0.unreadable.append(path) } }
            }
        }
        (labels, unreadable) = found.withLock { ($0.labels, $0.unreadable) }
    }
}
