import CryptoCore
import Testing

@testable import AuditTrail

@Suite("The tree and its checkpoints")
struct TreeTests {
    init() { startLibrary() }

    /// RFC 6962, section 2.1, as it is defined there: by splitting.
    private func root(_ leaves: ArraySlice<Hash256>, _ engine: HashEngine) throws -> Hash256 {
        guard leaves.count > 1, let first = leaves.first else { return try #require(leaves.first) }
        _ = first
        var split = 1
        while split * 2 < leaves.count { split *= 2 }
        let middle = leaves.startIndex + split
        return try engine.hash(1, try root(leaves[..<middle], engine), try root(leaves[middle...], engine))
    }

    @Test("of any number of leaves it has the root that RFC 6962 defines")
    func roots() throws {
        let engine = try HashEngine()
        var tree = MerkleTree()
        var leaves: [Hash256] = []
        let nothing: [UInt8] = []
        #expect(try tree.root(engine) == Hash256(Digest.sha256.hash(nothing.span)))
        for number in 0..<200 {
            let data = Array(String(number).utf8)
            leaves.append(try engine.hash(0, data.span))
            try tree.append(leaves[number], engine)
            #expect(try tree.root(engine) == root(leaves[...], engine), "\(number + 1)")
            #expect(MerkleTree(count: tree.count, subtrees: tree.subtrees) == tree)
        }
    }

    @Test("the engine agrees with the library's own HMAC and SHA-256")
    func engine() throws {
        let engine = try HashEngine()
        let key = try SecretBytes.random(count: 32)
        for count in [0, 1, 63, 64, 65, 1000] {
            let message = [UInt8](repeating: 0x61, count: count)
            let mac = try key.withSpan { (key) throws(CryptoError) in try Digest.sha256.authenticate(message.span, key: key) }
            #expect(try engine.authenticate(message.span, key: key).bytes == mac)
            let tagged = [5] + message
            #expect(try engine.hash(5, message.span).bytes == Digest.sha256.hash(tagged.span))
        }
    }

    @Test("a checkpoint is signed by its trail, and any other byte in it is noticed")
    func checkpoints() throws {
        let scratch = try Scratch()
        try scratch.trail.append([outcome()], policy: nil, at: november)
        let checkpoint = try scratch.checkpoint()
        let key = try #require(scratch.verify().checkpointKey)
        #expect(NoteKey(text: key.text) == key)
        #expect(checkpoint.isSigned(by: key) && checkpoint.size == 2)
        for place in checkpoint.note.indices {
            var note = checkpoint.note
            note[place] ^= 1
            #expect(Checkpoint(note)?.isSigned(by: key) != true, "\(place)")
        }
        // Somebody else may sign it too: a witness.
        let witness = NoteKey(name: "witness.example", publicKey: [UInt8](repeating: 1, count: 32))
        let line = Array("\u{2014} \(witness.name) \(Base64.encode([1, 2, 3, 4] + [UInt8](repeating: 0, count: 64)))\n".utf8)
        #expect(Checkpoint(checkpoint.note + line)?.isSigned(by: key) == true)
    }

    @Test(
        "what is no checkpoint is refused",
        arguments: [
            "", "\n", "\n\n", "a\n1\nAAAA\n\n", "a\n1\n\n\u{2014} a AAAA\n", "a\n01\n\(String(repeating: "A", count: 43))=\n\n\u{2014} a AAAAAAAA\n",
            "a\n1\n\(String(repeating: "A", count: 43))=\n\n- a AAAAAAAA\n",
            "a\n99999999999999999999\n\(String(repeating: "A", count: 43))=\n\n\u{2014} a AAAAAAAA\n",
        ])
    func hostile(note: String) { #expect(Checkpoint(Array(note.utf8)) == nil) }
}
