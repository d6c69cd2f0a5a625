import CryptoCore
import ScratchFolder
import SystemFiles
import Testing

@testable import VaultFiles

/// Vaults without an index, whose maker wrote headers that claim what cannot be: salvage neither stops at them nor works for ever.
@Suite struct SalvageClaimTests {
    private func file(_ path: String, size: UInt64) -> Member {
        Member(kind: .file, permissions: 0o644, modified: 0, size: size, path: Array(path.utf8))
    }

    /// Salvages a vault in which nothing is but these headers, after each 512 bytes of content.
    private func salvage(_ members: [Member], _ scratch: Scratch) throws -> VaultSalvager.Summary {
        let vault = try Keys.recipe(.recovery).makeVault(vaultID: randomBytes(16), created: 0)
        let output = try Descriptor.open(scratch("v.vault"), [.readWrite, .createNew])
        let payload = PayloadQueue(try PayloadStream(vault, to: output))
        var inner: [UInt8] = []
        for member in members { inner += TarHeader.bytes(for: member) + [UInt8](repeating: 1, count: 512) }
        try payload.append(inner.span)
        _ = try payload.end()
        return try VaultSalvager(scratch("v.vault")) { _ in Keys.onlyRecovery }.salvage(to: scratch("s"))
    }

    @Test("a size that no vault can hold is no file, and what follows it is found", arguments: [.max, .max - 2000, 1 << 60, 1 << 53] as [UInt64])
    func impossibleSize(_ size: UInt64) throws {
        let scratch = try Scratch()
        let summary = try salvage([file("a", size: size), file("b", size: 512)], scratch)
        #expect(summary.wholeFiles == 1 && summary.gaps.isEmpty && !summary.isWhole)
        #expect(try scratch.names(in: "s/contents") == ["b"])
    }

    @Test("what a file is said to have behind the end of the vault is one gap, found at once")
    func hugeSize() throws {
        let scratch = try Scratch()
        let time = try ContinuousClock().measure {
            let summary = try salvage([file("a", size: 512), file("b", size: 1 << 52)], scratch)
            #expect(summary.wholeFiles == 1 && summary.gaps.count == 1 && summary.gaps.first?.lost.count == 1)
            #expect(summary.gaps.first?.lost.first?.upperBound == 1 << 52)
        }
        #expect(time < .seconds(10))
    }

    @Test("a link or a file that stands beneath a file is named, and the rest is salvaged")
    func beneathFile() throws {
        let scratch = try Scratch()
        let link = Member(kind: .symbolicLink, permissions: 0o777, modified: 0, path: Array("a/l".utf8), linkTarget: Array("x".utf8))
        let summary = try salvage([file("a", size: 512), file("a/b", size: 512), link, file("c", size: 512)], scratch)
        #expect(summary.wholeFiles == 2 && summary.refused.map { String(decoding: $0, as: UTF8.self) } == ["a/b", "a/l"])
        #expect(try scratch.names(in: "s").sorted() == ["SALVAGE.txt", "contents"])
    }

    @Test("a part whose name is too long with what is added to it is named, and the rest is salvaged")
    func longPart() throws {
        let scratch = try Scratch()
        let part = Member(
            kind: .file, permissions: 0o600, part: 2, modified: 0, size: 512, path: [UInt8](repeating: 0x70, count: 255))
        let summary = try salvage([part, file("q", size: 512)], scratch)
        #expect(summary.wholeFiles == 1 && summary.refused == [part.path])
    }
}
