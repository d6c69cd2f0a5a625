import Testing

@testable import CryptoCore

/// Headers that are wrong in one field and right in checksum and MAC: even who has the content key cannot make them pass.
@Suite("Fields of a header")
struct HeaderFieldTests {
    struct Wrong: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let defect: VaultDefect
        let edit: @Sendable (inout [UInt8]) -> Void

        init(_ description: String, _ defect: VaultDefect, _ edit: @escaping @Sendable (inout [UInt8]) -> Void) {
            (testDescription, self.defect, self.edit) = (description, defect, edit)
        }
    }

    @Test(
        "a wrong field is refused",
        arguments: [
            Wrong("no slots", .slotCount) { $0[1601] = 0 },
            Wrong("nine slots", .slotCount) { $0[1601] = 9 },
            Wrong("255 slots", .slotCount) { $0[1601] = 255 },
            Wrong("a slot more than there are", .slotType) { $0[1601] = 4 },
            Wrong("a slot fewer than there are", .reservedBytesNotZero) { $0[1601] = 2 },
            Wrong("slot type 0", .slotType) { $0[SampleVault.slot(0)] = 0 },
            Wrong("slot type 4", .slotType) { $0[SampleVault.slot(1)] = 4 },
            Wrong("slot type 255", .slotType) { $0[SampleVault.slot(2)] = 255 },
            Wrong("two factors required, but a slot needs one", .twoFactorRule) { $0[1035] = 1 },
            Wrong("a label of 64 characters", .label) { $0[1060] = 64 },
            Wrong("a label of 255 characters", .label) { $0[1060] = 255 },
            Wrong("a label longer than its text", .label) { $0[1060] += 1 },
            Wrong("a label shorter than its text", .reservedBytesNotZero) { $0[1060] -= 1 },
            Wrong("a newline in the label", .label) { $0[1062] = 0x0a },
            Wrong("a control character in the label", .label) { $0[1061] = 0x1f },
            Wrong("DEL in the label", .label) { $0[1061] = 0x7f },
            Wrong("UTF-8 in the label", .label) { $0.put([0xc3, 0xa9], at: 1061) },
            Wrong("a finder text without its beginning", .finderText) { $0[0] = 0x74 },
            Wrong("a finder text with another version", .finderText) { $0[14] = 0x31 },
            Wrong("a finder text without its first line's end", .finderText) { $0[15] = 0x20 },
            Wrong("a tab in the finder text", .finderText) { $0[40] = 0x09 },
            Wrong("a zero byte in the finder text", .finderText) { $0[1023] = 0 },
            Wrong("UTF-8 in the finder text", .finderText) { $0.put([0xc3, 0xa9], at: 500) },
        ])
    func wrongField(_ wrong: Wrong) throws {
        try expectRefusal(.damaged(wrong.defect), SampleVault.ofAllKinds().signed(wrong.edit))
    }

    @Test("the first and the last byte of every gap have to be zero")
    func gaps() throws {
        let vault = try SampleVault.ofAllKinds()
        var gaps = [1060 + 7..<1536, 1602..<1664, SampleVault.slot(3)..<SampleVault.slot(8), 3712..<4000]
        for i in 0..<2 { gaps += [SampleVault.slot(i) + 1..<SampleVault.slot(i) + 4, SampleVault.slot(i) + 40..<SampleVault.slot(i) + 152] }
        gaps += [SampleVault.slot(2) + 1..<SampleVault.slot(2) + 4, SampleVault.slot(2) + 134..<SampleVault.slot(2) + 152]
        for offset in gaps.flatMap({ [$0.lowerBound, $0.upperBound - 1] }) {
            #expect(vault.first[offset] == 0)
            try expectRefusal(.damaged(.reservedBytesNotZero), vault.signed { $0[offset] = 1 }, "byte \(offset)")
        }
    }

    @Test("a label of 63 characters, a finder text of lines up to its end, and the last second of time are no fault")
    func extremes() throws {
        let copies = try SampleVault(.recovery).signed { copy in
            copy.put([63] + [UInt8](repeating: 0x7e, count: 63), at: 1060)
            for i in 16..<1024 { copy[i] = i % 80 == 0 || i == 1023 ? 0x0a : 0x7e }
            copy.put(UInt64.max, at: 1052)
        }
        let pair = try copies.parsed()
        #expect(pair.header.fixed.label == String(repeating: "~", count: 63))
        #expect(pair.header.finderText.utf8.count == 1024)
        #expect(pair.header.fixed.created == .max)
    }
}
