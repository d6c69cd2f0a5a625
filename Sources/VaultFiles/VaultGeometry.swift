import CryptoCore

/// Where the parts of a vault file are (Docs/FORMAT.md, section 2).
struct VaultGeometry: Equatable, Sendable {
    static let headerSize = UInt64(Header.copySize)
    /// L: bytes of the payload.
    let payloadLength: UInt64
    let chunks: UInt64
    /// Bytes of the inner form.
    let plaintextLength: UInt64

    /// Nil if no vault has a payload for that much plaintext.
    init?(plaintextLength: UInt64) {
        guard let length = Cobblestone.messageLength(plaintext: plaintextLength), let shape = Cobblestone.shape(ofMessage: length) else { return nil }
        payloadLength = length
        (chunks, self.plaintextLength) = shape
    }

    /// From the size of a file: it determines L. Nil if no vault has that size.
    init?(fileSize: UInt64) {
        guard fileSize >= 2 * Self.headerSize + 8 + 4 else { return nil }
        let rest = fileSize - 2 * Self.headerSize - 8
        // Every chunk but the last takes 16,400 bytes and 4 of its checksum.
        let perChunk = UInt64(Cobblestone.storedChunkSize) + 4
        guard rest >= UInt64(Cobblestone.prefixSize) + 4 else { return nil }
        let chunks = (rest - UInt64(Cobblestone.prefixSize) - 4) / perChunk + 1
        let length = rest - 4 * chunks
        guard let shape = Cobblestone.shape(ofMessage: length), shape.chunks == chunks else { return nil }
        payloadLength = length
        (self.chunks, plaintextLength) = shape
    }

    /// Whether the inner form has a length that padding leaves: most lengths of small files are not among them.
    var isPadded: Bool { InnerLayout.paddedLength(plaintextLength) == plaintextLength }

    var chunksOffset: UInt64 { Self.headerSize + UInt64(Cobblestone.prefixSize) }
    var tableOffset: UInt64 { Self.headerSize + payloadLength }
    var lengthFieldOffset: UInt64 { tableOffset + 4 * chunks }
    var lastHeaderOffset: UInt64 { lengthFieldOffset + 8 }
    var fileSize: UInt64 { lastHeaderOffset + Self.headerSize }

    /// Chunks are worked on in runs of 64: 1 MiB of plaintext.
    static let chunksPerRun: UInt64 = 64
    static let runSize = Int(chunksPerRun) * Cobblestone.chunkSize
    static let storedRunSize = Int(chunksPerRun) * Cobblestone.storedChunkSize

    /// Bytes for a buffer of `size`, or for a whole small payload of `plaintextLength`, ciphertext or not.
    static func bufferSize(_ size: Int, _ plaintextLength: UInt64?) -> Int {
        guard let plaintextLength, plaintextLength < UInt64(size) else { return size }
        return min(size, Int(plaintextLength) + (Int(plaintextLength) / Cobblestone.chunkSize + 1) * Cobblestone.tagSize)
    }

    var runs: UInt64 { (chunks - 1) / Self.chunksPerRun + 1 }

    /// A run's place.
    struct Run {
        let firstChunk: UInt64
        let isLast: Bool
        let plaintext: Range<UInt64>
        /// In the file.
        let stored: Range<UInt64>
    }

    func run(_ number: UInt64) -> Run {
        let first = number * Self.chunksPerRun
        let isLast = number == runs - 1
        let start = first * UInt64(Cobblestone.chunkSize)
        let storedStart = chunksOffset + first * UInt64(Cobblestone.storedChunkSize)
        return Run(
            firstChunk: first, isLast: isLast,
            plaintext: start..<(isLast ? plaintextLength : start + UInt64(Self.runSize)),
            stored: storedStart..<(isLast ? tableOffset : storedStart + UInt64(Self.storedRunSize)))
    }

    /// CRC-32C of each stored chunk of a run.
    static func checksums(of stored: Span<UInt8>) -> [UInt32] {
        stride(from: 0, to: stored.count, by: Cobblestone.storedChunkSize).map {
            crc32c(stored.extracting($0..<min($0 + Cobblestone.storedChunkSize, stored.count)))
        }
    }
}
