import DocumentText
import Testing

@testable import ProtectedData

struct RuleTests {
    private func load(_ yaml: String) throws(RuleProblem) -> RuleSet { try RuleSet(extra: [(name: "/school/own.yaml", bytes: Array(yaml.utf8))]) }

    private static let head = "rules:\n  - id: school-code\n    says: our own codes\n    category: pupil_identity\n    weight: 9\n"

    @Test("The core rules pass their own tests")
    func coreIsWhole() throws {
        #expect(try RuleSet().rules.count > 40)
    }

    @Test("A rule of the school's own is added and counts")
    func ownRule() throws {
        let set = try load(Self.head + "    patterns: ['\\bOAK-\\d{4}\\b']\n    tests: {match: [OAK-1234], no_match: [OAK-12]}\n")
        let examination = Examination(set)
        examination.take(.text(Array("Lost property of OAK-7731.\n".utf8)))
        let assessment = examination.finish()
        #expect(assessment.isProtected)
        #expect(assessment.findings.contains { $0.rule == "school-code" && $0.count == 1 })
        // The features are against it, and so is the network: the rule has decided without either.
        #expect(Training.linear(assessment) < NetworkJoining.decided && !assessment.parts.contains { $0.name == Judgement.network })
    }

    @Test(
        "A file of rules that is wrong is refused, with its line",
        arguments: [
            ("    patterns: ['\\bOAK\\b']\n    tests: {match: [ELM], no_match: [X]}\n", 7, "finds nothing"),
            ("    patterns: ['\\bOAK\\b']\n    tests:\n      match: [OAK]\n      no_match: [an OAK]\n", 9, "finds something"),
            ("    patterns: ['\\bOAK\\b']\n", 2, "needs tests"),
            ("    patterns: ['(OAK']\n    tests: {match: [OAK], no_match: [X]}\n", 2, "cannot be used"),
            ("    patterns: [OAK]\n    patterns: [ELM]\n", 7, "more than once"),
            ("    validator: luhn\n    patterns: [OAK]\n    tests: {match: [OAK], no_match: [X]}\n", 2, "has to be one of"),
            ("    colour: red\n", 6, "has no 'colour'"),
            ("    patterns: [OAK\n", 7, "not YAML"),
            ("    patterns: &x [OAK]\n    words: *x\n", 6, "anchor"),
        ])
    func refused(_ rest: String, _ line: Int, _ word: String) {
        let problem = #expect(throws: RuleProblem.self) { try load(Self.head + rest) }
        #expect(problem?.file == "/school/own.yaml")
        #expect(problem?.line == line, "\(problem.map { "\($0)" } ?? "")")
        #expect(problem?.message.contains(word) == true, "\(problem.map { "\($0)" } ?? "")")
    }

    @Test("A rule with the id of a core rule is refused")
    func noReplacement() {
        #expect(throws: RuleProblem.self) {
            try load("rules:\n  - id: upn\n    patterns: [nothing]\n    tests: {match: [nothing], no_match: [x]}\n")
        }
    }

    @Test("An allow rule leaves out a value, and cannot switch off a core rule")
    func allow() throws {
        let value =
            "rules:\n  - {id: example-upn, kind: allow, patterns: ['\\bL301403809176\\b'], tests: {match: [L301403809176], no_match: [J820702119270]}}\n"
        // The core proves itself by this very number: choose another.
        #expect(throws: RuleProblem.self) { try load(value) }
        #expect(throws: RuleProblem.self) {
            try load("rules:\n  - {id: all, kind: allow, patterns: ['.+'], tests: {match: [x], no_match: ['\\n']}}\n")
        }
        let other = value.replacing("L301403809176", with: "Z919691601000")
        let text = TextPieces(["UPN Z919691601000\n"])
        #expect(try text.assess(RuleSet()).findings.contains { $0.rule == "upn" })
        #expect(try !text.assess(load(other)).findings.contains { $0.rule == "upn" })
    }

    @Test(
        "Hostile files of rules are refused without a trap",
        arguments: ["", "rules: 5", "- a", "rules:\n- - - - -", "\u{0}", "rules: [[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]", "{a: b"])
    func hostile(_ yaml: String) {
        #expect(throws: RuleProblem.self) { try load(yaml) }
    }
}

/// Pieces of running text for a test.
struct TextPieces {
    let texts: [String]
    init(_ texts: [String]) { self.texts = texts }

    func assess(_ set: RuleSet, keepsEvidence: Bool = false) -> Assessment {
        let examination = Examination(set, keepsEvidence: keepsEvidence)
        for text in texts { examination.take(.text(Array(text.utf8))) }
        return examination.finish()
    }
}
