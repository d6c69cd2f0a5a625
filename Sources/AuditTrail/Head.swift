internal import CryptoCore

/// What is left of a pruned segment (Docs/TRAIL.md, section 7).
struct Head: Equatable {
    let segment: String
    let first: UInt64
    /// Of the entries up to and with the segment's last.
    let tree: MerkleTree
    /// Leaf hash of the segment's last entry.
    let last: Hash256

    init(segment: String, first: UInt64, tree: MerkleTree, last: Hash256) {
        (self.segment, self.first, self.tree, self.last) = (segment, first, tree, last)
    }

    /// Bytes of a head at most: 63 hashes.
    static let maximumSize = 8192

    /// Nil unless the file's bytes are a head.
    init?(_ bytes: [UInt8]) {
        // As for RecordedEntry.init.
        guard bytes.last == 0x0a, let object = withExtendedLifetime(bytes, { FlatObject(bytes.span.extracting(first: bytes.count - 1)) }),
            object.number("schema") == 1,
            let name = object.text("segment"), let segment = SegmentName(Array(name.utf8)), let first = object.number("first"),
            let next = object.number("next"), first < next, let last = object.text("last").flatMap({ Hexadecimal.hash($0.utf8) }),
            let hashes = object.list("tree"), let tree = MerkleTree(count: next, subtrees: hashes.compactMap { Hexadecimal.hash($0.utf8) })
        else { return nil }
        self.init(segment: segment.text, first: first, tree: tree, last: last)
    }

    var bytes: [UInt8] {
        var object = EntryObject()
        object.put("schema", 1)
        object.put("segment", segment)
        object.put("first", first)
        object.put("next", tree.count)
        object.put("last", last.hexadecimal)
        object.put("tree", tree.subtrees.map(\.bytes))
        return object.bytes + [0x7d, 0x0a]
    }
}
