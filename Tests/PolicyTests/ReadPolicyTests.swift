import Policy
import Testing
import YAMLText

/// A policy of these lines; a list of problems as "line:column: message" if it is refused.
func read(_ text: String) -> (policy: Policy?, problems: [String]) {
    do throws(InvalidPolicy) {
        return (try Policy(yaml: Array(text.utf8)), [])
    } catch {
        return (nil, error.problems.map { "\($0.position.line):\($0.position.column): \($0.message)" })
    }
}

@Suite("A policy's keys")
struct ReadPolicyTests {
    @Test("the shortest policy is what is built in")
    func shortest() {
        #expect(read("schema: 1\n").policy == Policy.builtIn)
        #expect(Policy.builtIn.minimumPassphraseBits == 45)
        #expect(Policy.builtIn.defaultLabel == "OFFICIAL-SENSITIVE")
    }

    @Test("every key is read")
    func everyKey() throws {
        let policy = try #require(
            read(
                """
                # a comment
                schema: 1
                organisation: Hillside Primary School
                if_found: |
                  Please ring 01632 960001
                  or hand it in.
                label_scheme: becta-2008
                default_label: IL3
                recovery_keys:
                  - school.pub
                  - |
                    -----BEGIN PUBLIC KEY-----
                    MFkw
                    -----END PUBLIC KEY-----
                two_factor_labels: [restricted, IL4]
                minimum_passphrase_bits: 60
                may_lower_label: {users: [head], groups: [senco, office]}
                anonymous_names: always
                trail: best-effort
                forward: {journald: true, syslog: {host: log.example, port: 6514, protocol: udp}}
                """
            ).policy)
        #expect(policy.organisation == "Hillside Primary School")
        #expect(policy.ifFound == "Please ring 01632 960001\nor hand it in.")
        #expect(policy.scheme == .becta2008)
        #expect(policy.defaultLabel == "RESTRICTED")
        #expect(policy.recoveryKeys.map(\.position) == [Position(line: 10, column: 5), Position(line: 11, column: 5)])
        #expect(policy.recoveryKeys[0].place == .file("school.pub"))
        #expect(policy.twoFactorLabels == ["RESTRICTED", "CONFIDENTIAL"])
        #expect(policy.minimumPassphraseBits == 60)
        #expect(policy.mayLowerLabel == People(users: ["head"], groups: ["senco", "office"]))
        #expect(policy.anonymousNames == .always)
        #expect(policy.trail == .bestEffort)
        #expect(policy.forward.journald)
        let syslog = try #require(policy.forward.syslog)
        #expect((syslog.host, syslog.port, syslog.transport) == ("log.example", 6514, .udp))
    }

    @Test("what is left out of a place for the record is what most have")
    func forwardingDefaults() throws {
        let policy = try #require(read("schema: 1\nforward: {syslog: {host: log.example}}\n").policy)
        let syslog = try #require(policy.forward.syslog)
        #expect((syslog.port, syslog.transport) == (514, .tcp))
        #expect(!policy.forward.journald && policy.trail == .required)
    }

    @Test("labels can be spelled out; the highest is then the default")
    func ownScheme() throws {
        let policy = try #require(read("schema: 1\nlabel_scheme: [open, internal, secret matters]\n").policy)
        #expect(policy.scheme.names == ["OPEN", "INTERNAL", "SECRET MATTERS"])
        #expect(policy.defaultLabel == "SECRET MATTERS")
    }

    @Test("the text for finders is broken into lines that fit")
    func finderLines() throws {
        let policy = try #require(read("schema: 1\nif_found: \(String(repeating: "ring us now ", count: 20))\n").policy)
        let lines = try #require(policy.ifFound).split(separator: "\n")
        #expect(lines.count == 4)
        #expect(lines.allSatisfy { $0.count <= FinderText.lineWidth })
    }
}
