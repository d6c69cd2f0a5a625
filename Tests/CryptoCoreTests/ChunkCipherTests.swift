import Testing

@testable import CryptoCore

@Suite("Chunks")
struct ChunkCipherTests {
    private let inputKey = [UInt8](0..<32)

    private func keys(context: String = "") throws(CryptoError) -> MessageKeys {
        try Cobblestone.deriveKeys(inputKey: SecretBytes(copying: inputKey), salt: [UInt8](0..<24), context: Array(context.utf8))
    }

    @Test("from the first damaged chunk on nothing comes out, and what was decrypted of it is wiped")
    func damage() throws {
        let keys = try keys()
        let plaintext = [UInt8](repeating: 0x41, count: 4 * Cobblestone.chunkSize + 100)
        var stored = try sealed(plaintext.span, first: 7, last: true, keys)
        stored[2 * Cobblestone.storedChunkSize + 5] ^= 1
        var output = [UInt8](repeating: 0xee, count: plaintext.count)
        var span = output.mutableSpan
        let run = try ChunkOpener(keys).open(stored.span, first: 7, last: true, into: &span)
        #expect(run == OpenedRun(length: 2 * Cobblestone.chunkSize, damagedChunk: 9))
        #expect(Array(output[..<run.length]) == Array(plaintext[..<run.length]))
        #expect(output[run.length..<run.length + Cobblestone.chunkSize].allSatisfy { $0 == 0 })
        #expect(output[(run.length + Cobblestone.chunkSize)...].allSatisfy { $0 == 0xee })
    }

    @Test("a chunk opens only at its own place and in its own context")
    func place() throws {
        let stored = try sealed([1, 2, 3].span, first: 5, last: true, keys())
        #expect(try opened(stored.span, first: 5, last: true, keys()) == ([1, 2, 3], nil))
        for other in [0, 4, 6, 5 + 256, 5 + 1 << 32] as [UInt64] {
            #expect(try opened(stored.span, first: other, last: true, keys()) == ([], other))
        }
        #expect(try opened(stored.span, first: 5, last: true, keys(context: "other")) == ([], 5))
    }

    @Test(
        "the nonce of a chunk is the base nonce with the chunk's number in its last bytes",
        arguments: [0, 1, 255, 256, 1 << 24, 1 << 32, 1 << 38 - 1])
    func nonces(_ chunk: UInt64) throws {
        let keys = try keys()
        var nonce = keys.baseNonce
        for i in 0..<12 where i < 8 { nonce[11 - i] ^= UInt8(chunk >> (8 * UInt64(i)) & 0xff) }
        var expected = [UInt8](repeating: 0, count: 1 + Cobblestone.tagSize)
        let cipher = try AESGCM(key: keys.key, encrypting: true)
        let ok = unsafe expected.withUnsafeMutableBufferPointer { output in
            var byte: UInt8 = 0x5a
            guard let to = output.baseAddress else { return false }
            return unsafe cipher.seal(&byte, 1, nonce: nonce, to: to)
        }
        #expect(ok)
        #expect(try sealed([0x5a].span, first: chunk, last: true, keys) == expected)
    }

    @Test("runs that end in the middle of a chunk, or that do not fit, are refused")
    func lengths() throws {
        let keys = try keys()
        for count in [1, 16, 16399, 16401, 2 * 16400 - 1] {
            #expect(throws: CryptoError.damaged(.payloadLength)) { try opened([UInt8](repeating: 0, count: count).span, last: false, keys) }
        }
        for count in [0, 15, 16400, 16415] {
            #expect(throws: CryptoError.damaged(.payloadLength)) { try opened([UInt8](repeating: 0, count: count).span, last: true, keys) }
        }
        #expect(throws: CryptoError.libraryFailure(.encryption)) { try sealed([1].span, last: false, keys) }
        #expect(throws: CryptoError.libraryFailure(.encryption)) {
            var small = [UInt8](repeating: 0, count: 16)
            var span = small.mutableSpan
            _ = try ChunkSealer(keys).seal([1].span, first: 0, last: true, into: &span)
        }
        let stored = try sealed([1, 2].span, last: true, keys)
        #expect(throws: CryptoError.damaged(.payloadLength)) {
            var small = [UInt8](repeating: 0, count: 1)
            var span = small.mutableSpan
            _ = try ChunkOpener(keys).open(stored.span, first: 0, last: true, into: &span)
        }
    }

    @Test("a run of no chunks is empty")
    func nothing() throws {
        let keys = try keys()
        #expect(try sealed(Span(), last: false, keys) == [])
        #expect(try opened(Span(), last: false, keys) == ([], nil))
    }

    @Test("chunks beyond 2^38 are refused, however far", arguments: [Cobblestone.maximumChunks, .max - 1, .max])
    func tooFar(_ chunk: UInt64) throws {
        let keys = try keys()
        #expect(throws: CryptoError.libraryFailure(.encryption)) { try sealed([1].span, first: chunk, last: true, keys) }
        #expect(throws: CryptoError.damaged(.payloadLength)) { try opened([UInt8](repeating: 0, count: 17).span, first: chunk, last: true, keys) }
    }

    @Test("a key of another length than 32 bytes and a salt of another length than 24 are refused")
    func keySizes() {
        for (key, salt) in [(0, 24), (16, 24), (31, 24), (33, 24), (64, 24), (32, 0), (32, 23), (32, 25)] {
            #expect(throws: CryptoError.libraryFailure(.keyDerivation)) {
                _ = try Cobblestone.deriveKeys(
                    inputKey: SecretBytes(copying: [UInt8](repeating: 1, count: key)), salt: [UInt8](repeating: 2, count: salt), context: [])
            }
        }
    }
}
