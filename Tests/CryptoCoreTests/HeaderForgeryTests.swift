import SeededGenerator
import Testing

@testable import CryptoCore

/// A header that opens with a recovery key, so that no byte of it has anybody derive keys from a passphrase.
@Suite("Every byte of a header, forged in both copies")
struct HeaderForgeryTests {
    @Test("changed in both copies with right checksums, it never opens, and is refused for the right reason")
    func forgeryOfBoth() throws {
        let vault = try SampleVault(.recovery, label: "AMBER")
        let credentials = try SampleKeys.recovery.get()
        try #expect(HeaderCopies(first: vault.first, last: vault.last).opened(credentials) == 0)
        var generator = SeededGenerator("forgeries of both copies")
        for offset in 0..<Header.checksumOffset {
            let change = UInt8.random(in: 1...255, using: &generator)
            let copies = try vault.forged { $0[offset] ^= change }
            // The copy byte has to differ between the copies, and after this it is wrong in both.
            let expected = expected(offset, before: vault.first[offset], after: vault.first[offset] ^ change)
            let error = Result { () throws(CryptoError) in try copies.opened(credentials) }.failure
            guard let error, expected.contains(error) else {
                Issue.record("byte \(offset) changed by \(change): \(String(describing: error)), not \(expected)")
                return
            }
        }
    }

    private func expected(_ offset: Int, before: UInt8, after: UInt8) -> [CryptoError] {
        let slot = SampleVault.slot(0)
        switch offset {
        case 0..<16: return [.damaged(.finderText)]
        case 16..<1024: return [.damaged(isPrintable(after) || after == 0x0a ? .headerMAC : .finderText)]
        case 1024..<1032: return [.damaged(.wrongMagic)]
        case 1032..<1035: return [.tooNew]
        case 1035: return [after <= 1 ? .damaged(.headerMAC) : .tooNew]
        case 1036..<1052: return [.wrongKey]  // The vault's id is in the slot's context.
        case 1052..<1060, 1536..<1600: return [.damaged(.headerMAC)]
        case 1060: return [.damaged(after > before ? .label : .reservedBytesNotZero)]
        case 1061..<1066: return [.damaged(isPrintable(after) ? .headerMAC : .label)]
        case 1066..<1536: return [.damaged(.reservedBytesNotZero)]
        case 1600: return [.damaged(.noGoodHeaderCopy)]
        case 1601: return [.damaged(after == 0 || after > 8 ? .slotCount : .slotType)]
        // A passphrase slot has zeros where a recovery slot has its points.
        case slot: return [.damaged(after == 1 || after == 2 ? .reservedBytesNotZero : .slotType)]
        case slot + 4..<slot + 134: return [.damaged(.recoveryPoint)]
        case slot + 152..<slot + 256: return [.wrongKey]
        case 4000...: return [.damaged(.headerMAC)]
        default: return [.damaged(.reservedBytesNotZero)]
        }
    }
}
