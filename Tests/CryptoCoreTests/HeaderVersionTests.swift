import Testing

@testable import CryptoCore

@Suite("Versions and flags")
struct HeaderVersionTests {
    @Test("another version is too new, whatever else the header has", arguments: [1, 2, 0x0100, 0xffff] as [UInt16])
    func version(_ version: UInt16) throws {
        let vault = try SampleVault(.recovery)
        try expectRefusal(.tooNew, vault.forged { $0.put(version, at: 1032) })
        try expectRefusal(
            .tooNew,
            vault.forged { copy in
                copy.put(version, at: 1032)
                for i in 1601..<4064 { copy[i] = 0xff }
                copy[0] = 0
            })
    }

    @Test("a flag that is not defined is too new", arguments: 1..<16)
    func flags(_ bit: Int) throws {
        try expectRefusal(.tooNew, SampleVault(.recovery).forged { $0.put(UInt16(1) << UInt16(bit), at: 1034) })
    }

    @Test("one good copy that is too new is enough, also if the other is damaged")
    func oneCopy() throws {
        let vault = try SampleVault(.recovery)
        let newer = try vault.forged { $0.put(UInt16(1), at: 1032) }
        let rubbish = [UInt8](repeating: 0, count: Header.copySize)
        try expectRefusal(.tooNew, HeaderCopies(first: newer.first, last: vault.last))
        try expectRefusal(.tooNew, HeaderCopies(first: vault.first, last: newer.last))
        try expectRefusal(.tooNew, HeaderCopies(first: newer.first, last: rubbish))
        try expectRefusal(.tooNew, HeaderCopies(first: rubbish, last: newer.last))
    }

    @Test("a version that nothing vouches for is not believed: the copy is just damaged")
    func damagedVersion() throws {
        let vault = try SampleVault(.recovery)
        var copies = HeaderCopies(first: vault.first, last: vault.last)
        copies.first[1033] = 1
        #expect(try copies.parsed().condition == .firstDamaged)
        copies.last[1033] = 1
        try expectRefusal(.damaged(.noGoodHeaderCopy), copies)
    }

    @Test("a good copy with another magic is damaged, and not too new")
    func magic() throws {
        let vault = try SampleVault(.recovery)
        let edit: (inout [UInt8]) -> Void = { copy in
            copy.put(Array("TKBXVLT1".utf8), at: 1024)
            copy.put(UInt16(1), at: 1032)
        }
        try expectRefusal(.damaged(.wrongMagic), vault.forged(edit))
        try expectRefusal(.damaged(.wrongMagic), HeaderCopies(first: vault.first, last: vault.last.forged(edit)))
    }
}
