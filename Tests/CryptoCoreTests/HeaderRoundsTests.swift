import Testing

@testable import CryptoCore

@Suite("Limits on rounds")
struct HeaderRoundsTests {
    /// Both copies of a vault whose slots are passphrase slots with these salts and rounds. What they wrap is rubbish.
    private func copies(_ slots: [(salt: UInt8, rounds: UInt32)]) throws -> HeaderCopies {
        try SampleVault(.passphrase).signed { copy in
            copy[1601] = UInt8(slots.count)
            for (i, slot) in slots.enumerated() {
                let start = SampleVault.slot(i)
                copy.put([1, 0, 0, 0], at: start)
                copy.put(slot.rounds, at: start + 4)
                copy.put([UInt8](repeating: slot.salt, count: 32), at: start + 8)
                copy.put([UInt8](repeating: 0xaa, count: 104), at: start + 152)
            }
        }
    }

    @Test("fewer than 210,000 rounds are refused, in any slot", arguments: [0, 1, 209_999] as [UInt32])
    func tooFew(_ rounds: UInt32) throws {
        try expectRefusal(.damaged(.rounds), copies([(1, rounds)]))
        try expectRefusal(.damaged(.rounds), copies([(1, 210_000), (2, rounds)]))
        try expectRefusal(.damaged(.rounds), SampleVault(.passphraseAndKeyFile).signed { $0.put(rounds, at: SampleVault.slot(0) + 4) })
    }

    @Test("more than 10,000,000 rounds in all are refused")
    func tooMany() throws {
        try expectRefusal(.damaged(.roundsSum), copies([(1, 10_000_001)]))
        try expectRefusal(.damaged(.roundsSum), copies([(1, .max)]))
        try expectRefusal(.damaged(.roundsSum), copies((0..<8).map { ($0, $0 == 7 ? 1_250_001 : 1_250_000) }))
        // The sum is 2^32 + 7,000,000: as a number of 32 bits it would do.
        try expectRefusal(.damaged(.roundsSum), copies([(1, .max), (2, 7_000_001)]))
    }

    @Test("the largest number in all eight slots is refused and overflows nothing")
    func largest() throws {
        try expectRefusal(.damaged(.roundsSum), copies((0..<8).map { ($0, .max) }))
        try expectRefusal(.damaged(.roundsSum), copies((0..<8).map { _ in (1, .max) }))
        try expectRefusal(.damaged(.roundsSum), copies((0..<8).map { ($0, 1 << 31) }))
    }

    @Test("one salt with different rounds is as many derivations")
    func sameSalt() throws {
        try expectRefusal(.damaged(.roundsSum), copies([(1, 5_000_000), (1, 5_000_001)]))
    }

    @Test("exactly 10,000,000 rounds are allowed, and what is derived once counts once")
    func limit() throws {
        #expect(try copies((0..<8).map { ($0, 1_250_000) }).parsed().header.slots.count == 8)
        #expect(try copies((0..<8).map { _ in (1, 10_000_000) }).parsed().header.slots.count == 8)
        #expect(try copies([(1, 4_000_000), (1, 6_000_000), (1, 4_000_000)]).parsed().header.slots.count == 3)
    }

    @Test("a slot with too few rounds, or with a salt of another length, is not made")
    func notMade() throws {
        let credentials = try SampleKeys.credentials()
        let contentKey = try ContentKey.generate()
        let id = [UInt8](repeating: 3, count: 16)
        #expect(throws: CryptoError.damaged(.rounds)) {
            try credentials.makeSlot(for: contentKey, vaultID: id, salt: SampleKeys.salt, rounds: 209_999)
        }
        for count in [0, 16, 31, 33, 200] {
            #expect(throws: CryptoError.libraryFailure(.keyDerivation)) {
                try credentials.makeSlot(for: contentKey, vaultID: id, salt: [UInt8](repeating: 1, count: count), rounds: 210_000)
            }
        }
        #expect(credentials.derivationCount == 0)
    }
}
