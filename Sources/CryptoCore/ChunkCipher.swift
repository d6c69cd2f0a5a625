internal import COpenSSL

/// Encrypts runs of consecutive chunks of one message. One for each thread.
public struct ChunkSealer: ~Copyable {
    private let cipher: AESGCM
    private let baseNonce: [UInt8]

    public init(_ keys: borrowing MessageKeys) throws(CryptoError) {
        cipher = try AESGCM(key: keys.key, encrypting: true)
        baseNonce = keys.baseNonce
    }

    /// Encrypts `plaintext` as chunks `first`, `first + 1`, …
    /// - Parameter last: whether the message ends here. The final chunk is then short, perhaps empty; otherwise all are full.
    /// - Parameter output: at least `storedLength(plaintext.count, last)` bytes.
    /// - Returns: bytes written.
    public func seal(
        _ plaintext: Span<UInt8>, first: UInt64, last: Bool, into output: inout MutableSpan<UInt8>
    ) throws(CryptoError) -> Int {
        let chunks = plaintext.count / Cobblestone.chunkSize + (last ? 1 : 0)
        let needed = plaintext.count + chunks * Cobblestone.tagSize
        guard last || plaintext.count % Cobblestone.chunkSize == 0, output.count >= needed,
            first <= Cobblestone.maximumChunks - UInt64(chunks)
        else { throw .libraryFailure(.encryption) }
        var nonces = NonceSequence(baseNonce: baseNonce, chunk: first)
        let ok = unsafe plaintext.withUnsafeBufferPointer { input in
            unsafe output.withUnsafeMutableBufferPointer { out in
                guard let to = out.baseAddress else { return chunks == 0 }
                var nothing: UInt8 = 0
                return unsafe withUnsafePointer(to: &nothing) { empty in
                    let from = unsafe input.baseAddress ?? empty
                    for i in 0..<chunks {
                        let start = i * Cobblestone.chunkSize
                        let count = min(Cobblestone.chunkSize, input.count - start)
                        guard unsafe cipher.seal(from + start, count, nonce: nonces.next(), to: to + i * Cobblestone.storedChunkSize)
                        else { return false }
                    }
                    return true
                }
            }
        }
        guard ok else { throw .libraryFailure(.encryption) }
        return needed
    }
}

/// Decrypts runs of consecutive chunks of one message. One for each thread.
public struct ChunkOpener: ~Copyable {
    private let cipher: AESGCM
    private let baseNonce: [UInt8]

    public init(_ keys: borrowing MessageKeys) throws(CryptoError) {
        cipher = try AESGCM(key: keys.key, encrypting: false)
        baseNonce = keys.baseNonce
    }

    /// Decrypts stored chunks `first`, `first + 1`, …; all full unless `last`, when a short one ends them.
    /// - Parameter output: at least as long as the plaintext; wiped from the first chunk that fails.
    /// - Returns: the length of the plaintext up to the end, or to the first chunk that is damaged.
    public func open(
        _ stored: Span<UInt8>, first: UInt64, last: Bool, into output: inout MutableSpan<UInt8>
    ) throws(CryptoError) -> OpenedRun {
        let (full, rest) = stored.count.quotientAndRemainder(dividingBy: Cobblestone.storedChunkSize)
        guard last ? rest >= Cobblestone.tagSize : rest == 0 else { throw .damaged(.payloadLength) }
        let chunks = full + (last ? 1 : 0)
        let length = stored.count - chunks * Cobblestone.tagSize
        guard output.count >= length, first <= Cobblestone.maximumChunks - UInt64(chunks) else { throw .damaged(.payloadLength) }
        var nonces = NonceSequence(baseNonce: baseNonce, chunk: first)
        return unsafe stored.withUnsafeBufferPointer { input in
            unsafe output.withUnsafeMutableBufferPointer { out in
                var nothing: UInt8 = 0
                return unsafe withUnsafeMutablePointer(to: &nothing) { empty in
                    guard let from = input.baseAddress else { return OpenedRun(length: 0, damagedChunk: nil) }
                    let to = unsafe out.baseAddress ?? empty
                    for i in 0..<chunks {
                        let start = i * Cobblestone.storedChunkSize
                        let count = min(Cobblestone.chunkSize, input.count - start - Cobblestone.tagSize)
                        let target = unsafe to + i * Cobblestone.chunkSize
                        guard unsafe cipher.open(from + start, count, nonce: nonces.next(), to: target) else {
                            // GCM decrypts before it knows; what it decrypted is not to be seen.
                            unsafe OPENSSL_cleanse(target, count)
                            return OpenedRun(length: i * Cobblestone.chunkSize, damagedChunk: first + UInt64(i))
                        }
                    }
                    return OpenedRun(length: length, damagedChunk: nil)
                }
            }
        }
    }
}

/// How far a run of chunks could be decrypted.
public struct OpenedRun: Equatable, Sendable {
    /// Bytes of authenticated plaintext.
    public let length: Int
    /// The first chunk whose tag was wrong.
    public let damagedChunk: UInt64?
}

/// The nonces of consecutive chunks.
private struct NonceSequence {
    private var nonce: [UInt8]
    private let baseNonce: [UInt8]
    private var chunk: UInt64

    init(baseNonce: [UInt8], chunk: UInt64) {
        self.baseNonce = baseNonce
        self.chunk = chunk
        nonce = baseNonce
    }

    mutating func next() -> [UInt8] {
        for i in 0..<8 { nonce[11 - i] = baseNonce[11 - i] ^ UInt8(truncatingIfNeeded: chunk >> (8 * UInt64(i))) }
        chunk &+= 1
        return nonce
    }
}
