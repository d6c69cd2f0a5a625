import Testing

@testable import CryptoCore

@Suite("AES-256-GCM", .needsVectors)
struct AESGCMVectorTests {
    struct Group: Decodable {
        let ivSize: Int
        let keySize: Int
        let tagSize: Int
        let tests: [Vector]
    }

    struct Vector: Decodable {
        let tcId: Int
        let comment: String
        let key: Hex
        let iv: Hex
        let aad: Hex
        let msg: Hex
        let ct: Hex
        let tag: Hex
        let result: Verdict
    }

    @Test("messages are sealed and opened as published, and every modified tag is refused")
    func vectors() throws {
        let file = try TestVectors.load("wycheproof/aes_gcm_test.json", as: VectorFile<Group>.self)
        var tally = VectorTally("AES-GCM")
        for group in file.testGroups {
            for vector in group.tests {
                guard group.keySize == 256, group.ivSize == 96, group.tagSize == 128 else {
                    tally.skip("not 256-bit key, 96-bit nonce, 128-bit tag")
                    continue
                }
                guard vector.aad.bytes.isEmpty else {
                    tally.skip("with associated data")
                    continue
                }
                tally.check(vector.tcId, vector.comment) { try agrees(vector) }
            }
        }
        tally.finish(total: file.numberOfTests)
    }

    private func agrees(_ vector: Vector) throws -> Bool {
        let message = vector.ct.bytes + vector.tag.bytes
        let opened = try OneShotGCM.open(message, key: vector.key.bytes, nonce: vector.iv.bytes)
        guard vector.result == .valid else { return opened == nil }
        return try opened == vector.msg.bytes && OneShotGCM.seal(vector.msg.bytes, key: vector.key.bytes, nonce: vector.iv.bytes) == message
    }
}
