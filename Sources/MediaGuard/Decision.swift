/// What may be done with a stick.
public enum Access: String, CaseIterable, Sendable {
    /// Not mounted: nobody looks at it or writes to it.
    case shut
    /// Not mounted, because its contents are not to be seen.
    case hidden
    case readOnly = "read_only"
    /// Reads pass; the gate judges each file before it is written.
    case gate
    /// Reads and writes pass.
    case unjudged

    public var isMounted: Bool { self != .shut && self != .hidden }
    public var isWritable: Bool { self == .gate || self == .unjudged }

    /// The stricter of two.
    func limited(to other: Access) -> Access {
        let order: [Access] = [.shut, .hidden, .readOnly, .gate, .unjudged]
        let (mine, theirs) = (order.firstIndex(of: self) ?? 0, order.firstIndex(of: other) ?? 0)
        return mine <= theirs ? self : other
    }
}

/// What is decided about a stick, and why.
public struct Decision: Equatable, Sendable {
    public let access: Access
    public let reason: Reason

    public init(_ access: Access, _ reason: Reason) { (self.access, self.reason) = (access, reason) }
}

/// Why. The names are part of the interface: Docs/GUARD.md.
public enum Reason: String, CaseIterable, Error, Sendable {
    // By people's will.
    case denied
    case allowedForATime = "allowed_for_a_time"
    case listed
    case ejected
    // By what the stick is.
    case noFileSystem = "no_file_system"
    case unsupportedFileSystem = "unsupported_file_system"
    case encryptedByOthers = "encrypted_by_others"
    // By what is on it.
    case beingScanned = "being_scanned"
    case clean
    case vaultsOnly = "vaults_only"
    case protectedData = "protected_data"
    case scanUnfinished = "scan_unfinished"
    // By what does not work.
    case policyUnusable = "policy_unusable"
    case recordUnavailable = "record_unavailable"
    case mountFailed = "mount_failed"
    case gateFailed = "gate_failed"
    case alreadyMounted = "already_mounted"
    case tooMany = "too_many"
}
