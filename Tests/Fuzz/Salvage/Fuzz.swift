import FuzzSupport
import Glibc

@testable import CryptoCore
@testable import SystemFiles
@testable import VaultFiles

/// Whole vaults, right in their header and their keys, whose contents are arbitrary and then damaged: they are verified, and salvaged to memory.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    var input = unsafe Input(start, count)
    let mode = input.byte()
    var inner: [UInt8] = []
    var original: [UInt8]?
    if mode & 1 == 0 {
        // Blocks that are nearly those of a tree: a hostile writer's.
        let members = input.members()
        for member in members {
            inner += TarHeader.bytes(for: member)
            inner += [UInt8](repeating: 0x63, count: Int(min(member.size, 40000)))
            inner += [UInt8](repeating: 0, count: (512 - inner.count % 512) % 512)
        }
    } else {
        let members = input.members()
        if let layout = try? InnerLayout(members, index: IndexCoding.encode(members)), !members.isEmpty, layout.length < 1 << 18 {
            inner = layout.bytes
            original = inner
        }
    }
    for _ in 0..<Int(mode >> 6) { inner.patch(input.bytes(Int(input.byte() & 15)), at: Int(input.number(UInt32.self) & 0x3_ffff)) }
    if mode & 2 != 0 { inner += input.bytes(Int(input.number(UInt16.self))) }
    let isGood = inner == original && (try? IndexCoding.decode(indexBytes(inner), count: countField(inner))) != nil

    var vault = Example.vault(holding: inner)
    let whole = vault
    if mode & 4 != 0 { vault.patch(input.bytes(4), at: Int(input.number(UInt32.self) & 0x3_ffff)) }
    if mode & 8 != 0 { vault[vault.count - 4096 - 50 - 4 * (inner.count / Cobblestone.chunkSize)] ^= 0xff }
    if mode & 16 != 0 { vault.removeLast(min(Int(input.number(UInt16.self)), vault.count - 4096)) }
    work(vault, isWhole: isGood && vault == whole)
    return 0
}

private func countField(_ inner: [UInt8]) -> UInt64 { inner.suffix(8).reduce(0) { $0 << 8 | UInt64($1) } }

private func indexBytes(_ inner: [UInt8]) -> [UInt8] {
    guard let bounds = InnerLayout.Bounds(footer: Array(inner.suffix(32)), innerLength: UInt64(inner.count)) else { return [] }
    return Array(inner[Int(bounds.index.lowerBound)..<Int(bounds.index.upperBound)])
}

private let folder = Path(FileStatus.ifPresentOrNil("/dev/shm") ? "/dev/shm" : "/tmp")

private func work(_ vault: [UInt8], isWhole: Bool) {
    do {
        let parent = try Descriptor.open(folder, [.read, .directory])
        let (name, output) = (Array("tuckbox-fuzz-\(getpid()).vault".utf8), Array("tuckbox-fuzz-\(getpid()).out".utf8))
        let file = try parent.open(Path(bytes: name), [.readWrite, .createNew])
        defer {
            AtomicOutput.discard(name, in: parent)
            AtomicOutput.discardTree(output, in: parent)
        }
        try file.write(vault)
        let path = folder.appending(name)
        let verified = Result { try VaultFile(path).unlock(Example.credentials).verify(jobs: 1, progress: Progress()) }
        require(!isWhole || (try? verified.get()) != nil, "a vault that is right is verified")
        if case .failure(let error) = verified { require(isRefusal(error), "a vault is right or damaged: \(error)") }

        let salvager: VaultSalvager
        do { salvager = try VaultSalvager(path) { _ in Example.credentials } } catch {
            require(isRefusal(error), "a vault can be salvaged or its header cannot be read: \(error)")
            return
        }
        let summary = try salvager.salvage(to: folder.appending(output))
        if case .success(let contents) = verified {
            require(summary.isWhole && summary.wholeFiles == contents.fileCount, "of a vault that is right nothing is lost")
        }
        for gap in summary.gaps {
            require(gap.lost.allSatisfy { !$0.isEmpty && $0.upperBound <= gap.size }, "what is lost lies within")
            require(zip(gap.lost, gap.lost.dropFirst()).allSatisfy { $0.upperBound < $1.lowerBound }, "what is lost is in order")
        }
    } catch {
        fatalError("does not hold: salvage goes on: \(error)")
    }
}

private func isRefusal(_ error: any Error) -> Bool {
    switch error {
    case CryptoError.damaged, CryptoError.notAVault, CryptoError.wrongKey, VaultError.damagedContents, VaultError.checksumTableDamaged,
        VaultError.headerCopiesDiffer:
        true
    default: false
    }
}

extension FileStatus {
    fileprivate static func ifPresentOrNil(_ path: String) -> Bool { (try? ifPresent(Path(path))).flatMap(\.self) != nil }
}
