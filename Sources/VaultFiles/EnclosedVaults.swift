import CryptoCore
public import SystemFiles

/// What the vaults among a tree's files say of themselves.
public struct EnclosedVaults: Sendable {
    /// Labels as the headers claim them.
    public private(set) var labels: [String] = []
    /// Vaults whose headers cannot be read: damaged, or newer than this program.
    public private(set) var unreadable: [Path] = []

    private static let magic = Array("TUCKBOX VAULT ".utf8)

    /// Looks into every file that is large enough; a vault is known by its first bytes, not by its name.
    public init(in tree: SourceTree) throws {
        for entry in tree.entries where entry.member.kind == .file && entry.member.size > 2 * UInt64(Header.copySize) {
            try Interruption.check()
            let root = tree.roots[entry.root]
            let path = entry.subpath.isEmpty ? root : root.appending(entry.subpath)
            let file = try Descriptor.open(path, .read)
            // Either copy of the header may be damaged.
            let copies = [0, entry.member.size - UInt64(Header.copySize)]
            guard try copies.contains(where: { try file.bytes(count: Self.magic.count, at: $0) == Self.magic }) else { continue }
            do { labels.append(try VaultFile(reading: file, path).headers.header.fixed.label) } catch is CryptoError { unreadable.append(path) }
        }
    }
}
