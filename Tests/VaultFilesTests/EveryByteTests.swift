import CryptoCore
import ScratchFolder
import SystemFiles
import Testing
import VaultFiles

/// Every single-byte change and every truncation of a small vault of each kind.
@Suite struct EveryByteTests {
    private static let kinds: [Slot.Kind] = [.passphrase, .passphraseAndKeyFile, .recovery]
    private let content = noise(700, seed: 11)

    private func makeVault(_ scratch: Scratch, _ kind: Slot.Kind) throws -> [UInt8] {
        try scratch.write(content, to: "in")
        try VaultWriter(kind).wrap([scratch("in")], to: scratch("v.vault"))
        return try contents(of: scratch("v.vault"))
    }

    /// What a changed byte at `offset` may lead to.
    private func expected(_ offset: Int, size: Int) -> Outcome {
        let payload = 4096..<size - 4096 - 8 - 4
        if offset < 4096 || offset >= size - 4096 { return .opensWithOtherCopy }
        if payload.contains(offset) { return .damaged }
        return offset < size - 4096 - 8 ? .opensWithDamagedTable : .damaged
    }

    private enum Outcome { case opensWithOtherCopy, opensWithDamagedTable, damaged }

    @Test("every single changed byte is refused, or survived with a warning; verification never passes", arguments: kinds)
    func changes(_ kind: Slot.Kind) throws {
        let scratch = try Scratch()
        let vault = try makeVault(scratch, kind)
        let file = try Descriptor.open(scratch("v.vault"), .readWrite)
        let seed = UInt64.random(in: 0 ... .max)
        print("changed bytes: seed \(seed)")
        let masks = noise(vault.count, seed: seed).map { $0 | 1 }
        for offset in vault.indices {
            try file.write([vault[offset] ^ masks[offset]], at: UInt64(offset))
            check(offset, expected(offset, size: vault.count), scratch, kind)
            try file.write([vault[offset]], at: UInt64(offset))
        }
        try unwrap(scratch("v.vault"), to: scratch("out"), kind: kind)
    }

    private func check(_ offset: Int, _ outcome: Outcome, _ scratch: Scratch, _ kind: Slot.Kind) {
        let vault = scratch("v.vault")
        #expect(throws: (any Error).self, "byte \(offset)") {
            _ = try VaultFile(vault).unlock(Keys.credentials(kind)).verify(jobs: 1, progress: Progress())
        }
        #expect(throws: (any Error).self, "byte \(offset), without a key") { try VaultFile(vault).verifyWithoutKey(jobs: 1, progress: Progress()) }
        do {
            let condition = try VaultFile(vault).headers.condition
            let summary = try unwrap(vault, to: scratch("out"), kind: kind)
            #expect(outcome != .damaged, "byte \(offset) was not noticed")
            #expect((condition == .bothGood) == (outcome == .opensWithDamagedTable), "byte \(offset)")
            #expect(summary.checksumTableAgrees == (outcome == .opensWithOtherCopy), "byte \(offset)")
            #expect(try contents(of: scratch("out")) == content)
            try AtomicOutput.remove(scratch("out"))
        } catch {
            #expect(outcome == .damaged && isDamage(error), "byte \(offset): \(error)")
        }
        #expect((try? scratch.names()) == ["in", "v.vault"], "byte \(offset) left something")
    }

    @Test("every truncation is refused", arguments: kinds)
    func truncations(_ kind: Slot.Kind) throws {
        let scratch = try Scratch()
        let vault = try makeVault(scratch, kind)
        let file = try Descriptor.open(scratch("v.vault"), .readWrite)
        for length in stride(from: vault.count - 1, through: 0, by: -1) {
            try file.truncate(to: UInt64(length))
            do {
                try unwrap(scratch("v.vault"), to: scratch("out"), kind: kind)
                Issue.record("\(length) bytes were enough")
            } catch let error as CryptoError {
                // Too short for the words "TUCKBOX VAULT ": nothing says that it is one.
                #expect(length < 14 ? error == .notAVault : isDamage(error), "\(length): \(error)")
            }
            #expect(try scratch.names() == ["in", "v.vault"])
        }
    }

    @Test("bytes after the end are refused")
    func extension_() throws {
        let scratch = try Scratch()
        let vault = try makeVault(scratch, .recovery)
        try scratch.write(vault + [0], to: "longer")
        #expect(throws: CryptoError.self) { try unwrap(scratch("longer"), to: scratch("out")) }
        #expect(try !scratch.names().contains("out"))
    }

    private func isDamage(_ error: any Error) -> Bool {
        switch error {
        case CryptoError.damaged, VaultError.damagedContents: true
        default: false
        }
    }
}
