public import YAMLText

/// What an organisation has decided about its vaults. Docs/POLICY.md explains each part to a technician.
public struct Policy: Equatable, Sendable {
    /// Whose vaults they are, for whoever finds one. Printable ASCII, one line of at most `FinderText.maximumOrganisation`.
    public var organisation: String?
    /// What a finder is asked to do. Printable ASCII in lines, at most `FinderText.maximumContact` bytes.
    public var ifFound: String?
    public var scheme: LabelScheme
    /// Name in `scheme` of what a vault is labelled when nobody says otherwise.
    public var defaultLabel: String
    /// Keys that open every vault too; at most `maximumRecoveryKeys`.
    public var recoveryKeys: [RecoveryKeySource]
    /// Names in `scheme` of the labels that a passphrase alone is not enough for.
    public var twoFactorLabels: [String]
    public var minimumPassphraseBits: Int
    public var mayLowerLabel: People
    public var anonymousNames: AnonymousNames
    public var trail: RecordDuty
    public var forward: Forwarding
    public var sticks: GuardRules

    /// Bytes of a policy file. Seven recovery keys as text are 2 KB.
    static let maximumSize = 65536
    /// One of a vault's eight slots is left for who wraps it.
    public static let maximumRecoveryKeys = 7
    /// No policy can ask for less; the same as `Strength.minimumBits`.
    public static let leastPassphraseBits = 45
    /// More than sixteen random words give.
    public static let mostPassphraseBits = 200

    /// What holds where no policy was written.
    public static let builtIn = Policy(
        organisation: nil, ifFound: nil, scheme: .ukSchools, defaultLabel: LabelScheme.ukSchools.standard, recoveryKeys: [],
        twoFactorLabels: [], minimumPassphraseBits: leastPassphraseBits, mayLowerLabel: People(), anonymousNames: .removable, trail: .required,
        forward: Forwarding(), sticks: GuardRules())
}

/// Where a policy says that a public recovery key is.
public struct RecoveryKeySource: Equatable, Sendable {
    public enum Place: Equatable, Sendable {
        /// As written: relative to the policy's folder, unless it begins with a slash.
        case file(String)
        /// The PEM text itself.
        case text(String)
    }

    public let place: Place
    /// Where in the policy, for messages.
    public let position: Position
}

/// People by the names that the system has for them.
public struct People: Equatable, Sendable {
    public let users: [String]
    public let groups: [String]

    public init(users: [String] = [], groups: [String] = []) {
        (self.users, self.groups) = (users, groups)
    }

    public var isNobody: Bool { users.isEmpty && groups.isEmpty }

    public func contains(user: String?, groups memberships: [String]) -> Bool {
        if let user, users.contains(user) { return true }
        return memberships.contains { groups.contains($0) }
    }
}

/// What happens to an action that cannot be recorded.
public enum RecordDuty: String, CaseIterable, Sendable {
    /// It is refused.
    case required
    /// It is done, with a warning.
    case bestEffort = "best-effort"
}

/// Where the record is sent on to.
public struct Forwarding: Equatable, Sendable {
    public var journald = false
    public var syslog: Syslog?

    public struct Syslog: Equatable, Sendable {
        public enum Transport: String, CaseIterable, Sendable { case udp, tcp }

        /// A name or an address.
        public let host: String
        public let port: UInt16
        public let transport: Transport
    }
}

/// When a vault's name must not say what is inside.
public enum AnonymousNames: String, CaseIterable, Sendable {
    /// On media that can be unplugged.
    case removable
    case always
    case never
}
