import Testing

@testable import CryptoCore

@Suite("Cobblestone-256: streaming", .needsVectors)
struct ChunkedEncryptionStreamingTests {
    @Test("chunk by chunk, not a byte comes out beyond the valid ones, and an error stays one")
    func streaming() throws {
        let file = try ChunkedEncryptionVector.file()
        var tally = VectorTally("Cobblestone-256, streaming")
        for vector in file.testGroups.flatMap(\.tests) {
            tally.check(vector.tcId, vector.comment) {
                let message = try vector.message()
                if vector.flags.contains("HeaderFailure") { return hasNoKeys(vector, message) }
                guard let keys = try vector.derivedKeys(message) else { return false }
                return try agrees(vector, stored: Array(message[Cobblestone.prefixSize...]), keys)
            }
        }
        tally.finish(total: file.numberOfTests)
    }

    @Test("the same, with key and base nonce given and no header")
    func raw() throws {
        let file = try ChunkedEncryptionVector.file()
        var tally = VectorTally("Cobblestone-256, raw")
        for vector in file.testGroups.flatMap(\.tests) {
            guard let key = vector.aeadKey, let baseNonce = vector.baseNonce else {
                tally.skip("a fault of the header, which raw messages do not have")
                continue
            }
            tally.check(vector.tcId, vector.comment) {
                let keys = MessageKeys(key: try SecretBytes(copying: key.bytes), baseNonce: baseNonce.bytes, prefix: [])
                return try agrees(vector, stored: Array(vector.message()[Cobblestone.prefixSize...]), keys)
            }
        }
        tally.finish(total: file.numberOfTests)
    }

    private func hasNoKeys(_ vector: ChunkedEncryptionVector, _ message: [UInt8]) -> Bool {
        do throws(CryptoError) {
            return try vector.derivedKeys(message) == nil
        } catch {
            return error == .libraryFailure(.keyDerivation)
        }
    }

    private func agrees(_ vector: ChunkedEncryptionVector, stored: [UInt8], _ keys: borrowing MessageKeys) throws -> Bool {
        var stream = StoredStream(stored)
        var plaintext: [UInt8] = []
        while let part = stream.next(keys) { plaintext += part }
        guard try vector.isVisiblePart(plaintext), stream.isAtEnd == (vector.result == .valid) else { return false }
        return vector.result == .valid || (stream.next(keys) == nil && stream.next(keys) == nil && !stream.isAtEnd)
    }
}

/// Stored chunks as they come from a pipe: a full one is not the last, and what is left after the full ones is.
private struct StoredStream {
    private let stored: [UInt8]
    private var offset = 0
    private var chunk: UInt64 = 0
    private(set) var isAtEnd = false

    init(_ stored: [UInt8]) {
        self.stored = stored
    }

    /// The plaintext of the next chunk; nil after the last or if the chunk is refused, and then it stands here still.
    mutating func next(_ keys: borrowing MessageKeys) -> [UInt8]? {
        guard !isAtEnd else { return nil }
        let size = min(Cobblestone.storedChunkSize, stored.count - offset)
        let last = size < Cobblestone.storedChunkSize
        let run = try? opened(stored.span.extracting(offset..<offset + size), first: chunk, last: last, keys)
        guard let (plaintext, damaged) = run, damaged == nil else { return nil }
        offset += size
        chunk += 1
        isAtEnd = last
        return plaintext
    }
}
