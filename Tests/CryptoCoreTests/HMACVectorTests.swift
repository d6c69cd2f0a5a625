import Testing

@testable import CryptoCore

@Suite("HMAC", .needsVectors)
struct HMACVectorTests {
    struct Group: Decodable {
        let tagSize: Int
        let tests: [Vector]
    }

    struct Vector: Decodable {
        let tcId: Int
        let comment: String
        let key: Hex
        let msg: Hex
        let tag: Hex
        let result: Verdict
    }

    @Test("tags are as published, or their beginnings where the vectors truncate them", arguments: [Digest.sha256, .sha512])
    func vectors(_ digest: Digest) throws {
        let name = digest == .sha256 ? "sha256" : "sha512"
        let file = try TestVectors.load("wycheproof/hmac_\(name)_test.json", as: VectorFile<Group>.self)
        var tally = VectorTally("HMAC-\(name)")
        for group in file.testGroups {
            for vector in group.tests {
                tally.check(vector.tcId, vector.comment) {
                    let tag = try digest.authenticate(vector.msg.bytes.span, key: vector.key.bytes.span)
                    let matches = constantTimeEqual(tag.span.extracting(first: group.tagSize / 8), vector.tag.bytes.span)
                    return tag.count == digest.length && matches == (vector.result == .valid)
                }
            }
        }
        tally.finish(total: file.numberOfTests)
    }
}
