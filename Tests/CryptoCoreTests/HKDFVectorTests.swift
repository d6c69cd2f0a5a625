import Testing

@testable import CryptoCore

@Suite("HKDF", .needsVectors)
struct HKDFVectorTests {
    struct Group: Decodable {
        let tests: [Vector]
    }

    struct Vector: Decodable {
        let tcId: Int
        let comment: String
        let ikm: Hex
        let salt: Hex
        let info: Hex
        let size: Int
        let okm: Hex
        let result: Verdict
    }

    @Test("keys are derived as published, in one step and in two, and too long an output is refused", arguments: [Digest.sha256, .sha512])
    func vectors(_ digest: Digest) throws {
        let name = digest == .sha256 ? "sha256" : "sha512"
        let file = try TestVectors.load("wycheproof/hkdf_\(name)_test.json", as: VectorFile<Group>.self)
        var tally = VectorTally("HKDF-\(name)")
        for vector in file.testGroups.flatMap(\.tests) {
            tally.check(vector.tcId, vector.comment) {
                guard vector.result == .valid else { return isRefused(vector, digest) }
                return try inOneStep(vector, digest) == vector.okm.bytes && inTwoSteps(vector, digest) == vector.okm.bytes
            }
        }
        tally.finish(total: file.numberOfTests)
    }

    private func isRefused(_ vector: Vector, _ digest: Digest) -> Bool {
        do {
            _ = try inOneStep(vector, digest)
            return false
        } catch {
            return error == .libraryFailure(.keyDerivation)
        }
    }

    private func inOneStep(_ vector: Vector, _ digest: Digest) throws(CryptoError) -> [UInt8] {
        try HKDF.derive(
            digest, inputKey: SecretBytes(copying: vector.ikm.bytes), salt: vector.salt.bytes.span, info: vector.info.bytes.span, length: vector.size
        ).copyOfPublicBytes()
    }

    private func inTwoSteps(_ vector: Vector, _ digest: Digest) throws(CryptoError) -> [UInt8] {
        let key = try HKDF.extract(digest, inputKey: SecretBytes(copying: vector.ikm.bytes), salt: vector.salt.bytes.span)
        return try HKDF.expand(digest, key: key, info: vector.info.bytes.span, length: vector.size).copyOfPublicBytes()
    }
}
