import Testing

@testable import CryptoCore

@Suite("P-256 key agreement", .needsVectors)
struct ECDHVectorTests {
    struct Group: Decodable {
        let tests: [Vector]
    }

    struct Vector: Decodable {
        let tcId: Int
        let comment: String
        /// SubjectPublicKeyInfo, or something like it.
        let `public`: Hex
        /// A big-endian number, with leading zeros or without.
        let `private`: Hex
        let shared: Hex
        let result: Verdict
    }

    @Test("public keys are read as from a recovery key file; the invalid ones are refused and the others agree as published")
    func vectors() throws {
        let file = try TestVectors.load("wycheproof/ecdh_secp256r1_test.json", as: VectorFile<Group>.self)
        var tally = VectorTally("ECDH P-256")
        for vector in file.testGroups.flatMap(\.tests) {
            tally.check(vector.tcId, vector.comment) {
                let pem = try DER.pem(vector.public.bytes, "PUBLIC KEY")
                guard let point = try publicPoint(pem) else { return vector.result != .valid }
                guard vector.result != .invalid, let peer = P256Key.publicKey(point: point) else { return false }
                let own = try RecoveryKeyFile.privateKey(pem: DER.pem(DER.privateKey(scalar: scalar(vector)), "PRIVATE KEY"), passphrase: nil)
                return try own.key.sharedSecret(with: peer).copyOfPublicBytes() == vector.shared.bytes
            }
        }
        tally.finish(total: file.numberOfTests)
    }

    /// Nil if the file is refused for what it is; any other error is a failure.
    private func publicPoint(_ pem: borrowing SecretBytes) throws(CryptoError) -> [UInt8]? {
        do throws(CryptoError) {
            return try RecoveryKeyFile.publicKey(pem: pem).point
        } catch .notARecoveryKey {
            return nil
        }
    }

    private func scalar(_ vector: Vector) -> [UInt8] {
        let digits = vector.private.bytes.drop { $0 == 0 }
        return [UInt8](repeating: 0, count: P256Key.scalarSize - digits.count) + digits
    }
}
