/// Rules that have passed their own tests, ready for use. Immutable: one serves all threads.
public final class RuleSet: Sendable {
    let rules: [Rule]
    /// Patterns of all rules; `owner[i]` is the rule of pattern i.
    let patterns: PatternDatabase
    let owner: [Int]
    /// Phrases of cues, grammar and context; and apart from them, headers.
    let phrases: PhraseTable
    let headers: PhraseTable
    /// What a match of a rule needs, by rule.
    let searches: [Search]
    let hasAllowances: Bool
    /// Headers of columns and keys of fields that name people, may stand above names instead of a header of their own, name goods, and that say no more than "name".
    let isPersonHeader: [Bool]
    let isLooseHeader: [Bool]
    let isOtherHeader: [Bool]
    let nameHeader: Int
    /// Words that stand beside an identifier, by rule.
    let keywords: [[[UInt64]]]
    let numbers: [String: Int]
    let names = Names.shared
    let weights = Weights.shared
    let wording = WordingModel.shared

    /// A part of `Rule` that is cheap to copy.
    struct Search: Sendable {
        /// Whether matches count.
        let counts: Bool
        let isAllowance: Bool
        let validator: Validator?
        let hasKeywords: Bool
    }

    /// The rules that are part of the program, and those of `extra` files, which can add to them and not take away.
    /// - Parameter extra: names, which have a slash, and contents.
    public convenience init(extra: [(name: String, bytes: [UInt8])] = []) throws(RuleProblem) {
        var rules: [Rule] = []
        for name in DetectionData.coreRules { rules += try Rule.read(RuleFile(name: name, bytes: DetectionData.bytes(name))) }
        for file in extra { rules += try Rule.read(RuleFile(name: file.name, bytes: file.bytes)) }
        try self.init(rules)
        try runTests()
    }

    private init(_ rules: [Rule]) throws(RuleProblem) {
        var numbers: [String: Int] = [:]
        for (number, rule) in rules.enumerated() {
            if let other = numbers[rule.id] {
                throw RuleProblem(rule.file, rule.line, "there is a rule '\(rule.id)' already, in \(rules[other].file) line \(rules[other].line)")
            }
            numbers[rule.id] = number
        }
        guard rules.count < 4096 else { throw RuleProblem(rules[4095].file, rules[4095].line, "there are more than 4,095 rules") }
        (self.rules, self.numbers) = (rules, numbers)
        var (patterns, owner): ([String], [Int]) = ([], [])
        for (number, rule) in rules.enumerated() {
            for pattern in rule.patterns {
                patterns.append(pattern)
                owner.append(number)
            }
        }
        self.owner = owner
        do throws(PatternDatabase.Refusal) { self.patterns = try PatternDatabase(patterns) } catch {
            let rule = rules[owner[min(error.pattern, owner.count - 1)]]
            throw RuleProblem(rule.file, rule.line, "a pattern of the rule '\(rule.id)' cannot be used: \(error.message)")
        }
        var cutter = WordCutter()
        var (phrases, headers): ([(words: [UInt64], rule: Int)], [(words: [UInt64], rule: Int)]) = ([], [])
        for (number, rule) in rules.enumerated() {
            for phrase in rule.words {
                let words = cutter.phrase(phrase, exact: rule.exact)
                if rule.kind == .header { headers.append((words, number)) } else { phrases.append((words, number)) }
            }
        }
        self.phrases = PhraseTable(phrases)
        self.headers = PhraseTable(headers)
        searches = rules.map {
            Search(
                counts: $0.kind != .allow && $0.kind != .anchor, isAllowance: $0.kind == .allow, validator: $0.validator,
                hasKeywords: !$0.keywords.isEmpty)
        }
        hasAllowances = rules.contains { $0.kind == .allow }
        isPersonHeader = rules.map { ["h-pupil", "h-name", "h-family", "h-staff"].contains($0.id) }
        isLooseHeader = rules.map { ["h-class", "h-attendance", "h-notes"].contains($0.id) }
        isOtherHeader = rules.map { Feature.otherColumns.contains($0.id) }
        nameHeader = numbers["h-name"] ?? -1
        keywords = rules.map { rule in rule.keywords.map { cutter.phrase($0, exact: false) } }
    }

    /// For people: what is looked for.
    public var list: [(id: String, kind: String, says: String, category: String?, file: String, line: Int)] {
        rules.map { ($0.id, $0.kind.rawValue, $0.says, $0.category?.rawValue, $0.file, $0.line) }
    }

    /// Every rule has to find something in its `match` and nothing in its `no_match`.
    private func runTests() throws(RuleProblem) {
        let tester = RuleTester(self)
        for (number, rule) in rules.enumerated() {
            for test in rule.match where !tester.finds(number, in: test.text) {
                throw RuleProblem(rule.file, test.line, "the rule '\(rule.id)' fails its own test: it finds nothing in '\(test.text)'")
            }
            for test in rule.noMatch where tester.finds(number, in: test.text) {
                throw RuleProblem(rule.file, test.line, "the rule '\(rule.id)' fails its own test: it finds something in '\(test.text)'")
            }
            // An allow rule may not swallow what the core proves itself by.
            guard rule.kind == .allow else { continue }
            for (other, core) in rules.enumerated() where core.isCore && core.kind == .identifier {
                for test in core.match where tester.allows(number, matchOf: other, in: test.text) {
                    throw RuleProblem(rule.file, rule.line, "the rule '\(rule.id)' would switch off '\(core.id)'; allow exact values instead")
                }
            }
        }
    }
}
