import Testing

@testable import CryptoCore

@Suite("PBKDF2", .needsVectors)
struct PBKDF2VectorTests {
    struct Group: Decodable {
        let tests: [Vector]
    }

    struct Vector: Decodable {
        let tcId: Int
        let comment: String
        let password: Hex
        let salt: Hex
        let iterationCount: UInt32
        let dkLen: Int
        let dk: Hex
        let result: Verdict
    }

    @Test("keys are derived as published")
    func vectors() throws {
        let file = try TestVectors.load("wycheproof/pbkdf2_hmacsha512_test.json", as: VectorFile<Group>.self)
        var tally = VectorTally("PBKDF2-HMAC-SHA-512")
        for vector in file.testGroups.flatMap(\.tests) {
            tally.check(vector.tcId, vector.comment) {
                let key = try PBKDF2.derive(
                    .sha512, passphrase: SecretBytes(copying: vector.password.bytes), salt: vector.salt.bytes.span, rounds: vector.iterationCount,
                    length: vector.dkLen)
                return (key.copyOfPublicBytes() == vector.dk.bytes) == (vector.result == .valid)
            }
        }
        tally.finish(total: file.numberOfTests)
    }
}
