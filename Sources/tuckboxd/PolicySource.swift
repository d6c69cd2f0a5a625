import AuditTrail
import CryptoCore
import Policy
import SystemFiles
import YAMLText

/// The policy that holds, read anew whenever a stick comes.
struct PolicySource {
    private static let limit = 65537

    let path: Path
    /// What it says of sticks; nil if there is one that cannot be obeyed.
    private(set) var sticks: GuardRules? = GuardRules()
    private(set) var whole = Policy.builtIn
    /// SHA-256 of the file; nil without one.
    private(set) var digest: Hash256?
    /// For `guard status`.
    private(set) var state = "built_in"

    init(_ path: Path) { self.path = path }

    /// - Returns: whether it is another than before.
    @discardableResult mutating func read() -> Bool {
        let before = (digest, state)
        obey()
        return before != (digest, state)
    }

    private mutating func obey() {
        do {
            guard try FileStatus.ifPresent(path) != nil else {
                (sticks, whole, digest, state) = (GuardRules(), .builtIn, nil, "built_in")
                return
            }
            let file = try Descriptor.open(path, .read)
            let bytes = try file.bytes(count: Self.limit, at: 0)
            digest = Hash256(try Digest.sha256.hash(bytes.span))
            if let open = try path.placeOthersCanChange() { throw Unusable(message: "others than root can change '\(open.display)'") }
            whole = try Policy(yaml: bytes)
            (sticks, state) = (whole.sticks, "in_force")
        } catch {
            // One that is there is never passed over.
            if state != "unusable" {
                Log.error("the policy cannot be obeyed, so sticks are read only: \(Self.words(error)); 'tuckbox policy check' says more")
            }
            (sticks, whole, state) = (nil, .builtIn, "unusable")
        }
    }

    private struct Unusable: Error { let message: String }

    private static func words(_ error: any Error) -> String {
        switch error {
        case let error as Unusable: error.message
        case let error as InvalidPolicy: "line \(error.problems.first?.position.line ?? 1)"
        default: Log.words(error)
        }
    }

    /// Files of the recovery keys, as the policy's folder has them.
    var recoveryKeys: [RecoveryKeySource] { whole.recoveryKeys }

    var forwardTargets: [ForwardTarget] {
        var targets: [ForwardTarget] = []
        if whole.forward.journald { targets.append(.systemJournal) }
        if let syslog = whole.forward.syslog { targets.append(.syslog(host: syslog.host, port: syslog.port, isStream: syslog.transport == .tcp)) }
        return targets
    }
}
