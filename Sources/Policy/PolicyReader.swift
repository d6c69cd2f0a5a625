internal import YAMLText

extension Policy {
    /// Reads a policy file's bytes, which may be anything.
    /// - Throws: every problem that was found, with its place.
    public init(yaml bytes: [UInt8]) throws(InvalidPolicy) {
        let root: YAMLNode?
        do { root = try YAMLDocument.root(of: bytes, maximumSize: Policy.maximumSize) } catch {
            throw InvalidPolicy([PolicyProblem(error.position, error.message, hint: error.hint)])
        }
        var reader = PolicyReader()
        self = reader.read(root)
        guard reader.problems.isEmpty else { throw InvalidPolicy(reader.problems) }
    }
}

/// Reads a policy's keys.
struct PolicyReader: SettingsReader {
    enum Key: String, CaseIterable {
        case schema, organisation
        case ifFound = "if_found"
        case labelScheme = "label_scheme"
        case defaultLabel = "default_label"
        case recoveryKeys = "recovery_keys"
        case twoFactorLabels = "two_factor_labels"
        case minimumPassphraseBits = "minimum_passphrase_bits"
        case mayLowerLabel = "may_lower_label"
        case anonymousNames = "anonymous_names"
        case trail, forward
        case sticks = "guard"
    }

    var problems: [PolicyProblem] = []

    mutating func read(_ root: YAMLNode?) -> Policy {
        var policy = Policy.builtIn
        guard let root else {
            note(nil, "the policy is empty", hint: "it begins with 'schema: 1'")
            return policy
        }
        let fields = keys(of: root, Key.self)
        if case .mapping = root.content { requireSchema(fields[.schema], of: root, "policy") }
        if let node = fields[.organisation] { policy.organisation = organisation(node) }
        if let node = fields[.ifFound] { policy.ifFound = contact(node) }
        if let node = fields[.labelScheme], let scheme = scheme(node) {
            policy.scheme = scheme
            policy.defaultLabel = scheme.standard
        }
        if let node = fields[.defaultLabel] { policy.defaultLabel = label(node, policy.scheme) ?? policy.defaultLabel }
        if let node = fields[.recoveryKeys] { policy.recoveryKeys = recoveryKeys(node) }
        if let node = fields[.twoFactorLabels] { policy.twoFactorLabels = list(node).compactMap { label($0, policy.scheme) } }
        if let node = fields[.minimumPassphraseBits] { policy.minimumPassphraseBits = bits(node) }
        if let node = fields[.mayLowerLabel] { policy.mayLowerLabel = people(node) }
        if let node = fields[.anonymousNames] { policy.anonymousNames = choice(node, AnonymousNames.self) ?? .removable }
        if let node = fields[.trail] { policy.trail = choice(node, RecordDuty.self) ?? .required }
        if let node = fields[.forward] { policy.forward = forwarding(node) }
        if let node = fields[.sticks] { policy.sticks = guardRules(node, hasRecoveryKeys: !policy.recoveryKeys.isEmpty) }
        return policy
    }
}
