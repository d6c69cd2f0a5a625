import AuditTrail
import CryptoCore
import Policy
import SystemFiles

/// What the policy says about the record.
struct RecordRules: Sendable {
    /// Of the policy file; nil without one.
    var digest: Hash256?
    /// Whether an action goes on that cannot be recorded.
    var isBestEffort = false
    var organisation: String?
    var scheme: String?
    var targets: [ForwardTarget] = []

    init(_ policy: PolicyInForce) {
        digest = policy.digest
        isBestEffort = policy.rules.trail == .bestEffort
        if policy.rules.forward.journald { targets.append(.systemJournal) }
        if let syslog = policy.rules.forward.syslog {
            targets.append(.syslog(host: syslog.host, port: syslog.port, isStream: syslog.transport == .tcp))
        }
        (organisation, scheme) = (policy.rules.organisation, policy.rules.scheme.name)
    }

    private init(digest: Hash256?) { self.digest = digest }

    /// For verbs that do not obey a policy otherwise: one that cannot be read does not stop them, and its bytes count all the same.
    static func ofComputer() -> RecordRules {
        guard let file = (try? PolicyFile.inPlace()) ?? nil else { return RecordRules(.builtIn) }
        if let policy = try? file.read() { return RecordRules(policy) }
        return RecordRules(digest: try? file.digest())
    }
}
