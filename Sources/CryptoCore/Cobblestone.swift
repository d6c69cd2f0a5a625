/// Cobblestone-256: https://c2sp.org/chunked-encryption with SHA-512 and AES-256-GCM.
///
/// A message is `salt || commitment || chunks`. This file has the sizes and the key schedule; `ChunkSealer` and `ChunkOpener` do the chunks.
public enum Cobblestone {
    /// Bytes of plaintext in every chunk but the last, which has fewer.
    public static let chunkSize = 16384
    /// Bytes of a full stored chunk.
    public static let storedChunkSize = chunkSize + AESGCM.tagSize
    public static let tagSize = AESGCM.tagSize
    public static let saltSize = 24
    public static let commitmentSize = 32
    public static let prefixSize = saltSize + commitmentSize
    /// The specification's limit on chunks: 4 PiB.
    public static let maximumChunks: UInt64 = 1 << 38

    /// Message length for `plaintext` bytes; nil if that is over the limit.
    public static func messageLength(plaintext: UInt64) -> UInt64? {
        let full = plaintext / UInt64(chunkSize)
        guard full < maximumChunks else { return nil }
        return UInt64(prefixSize) + full * UInt64(storedChunkSize) + plaintext % UInt64(chunkSize) + UInt64(tagSize)
    }

    /// Number of chunks and plaintext length of a message of `length` bytes; nil if no message has that length.
    public static func shape(ofMessage length: UInt64) -> (chunks: UInt64, plaintext: UInt64)? {
        guard length >= UInt64(prefixSize + tagSize) else { return nil }
        let (full, rest) = (length - UInt64(prefixSize)).quotientAndRemainder(dividingBy: UInt64(storedChunkSize))
        guard rest >= UInt64(tagSize), full < maximumChunks else { return nil }
        return (full + 1, full * UInt64(chunkSize) + rest - UInt64(tagSize))
    }

    /// The keys of one message.
    /// - Parameter inputKey: 32 uniformly random bytes; any other length is refused.
    /// - Parameter salt: 24 bytes.
    public static func deriveKeys(
        inputKey: borrowing SecretBytes, salt: [UInt8], context: [UInt8]
    ) throws(CryptoError) -> MessageKeys {
        guard inputKey.count == 32, salt.count == saltSize else { throw .libraryFailure(.keyDerivation) }
        let info = Array("c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM".utf8) + [0] + salt + context
        let output = try HKDF.expand(.sha512, key: inputKey, info: info.span, length: 76)
        let key = try output.prefix(32)
        let (nonce, commitment) = output.withSpan { span in
            ((32..<44).map { span[$0] }, (44..<76).map { span[$0] })
        }
        return MessageKeys(key: key, baseNonce: nonce, prefix: salt + commitment)
    }
}

/// What one message is encrypted with.
public struct MessageKeys: ~Copyable, Sendable {
    let key: SecretBytes
    /// 12 bytes.
    let baseNonce: [UInt8]
    /// Salt and commitment: the first 56 bytes of the message.
    public let prefix: [UInt8]

    init(key: consuming SecretBytes, baseNonce: [UInt8], prefix: [UInt8]) {
        self.key = key
        self.baseNonce = baseNonce
        self.prefix = prefix
    }
}
