public import Policy

/// Decides what may be done with a stick. Knows no device and does nothing: the same facts always give the same decision.
public enum MediaGuard {
    /// What an administrator said of a device for a time, or until it is unplugged.
    public enum Wish: Equatable, Sendable {
        case denied
        /// - Parameter until: seconds of the clock that `Facts.now` is of.
        case allowed(writing: Bool, until: Int64)
    }

    public struct Facts: Equatable, Sendable {
        /// What stays the same of a device wherever it is plugged in: `0781:5567:4C530001234`. A device made for it can say anything.
        public var identity: String
        public var content: MediumContent
        /// Whether the device refuses to be written, by a switch on it.
        public var isWriteProtected = false
        public var wish: Wish?
        /// Nil until there is one.
        public var survey: SurveyResult?
        /// What went wrong; nil as long as nothing did.
        public var fault: Reason?
        /// Seconds of a clock that nobody sets.
        public var now: Int64

        public init(identity: String, content: MediumContent, now: Int64) {
            (self.identity, self.content, self.now) = (identity, content, now)
        }
    }

    /// - Parameter rules: the policy's; nil if there is a policy that cannot be obeyed.
    public static func decide(_ facts: Facts, _ rules: GuardRules?) -> Decision {
        let wanted = wanted(facts, rules)
        // Somebody's wish does not make a file system out of none, nor repair what broke.
        let fault = facts.fault.map { Decision(access(after: $0), $0) }
        let limits = [limit(facts.content), fault].compactMap { $0 }
        guard let strictest = limits.first(where: { wanted.access.limited(to: $0.access) != wanted.access }) else {
            return Decision(possible(wanted.access, facts), wanted.reason)
        }
        return strictest
    }

    private static func wanted(_ facts: Facts, _ rules: GuardRules?) -> Decision {
        switch facts.wish {
        case .denied: return Decision(.shut, .denied)
        case .allowed(let writing, let until) where facts.now < until: return Decision(writing ? .unjudged : .readOnly, .allowedForATime)
        case .allowed, nil: break
        }
        guard let rules else { return Decision(.readOnly, .policyUnusable) }
        if let listed = listed(facts.identity, rules) { return Decision(Access(listed.mode), .listed) }
        return judged(facts, rules)
    }

    /// The device itself comes before its model.
    private static func listed(_ identity: String, _ rules: GuardRules) -> ListedDevice? {
        rules.devices.first { !$0.isModel && $0.identity == identity } ?? rules.devices.first { $0.isModel && identity.hasPrefix($0.identity) }
    }

    private static func judged(_ facts: Facts, _ rules: GuardRules) -> Decision {
        guard let survey = facts.survey else {
            // Nobody waits for a scan: what is written meanwhile is judged by itself.
            return Decision(Access(rules.cleanSticks), .beingScanned)
        }
        return switch survey.verdict {
        case .protected: Decision(rules.blockedSticks == .hidden ? .hidden : .readOnly, .protectedData)
        case .unfinished: Decision(Access(rules.unfinishedScans), .scanUnfinished)
        case .vaultsOnly: Decision(.gate, .vaultsOnly)
        case .encryptedByOthers: Decision(Access(rules.encryptedSticks), .encryptedByOthers)
        case .clean: Decision(Access(rules.cleanSticks), .clean)
        }
    }

    /// What the stick allows at most.
    private static func limit(_ content: MediumContent) -> Decision? {
        switch content {
        case .fileSystem: nil
        case .encrypted: Decision(.shut, .encryptedByOthers)
        case .unknown: Decision(.shut, .noFileSystem)
        case .unsupported: Decision(.shut, .unsupportedFileSystem)
        }
    }

    private static func possible(_ access: Access, _ facts: Facts) -> Access {
        if case .fileSystem(let kind) = facts.content, kind.isWritable, !facts.isWriteProtected { return access }
        return access.limited(to: .readOnly)
    }

    /// What is left when something broke: what cannot be recorded or judged is not written, what cannot be mounted is shut.
    private static func access(after fault: Reason) -> Access {
        switch fault {
        case .recordUnavailable, .policyUnusable, .tooMany: .readOnly
        default: .shut
        }
    }

    /// Whether a scan can make a difference, as things are.
    public static func needsSurvey(_ facts: Facts, _ rules: GuardRules?) -> Bool {
        guard rules != nil, facts.survey == nil, facts.fault == nil else { return false }
        let now = decide(facts, rules)
        return now.reason == .beingScanned
    }
}

extension Access {
    init(_ use: GuardRules.Use) {
        self =
            switch use {
            case .shut: .shut
            case .readOnly: .readOnly
            case .gate: .gate
            }
    }

    init(_ mode: ListedDevice.Mode) {
        self =
            switch mode {
            case .shut: .shut
            case .readOnly: .readOnly
            case .gate: .gate
            case .unjudged: .unjudged
            }
    }
}
