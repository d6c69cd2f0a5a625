import Foundation
import Testing

@testable import CryptoCore

@Suite("P-256 key agreement with coordinates", .needsVectors)
struct ECDHWebCryptoVectorTests {
    struct Group: Decodable {
        let tests: [Vector]
    }

    struct Vector: Decodable {
        let tcId: Int
        let comment: String
        let `public`: Key
        let `private`: Key
        let shared: Hex
        let result: Verdict
    }

    /// A JSON Web Key (RFC 7517) on an elliptic curve.
    struct Key: Decodable {
        let x: Base64URL
        let y: Base64URL
        let d: Base64URL?

        var point: [UInt8] { [4] + x.bytes + y.bytes }
    }

    struct Base64URL: Decodable {
        let bytes: [UInt8]

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            var text = try container.decode(String.self).replacingOccurrences(of: "-", with: "+").replacingOccurrences(of: "_", with: "/")
            while text.count % 4 != 0 { text += "=" }
            guard let data = Data(base64Encoded: text) else {
                throw DecodingError.dataCorruptedError(in: container, debugDescription: "not base64url")
            }
            bytes = Array(data)
        }
    }

    @Test("points off the curve are refused and the others agree as published")
    func vectors() throws {
        let file = try TestVectors.load("wycheproof/ecdh_secp256r1_webcrypto_test.json", as: VectorFile<Group>.self)
        var tally = VectorTally("ECDH P-256, WebCrypto")
        for vector in file.testGroups.flatMap(\.tests) {
            tally.check(vector.tcId, vector.comment) {
                guard let peer = P256Key.publicKey(point: vector.public.point) else { return vector.result == .invalid }
                guard vector.result == .valid, let scalar = vector.private.d,
                    let own = P256Key.keyPair(scalar: try SecretBytes(copying: scalar.bytes), point: vector.private.point)
                else { return false }
                return try own.sharedSecret(with: peer).copyOfPublicBytes() == vector.shared.bytes
            }
        }
        tally.finish(total: file.numberOfTests)
    }
}
