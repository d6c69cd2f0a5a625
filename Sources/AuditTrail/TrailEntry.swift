public import SystemFiles

/// What is recorded of an action. The trail adds number, time, user, computer and seals. Only what applies is filled in;
/// nothing here may be a path, a file's name or a word of anybody's own: Docs/TRAIL.md, section 2.
public struct TrailEntry: Equatable, Sendable {
    public enum Phase: String, CaseIterable, Sendable { case intent, progress, outcome, event }

    public enum Event: String, CaseIterable, Sendable {
        case begin, repaired, cut, foreign, archived, pruned
        case policyChanged = "policy_changed"
        case keyShown = "key_shown"
        case forwardingLost = "forwarding_lost"
    }

    public let verb: String
    public let phase: Phase
    public var event: Event?
    /// Number of the entry that announced the action.
    public var intent: UInt64?

    /// 16 bytes.
    public var vaultID: [UInt8]?
    /// At most `maximumIDs` in both lists together.
    public var vaultIDs: [[UInt8]] = []
    public var failedIDs: [[UInt8]] = []
    public var label: String?
    public var scheme: String?
    public var organisation: String?
    /// The day on which a vault that leaves is due back: `2026-12-01`.
    public var due: String?
    public var vaults: UInt64?
    public var failed: UInt64?
    public var files: UInt64?
    public var contentBytes: UInt64?
    public var vaultBytes: UInt64?
    public var medium: MediumIdentity?
    // Of the guard: Docs/GUARD.md has the words.
    /// The device, as policies list it.
    public var device: String?
    public var access: String?
    public var reason: String?
    public var protectedFiles: UInt64?
    public var encryptedFiles: UInt64?
    public var unexaminedFiles: UInt64?
    public var people: UInt64?
    /// Kinds of data that were found; sorted.
    public var categories: [String] = []
    public var seconds: UInt64?
    /// User id of who asked for it, where that is not the one who did it.
    public var by: UInt64?
    public var status: Int32?
    public var code: String?
    /// SHA-256 of the policy in hexadecimal, or `built_in`.
    public var policy: String?

    // Of events.
    var trail: String?
    var checkpointKey: String?
    var version: String?
    var lostBytes: UInt64?
    var first: UInt64?
    var next: UInt64?
    var root: String?
    var segment: String?
    var target: String?

    public static let maximumIDs = 512
    public static let trailVerb = "trail"

    public init(verb: String, _ phase: Phase) {
        (self.verb, self.phase) = (verb, phase)
    }

    init(_ event: Event) {
        self.init(verb: Self.trailVerb, .event)
        self.event = event
    }
}
