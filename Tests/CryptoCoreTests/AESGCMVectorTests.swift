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
        let opened = try open(message, vector)
        guard vector.result == .valid else { return opened == nil }
        return try opened == vector.msg.bytes && seal(vector.msg.bytes, vector) == message
    }

    private func open(_ message: [UInt8], _ vector: Vector) throws -> [UInt8]? {
        let cipher = try AESGCM(key: SecretBytes(copying: vector.key.bytes), encrypting: false)
        let count = message.count - AESGCM.tagSize
        var output = [UInt8](repeating: 0, count: count + 1)
        let ok = unsafe message.withUnsafeBufferPointer { input in
            unsafe output.withUnsafeMutableBufferPointer { out in
                guard let from = input.baseAddress, let to = out.baseAddress else { return false }
                return unsafe cipher.open(from, count, nonce: vector.iv.bytes, to: to)
            }
        }
        return ok ? Array(output[..<count]) : nil
    }

    private func seal(_ plaintext: [UInt8], _ vector: Vector) throws -> [UInt8] {
        let cipher = try AESGCM(key: SecretBytes(copying: vector.key.bytes), encrypting: true)
        var output = [UInt8](repeating: 0, count: plaintext.count + AESGCM.tagSize)
        let ok = unsafe (plaintext + [0]).withUnsafeBufferPointer { input in
            unsafe output.withUnsafeMutableBufferPointer { out in
                guard let from = input.baseAddress, let to = out.baseAddress else { return false }
                return unsafe cipher.seal(from, plaintext.count, nonce: vector.iv.bytes, to: to)
            }
        }
        return ok ? output : []
    }
}
