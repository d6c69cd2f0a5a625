import CZlib

@testable import CryptoCore

/// One of Wycheproof's vectors for Cobblestone-256 (c2sp_chunked_encryption.md in its doc folder says how they are used).
struct ChunkedEncryptionVector: Decodable {
    let tcId: Int
    let comment: String
    let key: Hex
    let ctx: Hex
    /// The message, compressed with zlib.
    let ct: Hex
    let aeadKey: Hex?
    let baseNonce: Hex?
    /// Length and hash of the plaintext; of the longest valid prefix, if the message is invalid.
    let msgLength: Int?
    let msgSha512: Hex?
    let result: Verdict
    let flags: [String]

    struct Group: Decodable {
        let tests: [ChunkedEncryptionVector]
    }

    static func file() throws -> VectorFile<Group> {
        try TestVectors.load("wycheproof/c2sp_chunked_encryption_aes_256_gcm_test.json")
    }

    func message() throws -> [UInt8] { try inflated(ct.bytes) }

    /// What a reader does first: derives from the salt and compares the commitment. Nil if that is wrong, or not there.
    func derivedKeys(_ message: [UInt8]) throws(CryptoError) -> MessageKeys? {
        let input = try SecretBytes(copying: key.bytes)
        guard message.count >= Cobblestone.prefixSize else { return nil }
        let keys = try Cobblestone.deriveKeys(inputKey: input, salt: Array(message[..<Cobblestone.saltSize]), context: ctx.bytes)
        guard keys.prefix == Array(message[..<Cobblestone.prefixSize]) else { return nil }
        return keys
    }

    /// Whether this is exactly as much of the message as may be seen.
    func isVisiblePart(_ plaintext: [UInt8]) throws -> Bool {
        guard let msgLength, let msgSha512 else { return plaintext.isEmpty }
        return try plaintext.count == msgLength && Digest.sha512.hash(plaintext.span) == msgSha512.bytes
    }
}

struct InflationFailure: Error {
    let code: Int32
}

/// Decompresses a zlib stream.
func inflated(_ stream: [UInt8]) throws -> [UInt8] {
    var capacity = 1 << 16
    while true {
        var code: Int32 = Z_OK
        let output = unsafe [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
            var length = uLongf(capacity)
            code = unsafe uncompress(buffer.baseAddress, &length, stream, uLong(stream.count))
            count = code == Z_OK ? Int(length) : 0
        }
        if code == Z_OK { return output }
        guard code == Z_BUF_ERROR, capacity < 1 << 26 else { throw InflationFailure(code: code) }
        capacity *= 4
    }
}
