public import CryptoCore
public import SystemFiles

/// A trail as it is at one moment, for reading; entries may be appended meanwhile.
public struct TrailSnapshot: ~Copyable {
    struct Segment {
        let month: String
        /// Bytes.
        let size: UInt64
    }

    let folder: Descriptor
    let segments: [Segment]
    /// Nil for a file that is no head.
    let heads: [(month: String, head: Head?)]
    /// Nil if there is none that is valid.
    let state: TrailState?
    public var path: Path { folder.path }

    /// Throws `.noTrail` if there is none.
    public init(_ path: Path) throws {
        try self.init(folder: Self.open(path))
    }

    private init(folder: consuming Descriptor) throws {
        let (segments, heads, state) = try Self.lookLocked(folder)
        (self.segments, self.heads, self.state) = (segments, heads, state)
        self.folder = folder
    }

    private static func open(_ path: Path) throws -> Descriptor {
        do { return try Descriptor.open(path, [.read, .directory]) } catch { throw error.isMissing ? TrailError.noTrail(path) : error }
    }

    private static func lookLocked(_ folder: borrowing Descriptor) throws -> ([Segment], [(month: String, head: Head?)], TrailState?) {
        // Who may only read a trail can lock it all the same. A copy may lack the file.
        guard let lock = try? folder.open(TrailFolder.lock, [.read, .noFollow]) else { return try look(folder) }
        try lock.lockExclusively(waiting: TrailFolder.patience)
        return try look(folder)
    }

    private static func look(_ folder: borrowing Descriptor) throws -> ([Segment], [(month: String, head: Head?)], TrailState?) {
        let pruned = try TrailFolder.months(folder, TrailFolder.headEnding)
        // A kill can leave a segment beside its head.
        let segments = try TrailFolder.months(folder, TrailFolder.logEnding).filter { !pruned.contains($0) }.map { month in
            Segment(month: month, size: try folder.status(of: Path(month + TrailFolder.logEnding)).size)
        }
        let heads = try pruned.map { month in
            let file = try folder.open(Path(month + TrailFolder.headEnding), [.read, .noFollow])
            return (month: month, head: Head(try file.bytes(count: Head.maximumSize, at: 0)))
        }
        if (try? folder.status(of: TrailFolder.state)) == nil {
            if segments.isEmpty, heads.isEmpty { throw TrailError.noTrail(folder.path) }
            return (segments, heads, nil)
        }
        let state = try folder.open(TrailFolder.state, [.read, .noFollow])
        return (segments, heads, try TrailState.load(state))
    }

    borrowing func lines(_ segment: Segment, from position: UInt64 = 0) throws -> LineBlocks {
        LineBlocks(try folder.open(Path(segment.month + TrailFolder.logEnding), [.read, .noFollow]), from: position, end: segment.size)
    }

    /// A checkpoint of the trail as the state has it: sign first, verify when there is time.
    public borrowing func checkpoint() throws -> Checkpoint {
        guard let state, let signer = try CheckpointSigner(folder) else { throw TrailError.stateLost(path) }
        let note = try signer.sign(size: state.count, root: try state.tree.root(HashEngine()))
        guard let checkpoint = Checkpoint(note) else { throw TrailError.stateLost(path) }
        return checkpoint
    }

    /// The verification key, if it is still here.
    public borrowing func verificationKey() throws -> VerificationKey? {
        guard let text = try TrailFolder.secret(TrailFolder.verificationKey, limit: VerificationKey.maximumFileSize, in: folder) else { return nil }
        return try VerificationKey(text: text)
    }
}
