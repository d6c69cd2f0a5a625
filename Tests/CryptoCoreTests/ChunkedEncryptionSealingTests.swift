import SeededGenerator
import Testing

@testable import CryptoCore

@Suite("Cobblestone-256: encryption", .needsVectors)
struct ChunkedEncryptionSealingTests {
    @Test("with the published salt a message is encrypted to the published bytes, in one run or in many")
    func sealing() throws {
        let file = try ChunkedEncryptionVector.file()
        var generator = SeededGenerator("runs to encrypt")
        var tally = VectorTally("Cobblestone-256, encryption")
        for vector in file.testGroups.flatMap(\.tests) {
            guard vector.result == .valid else {
                tally.skip("not a valid message")
                continue
            }
            tally.check(vector.tcId, vector.comment) {
                let message = try vector.message()
                let keys = try Cobblestone.deriveKeys(
                    inputKey: SecretBytes(copying: vector.key.bytes), salt: Array(message[..<Cobblestone.saltSize]), context: vector.ctx.bytes)
                let plaintext = try opened(message.span.extracting(Cobblestone.prefixSize...), last: true, keys).plaintext
                return try keys.prefix + sealed(plaintext.span, last: true, keys) == message
                    && keys.prefix + sealedInRuns(plaintext, keys, &generator) == message
                    && Cobblestone.messageLength(plaintext: UInt64(plaintext.count)) == UInt64(message.count)
            }
        }
        tally.finish(total: file.numberOfTests)
    }

    private func sealedInRuns(_ plaintext: [UInt8], _ keys: borrowing MessageKeys, _ generator: inout SeededGenerator) throws -> [UInt8] {
        var (output, chunk) = ([UInt8](), 0)
        while true {
            let start = chunk * Cobblestone.chunkSize
            let count = Int.random(in: 1...40, using: &generator)
            let end = start + count * Cobblestone.chunkSize
            guard end <= plaintext.count else {
                return try output + sealed(plaintext.span.extracting(start...), first: UInt64(chunk), last: true, keys)
            }
            output += try sealed(plaintext.span.extracting(start..<end), first: UInt64(chunk), last: false, keys)
            chunk += count
        }
    }
}
