import Foundation
import Testing

@testable import CryptoCore

@Suite("Ed25519", .needsVectors)
struct Ed25519VectorTests {
    struct Group: Decodable {
        let publicKey: Key
        let tests: [Vector]
    }

    struct Key: Decodable {
        let pk: Hex
    }

    struct Vector: Decodable {
        let tcId: Int
        let comment: String
        let msg: Hex
        let sig: Hex
        let result: Verdict
    }

    @Test("signatures are accepted and refused as published")
    func vectors() throws {
        let file = try TestVectors.load("wycheproof/ed25519_test.json", as: VectorFile<Group>.self)
        var tally = VectorTally("Ed25519")
        for group in file.testGroups {
            for vector in group.tests {
                tally.check(vector.tcId, vector.comment) {
                    Ed25519.verifies(vector.sig.bytes, of: vector.msg.bytes, publicKey: group.publicKey.pk.bytes) == (vector.result == .valid)
                }
            }
        }
        tally.finish(total: file.numberOfTests)
    }

    @Test("what is signed is verified, by the key of RFC 8032, section 7.1, test 2")
    func signing() throws {
        let secret = try #require([UInt8](hex: "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"))
        let point = try #require([UInt8](hex: "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"))
        let signature =
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        let key = try SecretBytes(copying: secret)
        #expect(try Ed25519.publicKey(of: key) == point)
        #expect(try Ed25519.sign([0x72], privateKey: key) == [UInt8](hex: signature))
        #expect(!Ed25519.verifies([UInt8](repeating: 0, count: 64), of: [0x72], publicKey: point))
    }
}
