/// One rule, as a file says it. Docs/DETECTION.md has the keys.
struct Rule: Sendable {
    enum Kind: String, CaseIterable, Sendable {
        /// Found by patterns, proved by a validator; speaks for itself.
        case identifier
        /// Words that count near a person.
        case words
        /// Small words with a job in the sentence.
        case grammar
        /// The header of a column or the key of a field.
        case header
        /// What a document says of itself.
        case marking
        /// Speaks against.
        case context
        /// Draws attention to its surroundings in long texts; counts for nothing itself.
        case anchor
        /// Matches of other rules that are not to count.
        case allow
    }

    let id: String
    let kind: Kind
    /// For people.
    let says: String
    let category: Category?
    let patterns: [String]
    /// Phrases.
    let words: [String]
    /// Whether phrases match as they are written, not in every form.
    let exact: Bool
    let validator: Validator?
    /// Phrases that make a match more likely if they stand beside it.
    let keywords: [String]
    let weight: Double
    let label: Label?
    /// Its own tests: texts that it has to find something in, and texts in which it may not.
    let match: [(text: String, line: Int)]
    let noMatch: [(text: String, line: Int)]
    let file: String
    let line: Int

    /// Part of the program; the names of added files have a slash.
    let isCore: Bool
}

extension Rule {
    private static let known: Set = [
        "id", "kind", "says", "category", "patterns", "words", "exact", "validator", "keywords", "weight", "label", "tests",
    ]

    /// All rules of a file: `rules:` and a list of groups of keys.
    static func read(_ file: RuleFile) throws(RuleProblem) -> [Rule] {
        guard case .keys(let top, _) = file.root, let rules = top.first(where: { $0.key == "rules" }), case .list(let items, _) = rules.value
        else { throw RuleProblem(file.name, 1, "a file of rules begins with 'rules:' and a list") }
        if let other = top.first(where: { $0.key != "rules" }) { throw RuleProblem(file.name, other.line, "'\(other.key)' means nothing here") }
        var read: [Rule] = []
        for item in items { read.append(try Rule(item, in: file.name)) }
        return read
    }

    private init(_ node: RuleFile.Node, in file: String) throws(RuleProblem) {
        guard case .keys(let pairs, let line) = node else { throw RuleProblem(file, node.line, "a rule is a group of keys") }
        if let unknown = pairs.first(where: { !Self.known.contains($0.key) }) {
            throw RuleProblem(file, unknown.line, "a rule has no '\(unknown.key)'")
        }
        let fields = Fields(file: file, line: line, pairs: pairs)
        (self.file, self.line, isCore) = (file, line, !file.contains("/"))
        guard let id = try fields.text("id") else { throw RuleProblem(file, line, "this rule has no id") }
        self.id = id
        kind = try fields.choice("kind", Kind.init, Kind.allCases.map(\.rawValue)) ?? .identifier
        says = try fields.text("says") ?? id
        category = try fields.choice("category", Category.init, Category.allCases.map(\.rawValue))
        patterns = try fields.list("patterns").map(\.text)
        words = try fields.list("words").map(\.text)
        exact = try fields.text("exact") == "true"
        validator = try fields.choice("validator", Validator.init, Validator.allCases.map(\.rawValue))
        keywords = try fields.list("keywords").map(\.text)
        label = try fields.choice("label", Label.init, ["PROTECT", "OFFICIAL-SENSITIVE", "RESTRICTED", "CONFIDENTIAL"])
        weight = try fields.number("weight") ?? 1
        let tests = try fields.group("tests")
        match = try tests?.list("match") ?? []
        noMatch = try tests?.list("no_match") ?? []
        if patterns.isEmpty, words.isEmpty { throw RuleProblem(file, line, "the rule '\(id)' has neither patterns nor words") }
        if match.isEmpty || noMatch.isEmpty { throw RuleProblem(file, line, "the rule '\(id)' needs tests, both 'match' and 'no_match'") }
        if !words.isEmpty, kind == .identifier || kind == .marking || kind == .allow {
            throw RuleProblem(file, line, "the rule '\(id)' is of a kind that has patterns, not words")
        }
    }

    /// The keys of one group.
    private struct Fields {
        let file: String
        let line: Int
        let pairs: [(key: String, line: Int, value: RuleFile.Node)]

        func text(_ key: String) throws(RuleProblem) -> String? {
            guard let pair = pairs.first(where: { $0.key == key }) else { return nil }
            guard case .text(let text, let line) = pair.value, !text.isEmpty, text.utf8.count <= 4096
            else { throw RuleProblem(file, pair.line, "'\(key)' has to be a text of at most 4,096 bytes") }
            guard !text.utf8.contains(0) else { throw RuleProblem(file, line, "'\(key)' has a zero byte in it") }
            return text
        }

        func number(_ key: String) throws(RuleProblem) -> Double? {
            guard let text = try text(key) else { return nil }
            guard let number = Double(text), number.magnitude <= 20 else {
                throw RuleProblem(file, line, "'\(key)' has to be a number from -20 to 20")
            }
            return number
        }

        func choice<Value>(_ key: String, _ make: (String) -> Value?, _ values: [String]) throws(RuleProblem) -> Value? {
            guard let text = try text(key) else { return nil }
            guard let value = make(text) else { throw RuleProblem(file, line, "'\(key)' has to be one of: \(values.joined(separator: ", "))") }
            return value
        }

        func list(_ key: String) throws(RuleProblem) -> [(text: String, line: Int)] {
            guard let pair = pairs.first(where: { $0.key == key }) else { return [] }
            guard case .list(let items, _) = pair.value else { throw RuleProblem(file, pair.line, "'\(key)' has to be a list") }
            var texts: [(text: String, line: Int)] = []
            for item in items {
                guard case .text(let text, let line) = item, !text.isEmpty, !text.utf8.contains(0)
                else { throw RuleProblem(file, item.line, "'\(key)' has to be a list of texts") }
                texts.append((text, line))
            }
            return texts
        }

        func group(_ key: String) throws(RuleProblem) -> Fields? {
            guard let pair = pairs.first(where: { $0.key == key }) else { return nil }
            guard case .keys(let pairs, let line) = pair.value else { throw RuleProblem(file, pair.line, "'\(key)' has to be a group of keys") }
            return Fields(file: file, line: line, pairs: pairs)
        }
    }
}
