import Testing

@testable import CryptoCore

@Suite("The fixed part")
struct FixedPartTests {
    private let id = [UInt8](100..<116)

    @Test("labels of up to 63 printable characters are written and read", arguments: ["", "A", " ~", String(repeating: "x", count: 63)])
    func labels(_ label: String) throws {
        let part = try #require(FixedPart(requiresTwoFactors: false, vaultID: id, created: .max, label: label))
        #expect(part.bytes.count == 512)
        #expect(try FixedPart(parsing: part.bytes) == part)
    }

    @Test("other labels are not", arguments: [String(repeating: "x", count: 64), "a\nb", "\u{7f}", "\t", "\0", "caf\u{e9}", "\u{1f600}"])
    func otherLabels(_ label: String) {
        #expect(FixedPart(requiresTwoFactors: false, vaultID: id, created: 0, label: label) == nil)
    }

    @Test("an identifier has 16 bytes", arguments: [0, 15, 17])
    func identifier(_ count: Int) {
        #expect(FixedPart(requiresTwoFactors: false, vaultID: [UInt8](repeating: 1, count: count), created: 0, label: "") == nil)
    }

    @Test("each part of it changes the payload's key")
    func context() throws {
        let contentKey = try ContentKey.generate()
        let salt = [UInt8](repeating: 7, count: Cobblestone.saltSize)
        let parts = [
            FixedPart(requiresTwoFactors: false, vaultID: id, created: 1, label: "a"),
            FixedPart(requiresTwoFactors: true, vaultID: id, created: 1, label: "a"),
            FixedPart(requiresTwoFactors: false, vaultID: id.reversed(), created: 1, label: "a"),
            FixedPart(requiresTwoFactors: false, vaultID: id, created: 2, label: "a"),
            FixedPart(requiresTwoFactors: false, vaultID: id, created: 1, label: "b"),
        ]
        let prefixes = try parts.map { try contentKey.payloadKeys(for: #require($0), salt: salt).prefix }
        #expect(Set(prefixes).count == parts.count)
    }
}
