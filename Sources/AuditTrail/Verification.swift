public import CryptoCore

/// What is wrong with a trail (Docs/TRAIL.md, section 8).
public struct TrailProblem: Equatable, Sendable {
    public enum Kind: Equatable, Sendable {
        /// There is a line in the entry's place that is no entry.
        case notAnEntry
        /// The line in its place has another number: entries were dropped, moved, doubled or put in.
        case otherNumber(UInt64)
        /// It was altered: its seal is wrong.
        case seal
        /// It was altered, or its hash in the next one was.
        case link
        /// It names another trail than the verification key.
        case otherTrail
        /// It is missing, and so is all from there up to this number.
        case removed(upTo: UInt64)
        /// The state does not agree with the last entry.
        case stateDisagrees
        case noState
        /// What is left of a pruned month is not what was noted then.
        case head(String)
        /// Of the checkpoints that were given, the one at this place: not signed by this trail's key.
        case checkpointSignature(Int)
        /// Not so long any more as it was for this one.
        case rolledBack(Int, size: UInt64)
        /// Other entries than for this one.
        case otherRoot(Int)
    }

    public let kind: Kind
    /// Number of the first bad entry.
    public let entry: UInt64
    /// Where that is; nil for what is not in a line.
    public let place: Place?

    public struct Place: Equatable, Sendable {
        public let month: String
        /// Counted from 1.
        public let line: Int
    }

    init(_ kind: Kind, _ entry: UInt64, _ place: Place? = nil) {
        (self.kind, self.entry, self.place) = (kind, entry, place)
    }
}

/// How a verification came out.
public struct Verification: Equatable, Sendable {
    /// Number of entries, pruned ones included.
    public var entries: UInt64 = 0
    /// Number of the first that is still here.
    public var first: UInt64 = 0
    public var root = Hash256.zero
    /// Whether seals were checked.
    public var isSealed = false
    /// What entry 0 says; nil if it was pruned or is not there.
    public var trail: String?
    public var checkpointKey: NoteKey?
    /// The first bad entry first. Empty: the trail is whole.
    public var problems: [TrailProblem] = []
    /// Bytes of a last line that was never finished.
    public var tornBytes = 0
    /// Entries that the state does not count yet, after a kill.
    public var uncounted: UInt64 = 0

    public var isGood: Bool { problems.isEmpty }
}
