import SeededGenerator
import Testing

@testable import CryptoCore

@Suite("Cobblestone-256: random access", .needsVectors)
struct ChunkedEncryptionSeekingTests {
    @Test("whole messages, single chunks, lengths by the last chunk and arbitrary runs are as published")
    func seeking() throws {
        let file = try ChunkedEncryptionVector.file()
        var generator = SeededGenerator("runs of chunks")
        var tally = VectorTally("Cobblestone-256, seeking")
        for vector in file.testGroups.flatMap(\.tests) {
            tally.check(vector.tcId, vector.comment) {
                let message = try vector.message()
                if vector.flags.contains("InvalidKeySize") { return vector.result == .invalid && (try? vector.derivedKeys(message)) == nil }
                guard let keys = try vector.derivedKeys(message) else { return vector.flags.contains("HeaderFailure") }
                guard let shape = Cobblestone.shape(ofMessage: UInt64(message.count)) else {
                    return vector.result == .invalid && !vector.flags.contains("ValidFinalChunk")
                }
                let stored = Array(message[Cobblestone.prefixSize...])
                return try wholeAgrees(vector, stored, keys) && lengthAgrees(vector, stored, shape, keys)
                    && prefixAgrees(vector, stored, keys) && runsAgree(vector, stored, keys, &generator)
            }
        }
        tally.finish(total: file.numberOfTests)
    }

    private func wholeAgrees(_ vector: ChunkedEncryptionVector, _ stored: [UInt8], _ keys: borrowing MessageKeys) throws -> Bool {
        let (plaintext, damaged) = try opened(stored.span, last: true, keys)
        return try (damaged == nil) == (vector.result == .valid) && vector.isVisiblePart(plaintext)
    }

    /// The last chunk proves the length; it may do so in a message that is damaged elsewhere.
    private func lengthAgrees(
        _ vector: ChunkedEncryptionVector, _ stored: [UInt8], _ shape: (chunks: UInt64, plaintext: UInt64), _ keys: borrowing MessageKeys
    ) throws -> Bool {
        let start = Int(shape.chunks - 1) * Cobblestone.storedChunkSize
        let (plaintext, damaged) = try opened(stored.span.extracting(start...), first: shape.chunks - 1, last: true, keys)
        let expected = vector.result == .valid || vector.flags.contains("ValidFinalChunk")
        return (damaged == nil) == expected && (!expected || plaintext.count == Int(shape.plaintext) % Cobblestone.chunkSize)
    }

    /// The chunks of the valid prefix open by themselves, and the one after them does not.
    private func prefixAgrees(_ vector: ChunkedEncryptionVector, _ stored: [UInt8], _ keys: borrowing MessageKeys) throws -> Bool {
        guard vector.result == .invalid else { return true }
        for chunk in 0...(vector.msgLength ?? 0) / Cobblestone.chunkSize {
            let start = chunk * Cobblestone.storedChunkSize
            let end = min(start + Cobblestone.storedChunkSize, stored.count)
            let last = end - start < Cobblestone.storedChunkSize
            let damaged = try opened(stored.span.extracting(start..<end), first: UInt64(chunk), last: last, keys).damagedChunk
            guard (damaged != nil) == (chunk == (vector.msgLength ?? 0) / Cobblestone.chunkSize) else { return false }
        }
        return true
    }

    private func runsAgree(
        _ vector: ChunkedEncryptionVector, _ stored: [UInt8], _ keys: borrowing MessageKeys, _ generator: inout SeededGenerator
    ) throws -> Bool {
        guard vector.result == .valid else { return true }
        let plaintext = try opened(stored.span, last: true, keys).plaintext
        let chunks = stored.count / Cobblestone.storedChunkSize + 1
        for _ in 0..<8 {
            let first = Int.random(in: 0..<chunks, using: &generator)
            let end = Int.random(in: first + 1...min(chunks, first + 9), using: &generator)
            let storedRun = stored.span.extracting(
                first * Cobblestone.storedChunkSize..<min(end * Cobblestone.storedChunkSize, stored.count))
            let expected = plaintext[first * Cobblestone.chunkSize..<min(end * Cobblestone.chunkSize, plaintext.count)]
            let run = try opened(storedRun, first: UInt64(first), last: end == chunks, keys)
            guard run.damagedChunk == nil, run.plaintext == Array(expected) else { return false }
        }
        return true
    }
}
