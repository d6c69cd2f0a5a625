import Testing

@testable import CryptoCore

@Suite("Headers")
struct HeaderTests {
    @Test("what is written is read again")
    func roundTrip() throws {
        let vault = try SampleVault.ofAllKinds()
        let pair = try HeaderPair(first: vault.first, last: vault.last)
        #expect(pair.header == vault.header)
        #expect(pair.condition == .bothGood)
        #expect(pair.chosenCopy == 0)
        #expect(pair.header.sequence == 1)
        #expect(pair.header.slots.map(\.kind) == [.passphrase, .passphraseAndKeyFile, .recovery])
        #expect(pair.header.slots.map(\.rounds) == [210_000, 210_000, nil])
        #expect(try pair.header.slots.map(\.recoveryPoint) == [nil, nil, SampleKeys.recoveryKey.get().publicKey.point])
        #expect(try pair.isWhole(under: vault.contentKey))
    }

    @Test("the fields stand where the format says")
    func layout() throws {
        let vault = try SampleVault(.passphrase, label: "AMBER")
        let bytes = vault.first
        #expect(bytes.count == 4096)
        #expect(Array(bytes[..<24]) == Array("TUCKBOX VAULT 0\nSample.\n".utf8))
        #expect(bytes[24..<1024].allSatisfy { $0 == 0x20 })
        #expect(Array(bytes[1024..<1036]) == Array("TKBXVLT0".utf8) + [0, 0, 0, 0])
        #expect(Array(bytes[1036..<1052]) == vault.header.fixed.vaultID)
        #expect(Array(bytes[1052..<1060]) == [0, 0, 0, 0, 0x6b, 0x49, 0xd2, 0])
        #expect(Array(bytes[1060..<1066]) == [5] + Array("AMBER".utf8))
        #expect(bytes.isZero(1066..<1536))
        #expect(Array(bytes[1536..<1592]) == vault.header.payloadPrefix)
        #expect(Array(bytes[1592..<1602]) == [0, 0, 0, 0, 0, 0, 0, 1, 0, 1])
        #expect(bytes.isZero(1602..<1664))
        #expect(Array(bytes[1664..<1672]) == [1, 0, 0, 0, 0, 3, 0x34, 0x50])
        #expect(Array(bytes[1672..<1704]) == SampleKeys.salt)
        #expect(bytes.isZero(1704..<1816))
        #expect(bytes.isZero(1920..<4000))
        #expect(try Array(bytes[4064...]) == Digest.sha256.hash(bytes.span.extracting(first: 4064)))
        #expect(zip(bytes, vault.last).enumerated().allSatisfy { $1.0 == $1.1 || $0 == 1600 || $0 >= 4000 })
        #expect(vault.last[1600] == 1)
    }

    @Test("with two factors the flag is set and read")
    func twoFactors() throws {
        let vault = try SampleVault(.passphraseAndKeyFile, .recovery, requiresTwoFactors: true)
        #expect(vault.first[1035] == 1)
        #expect(try HeaderPair(first: vault.first, last: vault.last).header.fixed.requiresTwoFactors)
    }

    @Test("new slots make the next header of the same vault")
    func replacingSlots() throws {
        let vault = try SampleVault(.passphrase, .recovery)
        let next = try vault.header.replacingSlots([vault.header.slots[1]])
        #expect(next.sequence == 2)
        #expect(next.fixed == vault.header.fixed)
        #expect(next.payloadPrefix == vault.header.payloadPrefix)
        #expect(next.finderText == vault.header.finderText)
        let bytes = try next.serialized(copy: 0, contentKey: vault.contentKey)
        #expect(Array(bytes[..<1592]) == Array(vault.first[..<1592]))
        #expect(bytes.isZero(SampleVault.slot(1)..<Header.macOffset))
    }

    @Test("a header that would be refused is not written")
    func notWritten() throws {
        let vault = try SampleVault(.passphrase)
        let slot = vault.header.slots[0]
        #expect(throws: CryptoError.damaged(.slotCount)) { try vault.header.replacingSlots([]) }
        #expect(throws: CryptoError.damaged(.slotCount)) { try vault.header.replacingSlots([Slot](repeating: slot, count: 9)) }
        #expect(throws: CryptoError.damaged(.twoFactorRule)) { try SampleVault(.passphrase, requiresTwoFactors: true) }
        for notice in ["Gr\u{fc}n", "tab\there", "\r\n", String(repeating: "x", count: 1009)] {
            #expect(throws: CryptoError.damaged(.finderText)) {
                try Header(notice: notice, fixed: vault.header.fixed, payloadPrefix: vault.header.payloadPrefix, slots: [slot])
            }
        }
        for prefix in [[], [UInt8](repeating: 1, count: 55), [UInt8](repeating: 1, count: 57)] {
            #expect(throws: CryptoError.damaged(.payloadPrefix)) {
                try Header(notice: "", fixed: vault.header.fixed, payloadPrefix: prefix, slots: [slot])
            }
        }
    }

    @Test("a vault's sequence number does not start again from nothing")
    func sequenceEnd() throws {
        let vault = try SampleVault(.recovery)
        let pair = try vault.signed { $0.put(UInt64.max, at: 1592) }.parsed()
        #expect(pair.header.sequence == .max)
        #expect(throws: CryptoError.cannotBeRenumbered) { try pair.header.replacingSlots(pair.header.slots) }
    }
}
