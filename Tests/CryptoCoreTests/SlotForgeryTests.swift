import Testing

@testable import CryptoCore

@Suite("Slots that were moved or made up")
struct SlotForgeryTests {
    @Test(
        "a slot of another vault does not open, though its key is the right one and the header is signed",
        arguments: [Slot.Kind.passphrase, .passphraseAndKeyFile, .recovery])
    func moved(_ kind: Slot.Kind) throws {
        let (vault, other) = (try SampleVault(kind), try SampleVault(kind))
        let copies = try vault.signed { $0.put(other.header.slots[0].bytes, at: SampleVault.slot(0)) }
        #expect(throws: CryptoError.wrongKey) { try copies.opened(SampleKeys.credentials(for: kind)) }
    }

    @Test("a slot does not open as another type", arguments: [Slot.Kind.passphrase, .passphraseAndKeyFile])
    func retyped(_ kind: Slot.Kind) throws {
        let vault = try SampleVault(kind)
        let copies = try vault.signed { $0[SampleVault.slot(0)] = 3 - kind.rawValue }
        for credentials in [try SampleKeys.single.get(), try SampleKeys.double.get()] {
            #expect(throws: CryptoError.wrongKey) { try copies.opened(credentials) }
        }
        try expectRefusal(.damaged(.reservedBytesNotZero), SampleVault(.recovery).signed { $0[SampleVault.slot(0)] = kind.rawValue })
        try expectRefusal(.damaged(.recoveryPoint), vault.signed { $0[SampleVault.slot(0)] = 3 })
    }

    @Test("with other rounds or another salt a slot does not open")
    func otherParameters() throws {
        let vault = try SampleVault(.passphrase)
        let credentials = try SampleKeys.credentials()
        let otherRounds = try vault.signed { $0.put(UInt32(210_001), at: SampleVault.slot(0) + 4) }
        let otherSalt = try vault.signed { $0[SampleVault.slot(0) + 39] ^= 1 }
        #expect(throws: CryptoError.wrongKey) { try otherRounds.opened(credentials) }
        #expect(throws: CryptoError.wrongKey) { try otherSalt.opened(credentials) }
        #expect(credentials.derivationCount == 2)
    }

    @Test("every bit of what a slot wraps counts")
    func wrapped() throws {
        let vault = try SampleVault(.passphrase)
        for offset in SampleVault.slot(0) + 152..<SampleVault.slot(1) {
            for bit in 0..<8 where (offset + bit) % 3 == 0 {
                #expect(throws: CryptoError.wrongKey) { try vault.signed { $0[offset] ^= 1 << UInt8(bit) }.opened(SampleKeys.single.get()) }
            }
        }
    }

    @Test("one vault cannot have two content keys: the passphrase of the second finds it damaged")
    func twoContentKeys() throws {
        let second = try ContentKey.generate()
        let vault = try SampleVault { contentKey, vaultID in
            try [SampleKeys.slot(.passphrase, for: contentKey, vaultID: vaultID), SampleKeys.slot(.recovery, for: second, vaultID: vaultID)]
        }
        let copies = HeaderCopies(first: vault.first, last: vault.last)
        #expect(try copies.opened(SampleKeys.single.get()) == 0)
        #expect(throws: CryptoError.damaged(.headerMAC)) { try copies.opened(SampleKeys.recovery.get()) }
    }

    @Test("after a slot that opens and a MAC that is wrong no other slot is tried")
    func noSecondTry() throws {
        let first = try ContentKey.generate()
        let vault = try SampleVault { contentKey, vaultID in
            try [SampleKeys.slot(.passphrase, for: first, vaultID: vaultID), SampleKeys.slot(.passphrase, for: contentKey, vaultID: vaultID)]
        }
        #expect(throws: CryptoError.damaged(.headerMAC)) { try vault.forged { _ in }.opened(SampleKeys.single.get()) }
    }

    @Test("a slot added or removed without the content key is found by the MAC")
    func addedOrRemoved() throws {
        let vault = try SampleVault(.recovery, .passphrase)
        let added = try vault.forged { copy in
            copy[1601] = 3
            copy.put(vault.header.slots[1].bytes, at: SampleVault.slot(2))
        }
        let removed = try vault.forged { copy in
            copy[1601] = 1
            copy.put([UInt8](repeating: 0, count: Slot.size), at: SampleVault.slot(1))
        }
        for copies in [added, removed] {
            #expect(throws: CryptoError.damaged(.headerMAC)) { try copies.opened(SampleKeys.recovery.get()) }
        }
    }
}
