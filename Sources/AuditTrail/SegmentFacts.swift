internal import CryptoCore
internal import SystemFiles

/// A segment and the tree on both sides of it.
struct SegmentFacts {
    let month: String
    /// Bytes.
    let size: UInt64
    let before: MerkleTree
    let after: MerkleTree
    /// Leaf hash before the first entry.
    let previous: Hash256
    /// Leaf hash of the last entry.
    let last: Hash256
    let classes: Set<RetentionClass>

    var first: UInt64 { before.count }
    var next: UInt64 { after.count }

    /// The month from which on all of it may go, `2033-12`.
    var keptUntil: String {
        let months = classes.map(\.months).max() ?? 0
        let number = (UTCTime(month)?.monthNumber ?? 0) + months + 1
        let (year, ofYear) = (String(number / 12), String(number % 12 + 1))
        return String(repeating: "0", count: max(0, 4 - year.count)) + year + "-" + (ofYear.count == 1 ? "0" : "") + ofYear
    }
}

extension TrailSnapshot {
    /// Facts of the segments that are over, oldest first: all but the newest.
    /// - Parameter wanted: nil stops; the rest is then not read.
    borrowing func closedSegments(_ engine: HashEngine, each: (SegmentFacts) throws -> Bool) throws {
        var (tree, last) = (MerkleTree(), Hash256.zero)
        for (month, head) in heads {
            guard let head, head.segment == month, head.first == tree.count else { throw TrailError.notArchivable(month) }
            (tree, last) = (head.tree, head.last)
        }
        for segment in segments.dropLast() {
            let (before, previous) = (tree, last)
            var classes: Set<RetentionClass> = []
            let lines = try lines(segment)
            while let block = try lines.next() {
                try Interruption.check()
                for range in block.lines {
                    let line = block.bytes.span.extracting(range)
                    guard let frame = EntryFrame(line), frame.number == tree.count, line.hash(frame.previous) == last, let entry = RecordedEntry(line)
                    else { throw TrailError.unreadableEntry(tree.count) }
                    last = try engine.hash(MerkleTree.leafTag, line)
                    try tree.append(last, engine)
                    classes.insert(RetentionClass(verb: entry.text("verb"), code: entry.text("code")))
                }
            }
            guard lines.remainder == 0 else { throw TrailError.unreadableEntry(tree.count) }
            let facts = SegmentFacts(
                month: segment.month, size: segment.size, before: before, after: tree, previous: previous, last: last, classes: classes)
            if try !each(facts) { return }
        }
    }
}
