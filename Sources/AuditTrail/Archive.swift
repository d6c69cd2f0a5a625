public import CryptoCore
public import SystemFiles

/// A month of a trail in a file of its own, which proves itself (Docs/TRAIL.md, section 7).
public struct ArchivedMonth: Equatable, Sendable {
    public let month: String
    public let first: UInt64
    public let next: UInt64
    public let bytes: UInt64
    /// The month from which on it may be pruned.
    public let keptUntil: String
    /// Where it went; nil if it was only looked at.
    public let file: Path?
}

extension Trail {
    /// The months that can be archived, oldest first.
    public func closedMonths() throws -> [ArchivedMonth] {
        var months: [ArchivedMonth] = []
        try TrailSnapshot(folder).closedSegments(HashEngine()) { facts in
            months.append(ArchivedMonth(facts, nil))
            return true
        }
        return months
    }

    /// Archives a month into `place`, a folder; a file that is there already is replaced, because it holds the same.
    /// - Parameter policy: as for `append`.
    public func archive(_ month: String, into place: Path, policy: Hash256?) throws -> ArchivedMonth {
        let snapshot = try TrailSnapshot(folder)
        let facts = try snapshot.facts(month)
        guard let signer = try CheckpointSigner(snapshot.folder) else { throw TrailError.stateLost(folder) }
        let name = "trail-\(signer.key.name.split(separator: "/").last ?? "")-\(month).archive"
        var head = EntryObject()
        head.put("schema", 1)
        head.put("archive", month)
        head.put("trail", signer.key.name.split(separator: "/").last.map(String.init))
        head.put("first", facts.first)
        head.put("next", facts.next)
        head.put("bytes", facts.size)
        head.put("prev", facts.previous.hexadecimal)
        head.put("before", facts.before.subtrees.map(\.bytes))
        head.put("checkpoint_key", signer.key.text)
        let note = try signer.sign(size: facts.next, root: facts.after.root(HashEngine()))
        let directory = try Descriptor.open(place, [.read, .directory])
        let temporary = AtomicOutput.temporaryName()
        do {
            try snapshot.copy(facts, head: head.bytes + [0x7d, 0x0a], tail: note, to: temporary, in: directory)
            try AtomicOutput.publish(temporary, as: Array(name.utf8), in: directory, replacing: true)
            try directory.sync()
        } catch {
            AtomicOutput.discard(temporary, in: directory)
            throw error
        }
        var entry = TrailEntry(.archived)
        (entry.segment, entry.first, entry.next) = (month, facts.first, facts.next)
        entry.root = try facts.after.root(HashEngine()).hexadecimal
        try append([entry], policy: policy)
        return ArchivedMonth(facts, place.appending(name))
    }

    /// Removes the oldest month, which was archived, and leaves its head.
    /// - Throws: `.kept` if entries of it have to be kept longer.
    public func prune(_ month: String, policy: Hash256?, at time: UTCTime = UTCTime(currentTime())) throws {
        let snapshot = try TrailSnapshot(folder)
        let facts = try snapshot.facts(month)
        guard snapshot.segments.first?.month == month else { throw TrailError.notArchivable(month) }
        guard time.month >= facts.keptUntil else { throw TrailError.kept(month, until: facts.keptUntil) }
        guard let signer = try CheckpointSigner(snapshot.folder) else { throw TrailError.stateLost(folder) }
        var entry = TrailEntry(.pruned)
        (entry.segment, entry.first, entry.next) = (month, facts.first, facts.next)
        entry.root = try facts.after.root(HashEngine()).hexadecimal
        (entry.trail, entry.checkpointKey) = (signer.key.name.split(separator: "/").last.map(String.init), signer.key.text)
        // First the entry, then the head, then the file: wherever a kill comes, the trail is whole.
        try append([entry], policy: policy, at: time)
        let directory = try TrailFolder.openForWriting(folder)
        let head = Head(segment: month, first: facts.first, tree: facts.after, last: facts.last)
        try TrailFolder.write(head.bytes, to: Path(month + TrailFolder.headEnding), in: directory)
        AtomicOutput.discard(Array((month + TrailFolder.logEnding).utf8), in: directory)
        try directory.sync()
    }
}

extension TrailSnapshot {
    fileprivate borrowing func facts(_ month: String) throws -> SegmentFacts {
        var found: SegmentFacts?
        try closedSegments(HashEngine()) { facts in
            if facts.month == month { found = facts }
            return found == nil
        }
        guard let found, found.next > found.first else { throw TrailError.notArchivable(month) }
        return found
    }

    fileprivate borrowing func copy(_ facts: SegmentFacts, head: [UInt8], tail: [UInt8], to name: [UInt8], in directory: borrowing Descriptor) throws
    {
        let source = try folder.open(Path(facts.month + TrailFolder.logEnding), [.read, .noFollow])
        let file = try directory.open(Path(bytes: name), [.write, .createNew])
        try file.write(head)
        var position: UInt64 = 0
        while position < facts.size {
            let bytes = try source.bytes(count: Int(min(1 << 20, facts.size - position)), at: position)
            guard !bytes.isEmpty else { throw TrailError.unreadableEntry(facts.first) }
            try file.write(bytes)
            position += UInt64(bytes.count)
        }
        try file.write(tail)
        try file.sync()
    }
}

extension ArchivedMonth {
    fileprivate init(_ facts: SegmentFacts, _ file: Path?) {
        (month, first, next, bytes) = (facts.month, facts.first, facts.next, facts.size)
        (keptUntil, self.file) = (facts.keptUntil, file)
    }

    /// Verifies an archive by itself, its seals too if there is a key.
    /// - Returns: what it is, and the root of the tree after it.
    /// - Throws: `.archiveDamaged` with the first bad entry.
    public static func verify(_ path: Path, key: consuming VerificationKey?, jobs: Int) throws -> ArchivedMonth {
        let file = try Descriptor.open(path, .read)
        let size = try file.status().size
        let start = try file.bytes(count: Head.maximumSize, at: 0)
        let engine = try HashEngine()
        guard let end = start.firstIndex(of: 0x0a), let object = withExtendedLifetime(start, { FlatObject(start.span.extracting(first: end)) }),
            object.number("schema") == 1,
            let name = object.text("archive"), let month = SegmentName(Array(name.utf8)), let first = object.number("first"),
            let next = object.number("next"), first < next, let bytes = object.number("bytes"), UInt64(end) + 1 + bytes < size,
            let previous = object.text("prev").flatMap({ Hexadecimal.hash($0.utf8) }),
            let before = MerkleTree(count: first, subtrees: (object.list("before") ?? []).compactMap { Hexadecimal.hash($0.utf8) }),
            let checkpointKey = object.text("checkpoint_key").flatMap(NoteKey.init(text:)), let trail = object.text("trail")
        else { throw TrailError.archiveDamaged(path, entry: nil) }
        let sealing = try sealingKey(key, for: trail, at: first, engine, path)
        var (tree, last) = (before, previous)
        var classes: Set<RetentionClass> = []
        let begin = UInt64(end) + 1
        let lines = LineBlocks(file.lent(), from: begin, end: begin + bytes)
        while let block = try lines.next() {
            try Interruption.check()
            let checked = try LineChecker(block, first: tree.count, key: sealing, engine, jobs: jobs).run()
            for (index, line) in checked.lines.enumerated() {
                guard line.previous == last else { throw TrailError.archiveDamaged(path, entry: tree.count) }
                if let entry = RecordedEntry(block.bytes.span.extracting(block.lines[index])) {
                    classes.insert(RetentionClass(verb: entry.text("verb"), code: entry.text("code")))
                }
                last = line.leaf
                try tree.append(line.leaf, engine)
            }
            if checked.problem != nil { throw TrailError.archiveDamaged(path, entry: tree.count) }
        }
        let note = try file.bytes(count: Checkpoint.maximumSize, at: begin + bytes)
        guard lines.remainder == 0, let checkpoint = Checkpoint(note), checkpoint.isSigned(by: checkpointKey), tree.count == next,
            checkpoint.size == next, try checkpoint.root == tree.root(engine), checkpointKey.name == "tuckbox/trail/" + trail
        else { throw TrailError.archiveDamaged(path, entry: first) }
        return ArchivedMonth(
            SegmentFacts(month: month.text, size: bytes, before: before, after: tree, previous: previous, last: last, classes: classes), path)
    }

    private static func sealingKey(
        _ key: consuming VerificationKey?, for trail: String, at number: UInt64, _ engine: HashEngine, _ path: Path
    ) throws -> SealingKey? {
        guard let key else { return nil }
        guard Hexadecimal.text(try SealingKey.identifier(of: key)) == trail else { throw TrailError.archiveDamaged(path, entry: number) }
        let sealing = try SealingKey(key.bytes)
        // A number is whatever the file says.
        while sealing.number < number {
            if sealing.number % 65536 == 0 { try Interruption.check() }
            try sealing.advance(engine)
        }
        return sealing
    }
}
