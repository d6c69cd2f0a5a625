import Testing

@testable import CryptoCore

@Suite("Which copy is read")
struct HeaderCopyChoiceTests {
    private let rubbish = [UInt8](repeating: 0x55, count: Header.copySize)

    @Test("a copy that stands in the other's place is not good")
    func places() throws {
        let vault = try SampleVault(.recovery)
        try expectRefusal(.damaged(.noGoodHeaderCopy), HeaderCopies(first: vault.last, last: vault.first))
        #expect(try HeaderPair(first: vault.first, last: vault.first).condition == .lastDamaged)
        #expect(try HeaderPair(first: vault.last, last: vault.last).condition == .firstDamaged)
    }

    @Test("without a good copy, any of the four magics makes it a damaged vault, and none of them makes it no vault")
    func magics() throws {
        try expectRefusal(.notAVault, HeaderCopies(first: rubbish, last: rubbish))
        for (offset, magic) in [(0, "TUCKBOX VAULT "), (1024, "TKBXVLT0")] {
            var copy = rubbish
            copy.put(Array(magic.utf8), at: offset)
            try expectRefusal(.damaged(.noGoodHeaderCopy), HeaderCopies(first: copy, last: rubbish))
            try expectRefusal(.damaged(.noGoodHeaderCopy), HeaderCopies(first: rubbish, last: copy))
            copy[offset + magic.utf8.count - 1] ^= 1
            try expectRefusal(.notAVault, HeaderCopies(first: copy, last: rubbish))
        }
    }

    @Test("a file that is too short for its copies is a damaged vault if it has a magic")
    func short() throws {
        let vault = try SampleVault(.recovery)
        try expectRefusal(.notAVault, HeaderCopies(first: [], last: []))
        for count in [1, 13] {
            try expectRefusal(.notAVault, HeaderCopies(first: Array(vault.first[..<count]), last: Array(vault.first[..<count])))
        }
        for count in [14, 1023, 1031, 4095] {
            try expectRefusal(.damaged(.noGoodHeaderCopy), HeaderCopies(first: Array(vault.first[..<count]), last: Array(vault.first[..<count])))
        }
        try expectRefusal(.damaged(.noGoodHeaderCopy), HeaderCopies(first: [UInt8](repeating: 0, count: 1024) + vault.first[1024..<1032], last: []))
        #expect(try HeaderPair(first: vault.first, last: []).condition == .lastDamaged)
    }

    @Test(
        "copies of one number that differ in anything are refused, whoever signed them",
        arguments: [16, 1023, 1052, 1536, 1591, 1601, 1664 + 152, 3999])
    func equalNumbers(_ offset: Int) throws {
        let vault = try SampleVault(.recovery)
        let other = try vault.first.signed(vault.contentKey) { $0[offset] ^= 1 }
        try expectRefusal(.damaged(.copiesDisagree), HeaderCopies(first: other, last: vault.last))
    }

    @Test("a fixed part or a payload that differs is refused whatever the numbers are", arguments: [1036, 1052, 1061, 1535, 1536, 1591])
    func otherVault(_ offset: Int) throws {
        let vault = try SampleVault(.recovery)
        for sequence in [1, 2, UInt64.max] {
            let other = try vault.last.signed(vault.contentKey) { copy in
                copy[offset] ^= 1
                copy.put(sequence, at: 1592)
            }
            try expectRefusal(.damaged(.copiesDisagree), HeaderCopies(first: vault.first, last: other))
        }
    }

    @Test("of two numbers the higher is read, in either place", arguments: [2, 256, 1 << 63, UInt64.max])
    func higher(_ sequence: UInt64) throws {
        let vault = try SampleVault(.recovery)
        let newer = try vault.signed { $0.put(sequence, at: 1592) }
        for copies in [HeaderCopies(first: newer.first, last: vault.last), HeaderCopies(first: vault.first, last: newer.last)] {
            let pair = try copies.parsed()
            #expect(pair.condition == .differentSequence)
            #expect(pair.header.sequence == sequence)
            #expect(pair.chosenCopy == (copies.first == vault.first ? 1 : 0))
            #expect(try copies.opened(SampleKeys.recovery.get()) == 0)
            #expect(try !pair.isWhole(under: vault.contentKey))
        }
    }

    @Test("a higher number with a wrong MAC is damaged, though the other copy is right")
    func noFallback() throws {
        let vault = try SampleVault(.recovery)
        let newer = try vault.forged { $0.put(UInt64(2), at: 1592) }
        for copies in [HeaderCopies(first: newer.first, last: vault.last), HeaderCopies(first: vault.first, last: newer.last)] {
            #expect(throws: CryptoError.damaged(.headerMAC)) { try copies.opened(SampleKeys.recovery.get()) }
        }
    }

    @Test("a higher number with a wrong field is damaged, though the other copy is right")
    func noFallbackFromFields() throws {
        let vault = try SampleVault(.recovery)
        let newer = try vault.last.signed(vault.contentKey) { copy in
            copy.put(UInt64(2), at: 1592)
            copy[1601] = 0
        }
        try expectRefusal(.damaged(.slotCount), HeaderCopies(first: vault.first, last: newer))
    }

    @Test("a slot that only the older copy has is not tried")
    func removedSlot() throws {
        let vault = try SampleVault(.passphrase, .recovery)
        let next = try vault.header.replacingSlots([vault.header.slots[0]])
        let copies = HeaderCopies(first: vault.first, last: try next.serialized(copy: 1, contentKey: vault.contentKey))
        #expect(throws: CryptoError.wrongKey) { try copies.opened(SampleKeys.recovery.get()) }
        #expect(try copies.opened(SampleKeys.single.get()) == 0)
    }

    @Test("copies that are alike but for a MAC open by the first, and are not whole")
    func otherMAC() throws {
        let vault = try SampleVault(.recovery)
        let copies = HeaderCopies(first: vault.first, last: try vault.last.forged { $0[4000] ^= 1 })
        #expect(try copies.opened(SampleKeys.recovery.get()) == 0)
        #expect(try !copies.parsed().isWhole(under: vault.contentKey))
        let others = HeaderCopies(first: try vault.first.forged { $0[4063] ^= 1 }, last: vault.last)
        #expect(throws: CryptoError.damaged(.headerMAC)) { try others.opened(SampleKeys.recovery.get()) }
        #expect(try !others.parsed().isWhole(under: vault.contentKey))
    }
}
