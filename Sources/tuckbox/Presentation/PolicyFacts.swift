import CryptoCore
import Passphrases
import Policy
import SystemFiles

/// What a policy means, for people and for scripts.
struct PolicyFacts: Encodable {
    let organisation: String?
    let ifFound: String?
    /// Of a scheme that we ship.
    let labelScheme: String?
    /// Rising.
    let labels: [String]
    let defaultLabel: String
    let twoFactorLabels: [String]
    let recoveryKeyFingerprints: [String]
    let minimumPassphraseBits: Int
    let mayLowerLabelUsers: [String]
    let mayLowerLabelGroups: [String]
    let anonymousNames: String
    let trail: String
    let forward: ForwardFacts
    let `guard`: GuardFacts
    private let path: String

    private enum CodingKeys: CodingKey {
        case organisation, ifFound, labelScheme, labels, defaultLabel, twoFactorLabels, recoveryKeyFingerprints, minimumPassphraseBits
        case mayLowerLabelUsers, mayLowerLabelGroups, anonymousNames, trail, forward, `guard`
    }

    init(_ policy: PolicyInForce) throws {
        let rules = policy.rules
        (organisation, ifFound) = (rules.organisation, rules.ifFound)
        (labelScheme, labels, defaultLabel) = (rules.scheme.name, rules.scheme.names, rules.defaultLabel)
        twoFactorLabels = rules.twoFactorLabels
        recoveryKeyFingerprints = try policy.recoveryKeys.map { try $0.fingerprint() }
        minimumPassphraseBits = rules.minimumPassphraseBits
        (mayLowerLabelUsers, mayLowerLabelGroups) = (rules.mayLowerLabel.users, rules.mayLowerLabel.groups)
        anonymousNames = rules.anonymousNames.rawValue
        trail = rules.trail.rawValue
        forward = ForwardFacts(rules.forward)
        self.guard = GuardFacts(rules.sticks)
        path = policy.path?.display ?? "none: this is what is built in"
    }

    /// Where the record is sent on to.
    struct ForwardFacts: Encodable {
        let journald: Bool
        let syslog: Syslog?

        struct Syslog: Encodable {
            let host: String
            let port: UInt16
            let `protocol`: String
        }

        init(_ rules: Forwarding) {
            journald = rules.journald
            syslog = rules.syslog.map { Syslog(host: $0.host, port: $0.port, protocol: $0.transport.rawValue) }
        }

        var names: [String] {
            (journald ? ["journald"] : []) + (syslog.map { ["syslog at \($0.host), port \($0.port), \($0.protocol.uppercased())"] } ?? [])
        }
    }

    var text: String {
        var lines: [String] = []
        func add(_ name: String, _ values: [String], none: String) {
            let shown = values.isEmpty ? [none] : values.map { escapedForDisplay(Array($0.utf8)) }
            for (index, value) in shown.enumerated() {
                let name = index == 0 ? name : ""
                lines.append(name + String(repeating: " ", count: 20 - name.count) + value)
            }
        }
        lines.append("policy" + String(repeating: " ", count: 14) + path)
        add("organisation", organisation.map { [$0] } ?? [], none: "not named")
        add("if found", ifFound?.split(separator: "\n").map(String.init) ?? [], none: "hand it in at a school office or police station")
        add("labels, rising", [labels.joined(separator: ", ") + (labelScheme.map { " (\($0))" } ?? "")], none: "")
        add("label by default", [defaultLabel], none: "")
        add("two factors for", twoFactorLabels, none: "no label")
        add("recovery keys", recoveryKeyFingerprints, none: "none: a lost passphrase is a lost vault")
        add("new passphrases", ["\(Strength.minimumCharacters) characters and \(minimumPassphraseBits) bits"], none: "")
        add("may lower a label", mayLowerLabelUsers.map { "user \($0)" } + mayLowerLabelGroups.map { "group \($0)" }, none: "nobody")
        add("anonymous names", [Self.wording(anonymousNames)], none: "")
        add(
            "record",
            [trail == "required" ? "required: what cannot be recorded is not done" : "best effort: what cannot be recorded is done with a warning"],
            none: "")
        add("record sent to", forward.names, none: "nowhere")
        add("memory sticks", self.guard.lines, none: "")
        return lines.joined(separator: "\n")
    }

    private static func wording(_ choice: String) -> String {
        switch choice {
        case "always": "always"
        case "never": "never"
        default: "on media that can be unplugged"
        }
    }
}
