import Testing

@testable import CryptoCore

@Suite("Cobblestone-256: header", .needsVectors)
struct ChunkedEncryptionHeaderTests {
    @Test("the keys are the published ones, and a message whose header is wrong has none")
    func keys() throws {
        let file = try ChunkedEncryptionVector.file()
        var tally = VectorTally("Cobblestone-256, header")
        for vector in file.testGroups.flatMap(\.tests) {
            tally.check(vector.tcId, vector.comment) {
                if vector.flags.contains("InvalidKeySize") { return try refusesKey(vector) }
                guard let keys = try vector.derivedKeys(vector.message()) else { return vector.flags.contains("HeaderFailure") }
                guard let aeadKey = vector.aeadKey, let baseNonce = vector.baseNonce else { return false }
                return keys.key.copyOfPublicBytes() == aeadKey.bytes && keys.baseNonce == baseNonce.bytes
            }
        }
        tally.finish(total: file.numberOfTests)
    }

    /// The key is refused for its length alone, whatever the message.
    private func refusesKey(_ vector: ChunkedEncryptionVector) throws -> Bool {
        do throws(CryptoError) {
            _ = try Cobblestone.deriveKeys(
                inputKey: SecretBytes(copying: vector.key.bytes), salt: [UInt8](repeating: 0, count: Cobblestone.saltSize), context: vector.ctx.bytes)
            return false
        } catch {
            return error == .libraryFailure(.keyDerivation)
        }
    }
}
