import CryptoCore
import SystemFiles

/// One thread's means to encrypt runs of a payload: a buffer for the plaintext, one for the stored chunks, a cipher.
final class RunSealer {
    let plaintext: ByteBuffer
    let stored: ByteBuffer
    private let sealer: ChunkSealer

    /// - Parameter plaintextLength: of the whole payload; nil if it is not known. A small vault needs small buffers.
    /// - Parameter plaintext: a buffer to encrypt from, if there is one already.
    init(_ vault: NewVault, plaintext: ByteBuffer? = nil, plaintextLength: UInt64?) throws {
        self.plaintext = plaintext ?? ByteBuffer(count: VaultGeometry.bufferSize(VaultGeometry.runSize, plaintextLength))
        stored = ByteBuffer(count: VaultGeometry.bufferSize(VaultGeometry.storedRunSize, plaintextLength))
        sealer = try ChunkSealer(vault.payloadKeys)
    }

    /// Encrypts the first `length` bytes of `other`, or of `plaintext`, into `stored`.
    /// - Returns: bytes in `stored`, and the checksums of the chunks.
    func seal(_ other: ByteBuffer? = nil, length: Int, firstChunk: UInt64, isLast: Bool) throws -> (length: Int, checksums: [UInt32]) {
        let written = try (other ?? plaintext).withSpan(0..<length) { input in
            try stored.withMutableSpan(0..<stored.count) { output in
                try sealer.seal(input, first: firstChunk, last: isLast, into: &output)
            }
        }
        return (written, stored.withSpan(0..<written, VaultGeometry.checksums(of:)))
    }
}
