import Testing

@testable import CryptoCore

@Suite("Points of recovery slots")
struct RecoveryPointTests {
    private static let pointOffsets = [SampleVault.slot(0) + 4, SampleVault.slot(0) + 69]
    private static let prime = [UInt8](hex: "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff") ?? []

    /// 65 bytes that are no uncompressed point of the curve, made from ones that are.
    private func wrongPoints(from point: [UInt8]) -> [(String, [UInt8])] {
        let (x, y) = (Array(point[1..<33]), Array(point[33...]))
        let zeros = [UInt8](repeating: 0, count: 32)
        var offCurve = point
        offCurve[64] ^= 1
        return [
            ("off the curve", offCurve), ("infinity", [UInt8](repeating: 0, count: 65)), ("zero", [4] + zeros + zeros),
            ("compressed", [2 + y[31] & 1] + x + zeros), ("compressed, with the rest behind it", [2 + y[31] & 1] + x + y),
            ("hybrid", [6 + y[31] & 1] + x + y), ("coordinates swapped", [4] + y + x), ("a coordinate not reduced", [4] + Self.prime + zeros),
            ("all ones", [4] + [UInt8](repeating: 0xff, count: 64)),
            ("unknown form", [5] + x + y),
        ]
    }

    @Test("anything but an uncompressed point on the curve is refused, as the key of the slot and as the encapsulated key", arguments: pointOffsets)
    func refused(_ offset: Int) throws {
        let vault = try SampleVault(.recovery)
        let point = Array(vault.first[offset..<offset + 65])
        for (name, wrong) in wrongPoints(from: point) {
            #expect(!P256Key.isPoint(wrong), "\(name)")
            #expect(RecoveryPublicKey(point: wrong) == nil, "\(name)")
            try expectRefusal(.damaged(.recoveryPoint), vault.signed { $0.put(wrong, at: offset) }, "\(name)")
        }
        #expect(P256Key.isPoint(point))
    }

    @Test("a point of another length is none", arguments: [0, 1, 32, 33, 64, 66, 97])
    func length(_ count: Int) throws {
        let point = try P256Key.generate().point()
        #expect(!P256Key.isPoint(Array((point + point).prefix(count))))
    }

    @Test("another point of the curve is allowed there, but does not open")
    func otherPoint() throws {
        let vault = try SampleVault(.recovery)
        let other = try P256Key.generate().point()
        for offset in Self.pointOffsets {
            #expect(throws: CryptoError.wrongKey) { try vault.signed { $0.put(other, at: offset) }.opened(SampleKeys.recovery.get()) }
        }
    }

    @Test("a private key has to fit its point, and to be in range")
    func keyPairs() throws {
        let order = [UInt8](hex: "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551") ?? []
        let point = try P256Key.generate().point()
        for scalar in [[UInt8](repeating: 0, count: 32), order, [UInt8](repeating: 0xff, count: 32), [UInt8](repeating: 1, count: 32)] {
            #expect(P256Key.keyPair(scalar: try SecretBytes(copying: scalar), point: point) == nil)
        }
        for count in [0, 31, 33] {
            #expect(P256Key.keyPair(scalar: try SecretBytes(count: count), point: point) == nil)
        }
    }
}
