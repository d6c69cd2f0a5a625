public import CryptoCore
internal import SystemFiles

/// Verifies a trail: streams it once, in blocks that all processors share.
public final class Verifier {
    private let checkpoints: [Checkpoint]
    private let engine: HashEngine
    private let jobs: Int
    /// Seals the next entry to be read; nil without a verification key.
    private let key: SealingKey?
    private let identifier: String?

    private var result = Verification()
    private var tree = MerkleTree()
    private var last = Hash256.zero
    /// Roots at the sizes that somebody asks for.
    private var roots: [UInt64: Hash256]
    private var pruned: [String: (first: UInt64, next: UInt64, root: String)] = [:]

    /// - Parameter key: the first one, from the safe.
    public init(key: consuming VerificationKey?, checkpoints: [Checkpoint] = [], jobs: Int) throws {
        (self.checkpoints, self.jobs, engine) = (checkpoints, jobs, try HashEngine())
        roots = Dictionary(checkpoints.map { ($0.size, Hash256.zero) }) { $1 }
        switch key {
        case .some(let key): (self.key, identifier) = (try SealingKey(key.bytes), Hexadecimal.text(try SealingKey.identifier(of: key)))
        case .none: (self.key, identifier) = (nil, nil)
        }
        result.isSealed = self.key != nil
    }

    /// Call it once.
    public func verify(_ trail: borrowing TrailSnapshot) throws -> Verification {
        if let state = trail.state { roots[state.count] = .zero }
        let heads = trail.heads.map(\.head)
        try begin(trail.heads)
        var month = 0
        while result.isGood, month < trail.segments.count {
            try read(trail.segments[month], trail, isLast: month == trail.segments.count - 1)
            month += 1
        }
        (result.entries, result.root) = (tree.count, try tree.root(engine))
        if result.isGood { try compare(heads.compactMap { $0 }) }
        if result.isGood { try compare(trail.state) }
        try compareCheckpoints()
        return result
    }

    // MARK: what was pruned

    private func begin(_ heads: [(month: String, head: Head?)]) throws {
        for (month, head) in heads {
            guard let head, head.segment == month, head.first == tree.count else { return fail(.head(month), tree.count) }
            (tree, last) = (head.tree, head.last)
        }
        result.first = tree.count
        try noteRoot()
        // A head's number is whatever the file says.
        while let key, key.number < tree.count {
            if key.number % 65536 == 0 { try Interruption.check() }
            try key.advance(engine)
        }
    }

    private func compare(_ heads: [Head]) throws {
        for head in heads {
            guard let event = pruned[head.segment], event.first == head.first, event.next == head.tree.count,
                try event.root == head.tree.root(engine).hexadecimal
            else { return fail(.head(head.segment), head.first) }
        }
    }

    // MARK: entries

    private func read(_ segment: TrailSnapshot.Segment, _ trail: borrowing TrailSnapshot, isLast: Bool) throws {
        let lines = try trail.lines(segment)
        var before = 0
        while let block = try lines.next() {
            try Interruption.check()
            try check(block) { TrailProblem.Place(month: segment.month, line: before + $0 + 1) }
            guard result.isGood else { return }
            before += block.lines.count
        }
        // Only the end of the newest segment can be unfinished.
        if lines.hasLongLine || (lines.remainder > 0 && !isLast) {
            fail(.notAnEntry, tree.count, TrailProblem.Place(month: segment.month, line: before + 1))
        }
        result.tornBytes = lines.remainder
    }

    private func check(_ block: LineBlocks.Block, _ place: (Int) -> TrailProblem.Place) throws {
        let checked = try LineChecker(block, first: tree.count, key: key, engine, jobs: jobs).run()
        for (index, line) in checked.lines.enumerated() {
            let number = tree.count
            if line.previous != last {
                // With good seals on both sides a link cannot be wrong; without a key it is the entry before, or the link.
                return key == nil && number > result.first
                    ? fail(.link, number - 1, index > 0 ? place(index - 1) : nil) : fail(.link, number, place(index))
            }
            if line.isEvent { noteEvent(block.bytes.span.extracting(block.lines[index]), place(index)) }
            guard result.isGood else { return }
            try tree.append(line.leaf, engine)
            last = line.leaf
            try noteRoot()
        }
        if let problem = checked.problem { fail(problem, tree.count, place(checked.lines.count)) }
    }

    private func noteEvent(_ line: Span<UInt8>, _ place: TrailProblem.Place) {
        guard let entry = RecordedEntry(line) else { return fail(.notAnEntry, tree.count, place) }
        switch entry.text("event") {
        case TrailEntry.Event.begin.rawValue where entry.number == 0:
            (result.trail, result.checkpointKey) = (entry.text("trail"), entry.text("checkpoint_key").flatMap(NoteKey.init(text:)))
            if let identifier, result.trail != identifier { fail(.otherTrail, 0, place) }
        case TrailEntry.Event.begin.rawValue: fail(.notAnEntry, tree.count, place)
        case TrailEntry.Event.pruned.rawValue:
            if let segment = entry.text("segment"), let first = entry.number("first"), let next = entry.number("next"), let root = entry.text("root")
            {
                pruned[segment] = (first, next, root)
                // Entry 0 may be among those that are gone.
                result.trail = result.trail ?? entry.text("trail")
                result.checkpointKey = result.checkpointKey ?? entry.text("checkpoint_key").flatMap(NoteKey.init(text:))
                if let identifier, result.trail != identifier { fail(.otherTrail, entry.number, place) }
            }
        default: break
        }
    }

    private func noteRoot() throws {
        if roots[tree.count] != nil { roots[tree.count] = try tree.root(engine) }
    }

    // MARK: the end

    private func compare(_ state: TrailState?) throws {
        guard let state else { return fail(.noState, tree.count) }
        guard state.count <= tree.count else { return fail(.removed(upTo: state.count), tree.count) }
        result.uncounted = tree.count - state.count
        let agrees = try state.count < result.first || roots[state.count] == state.tree.root(engine)
        var sealsAgree = true
        if let key, state.count == tree.count, key.number == tree.count {
            sealsAgree = try key.withBytes { (ours) throws(CryptoError) in
                try state.key.withBytes { (theirs) throws(CryptoError) in constantTimeEqual(ours, theirs) }
            }
        }
        let linkAgrees = state.count < tree.count || state.last == last
        if !agrees || !sealsAgree || !linkAgrees { fail(.stateDisagrees, tree.count == 0 ? 0 : tree.count - 1) }
    }

    private func compareCheckpoints() throws {
        for (index, checkpoint) in checkpoints.enumerated() {
            if let key = result.checkpointKey, !checkpoint.isSigned(by: key) {
                fail(.checkpointSignature(index), 0)
            } else if checkpoint.size > tree.count, result.isGood {
                fail(.rolledBack(index, size: checkpoint.size), tree.count)
            } else if checkpoint.size >= result.first, checkpoint.size <= tree.count, roots[checkpoint.size] != checkpoint.root {
                fail(.otherRoot(index), 0)
            }
        }
    }

    private func fail(_ kind: TrailProblem.Kind, _ entry: UInt64, _ place: TrailProblem.Place? = nil) {
        result.problems.append(TrailProblem(kind, entry, place))
    }
}
