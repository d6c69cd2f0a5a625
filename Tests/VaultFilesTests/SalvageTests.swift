import CryptoCore
import ScratchFolder
import SystemFiles
import Testing
import VaultFiles

/// Any one sector of a vault overwritten: it opens, or all else is salvaged and what is lost is named.
@Suite struct SalvageTests {
    private static let sector = 4096
    private let sizes = [0, 100, 5000, 20_000, 70_000, 40_000]

    private func makeVault(_ scratch: Scratch) throws -> [UInt8] {
        for (i, size) in sizes.enumerated() { try scratch.write(noise(size, seed: UInt64(i)), to: "tree/f\(i)") }
        try scratch.write([1], to: "tree/sub/deep \u{e9}/g")
        try VaultWriter().wrap([scratch("tree")], to: scratch("v.vault"))
        return try contents(of: scratch("v.vault"))
    }

    private func salvage(_ scratch: Scratch, _ vault: String = "v.vault") throws -> VaultSalvager.Summary {
        AtomicOutput.discardTree(Array("s".utf8), in: try Descriptor.open(scratch.path, [.read, .directory]))
        return try VaultSalvager(scratch(vault)) { _ in Keys.onlyRecovery }.salvage(to: scratch("s"))
    }

    /// Every byte that was salvaged is where it was, and what is missing is within the gaps that were named.
    private func checkSalvaged(_ scratch: Scratch, _ summary: VaultSalvager.Summary) throws -> Int {
        var whole = 0
        for (i, size) in sizes.enumerated() {
            let original = noise(size, seed: UInt64(i))
            let gap = summary.gaps.first { $0.path == Array("tree/f\(i)".utf8) }
            if let gap {
                let partial = try contents(of: scratch("s/contents/tree/f\(i).partial"))
                for (j, byte) in partial.enumerated() where !gap.lost.contains(where: { $0.contains(UInt64(j)) }) {
                    try #require(byte == original[j])
                }
                #expect(gap.lost.allSatisfy { $0.upperBound <= UInt64(size) && !$0.isEmpty })
            } else if let found = try? contents(of: scratch("s/contents/tree/f\(i)")) {
                #expect(found == original)
                whole += 1
            } else {
                #expect(!summary.listIsComplete, "f\(i) vanished without a word")
            }
        }
        return whole
    }

    @Test("a vault with any one sector overwritten opens, or gives up all else")
    func everySector() throws {
        let scratch = try Scratch()
        let vault = try makeVault(scratch)
        let file = try Descriptor.open(scratch("v.vault"), .readWrite)
        var opened = 0
        for start in stride(from: 0, to: vault.count, by: Self.sector) {
            let end = min(start + Self.sector, vault.count)
            try file.write(noise(end - start, seed: 77), at: UInt64(start))
            if (try? unwrap(scratch("v.vault"), to: scratch("out"))) != nil {
                opened += 1
                #expect(try difference(scratch("tree"), scratch("out")) == "")
                AtomicOutput.discardTree(Array("out".utf8), in: try Descriptor.open(scratch.path, [.read, .directory]))
            } else {
                let summary = try salvage(scratch)
                #expect(!summary.isWhole && summary.damagedChunks <= 2)
                let whole = try checkSalvaged(scratch, summary)
                // A sector touches one chunk, or two neighbours: three of these files at most, and the list if it is the last.
                #expect(whole >= sizes.count - 4, "sector at \(start): \(whole) whole")
            }
            try file.write(Array(vault[start..<end]), at: UInt64(start))
        }
        #expect(opened >= 1)
        let summary = try salvage(scratch)
        #expect(summary.isWhole && summary.wholeFiles == sizes.count + 1)
    }

    @Test("the field and the salt that stand outside the header are not needed")
    func frame() throws {
        let scratch = try Scratch()
        let vault = try makeVault(scratch)
        for offset in [vault.count - 4096 - 1, 4096 + 3] {
            var broken = vault
            broken[offset] ^= 1
            try scratch.write(broken, to: "broken\(offset)")
            #expect(throws: CryptoError.self) { try unwrap(scratch("broken\(offset)"), to: scratch("out")) }
            let summary = try salvage(scratch, "broken\(offset)")
            #expect(summary.wholeFiles == sizes.count + 1 && summary.frameIsDamaged && !summary.isWhole)
        }
    }

    @Test("of a vault that was cut, everything before the cut comes out")
    func cut() throws {
        let scratch = try Scratch()
        let vault = try makeVault(scratch)
        for length in [vault.count - 1, vault.count - 5000, 4096 + 56 + 16400 * 4 + 10, 4096 + 56 + 16400, 4100] {
            try scratch.write(Array(vault[..<length]), to: "cut\(length)")
            let summary = try salvage(scratch, "cut\(length)")
            #expect(!summary.isWhole, "\(length) of \(vault.count)")
            _ = try checkSalvaged(scratch, summary)
        }
    }

    @Test("a stream keeps its parts at their places when one in the middle is lost")
    func stream() throws {
        let scratch = try Scratch()
        let content = noise(25_000_000, seed: 9)
        try scratch.write(content, to: "in")
        _ = try VaultWriter().wrap(
            stream: Descriptor.open(scratch("in"), .read), named: Array("in".utf8), to: scratch("v.vault"), replacing: false, vaultID: randomBytes(16)
        )
        let file = try Descriptor.open(scratch("v.vault"), .readWrite)
        try file.write([0xff], at: 4096 + 56 + 16400 * 600 + 5)
        let summary = try salvage(scratch)
        let gap = try #require(summary.gaps.first)
        #expect(summary.gaps.count == 1 && gap.size == 25_000_000 && gap.lost.count == 1)
        let partial = try contents(of: scratch("s/contents/in.partial"))
        #expect(partial[..<Int(gap.lost[0].lowerBound)] == content[..<Int(gap.lost[0].lowerBound)])
        #expect(partial[Int(gap.lost[0].upperBound)...] == content[Int(gap.lost[0].upperBound)...])
    }

    @Test("a wrong key salvages nothing, and a folder that is there is not touched")
    func refusals() throws {
        let scratch = try Scratch()
        _ = try makeVault(scratch)
        let stranger = Credentials(passphrase: nil, keyFile: nil, recoveryKeys: [try .generate()])
        #expect(throws: CryptoError.wrongKey) { try VaultSalvager(scratch("v.vault")) { _ in stranger } }
        #expect(throws: VaultError.outputExists(scratch("tree"))) {
            try VaultSalvager(scratch("v.vault")) { _ in Keys.onlyRecovery }.salvage(to: scratch("tree"))
        }
    }
}
