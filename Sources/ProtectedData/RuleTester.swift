/// Whether a single rule finds something in a short text: what a rule's own tests ask.
struct RuleTester {
    private let set: RuleSet
    private let scratch: PatternDatabase.Scratch

    init(_ set: RuleSet) {
        self.set = set
        scratch = set.patterns.makeScratch()
    }

    func finds(_ rule: Int, in text: String) -> Bool { !matches(rule, Array(text.utf8)).isEmpty || hasPhrase(rule, Array(text.utf8)) }

    /// Whether a match of rule `other` lies within one of the allow rule `rule`.
    func allows(_ rule: Int, matchOf other: Int, in text: String) -> Bool {
        let bytes = Array(text.utf8)
        let allowed = matches(rule, bytes)
        return matches(other, bytes).contains { match in allowed.contains { $0.lowerBound <= match.lowerBound && match.upperBound <= $0.upperBound } }
    }

    private func matches(_ rule: Int, _ bytes: [UInt8]) -> [Range<Int>] {
        set.patterns.matches(in: bytes.span, scratch)
            .filter { set.owner[$0.pattern] == rule && (set.rules[rule].validator?.accepts(Array(bytes[$0.range])) ?? true) }
            .map(\.range)
    }

    private func hasPhrase(_ rule: Int, _ bytes: [UInt8]) -> Bool {
        var cutter = WordCutter()
        var words: [Word] = []
        cutter.cut(bytes, bytes.indices, into: &words)
        let table = set.rules[rule].kind == .header ? set.headers : set.phrases
        var found = false
        for i in words.indices { table.match(words, at: i) { number, _ in if number == rule { found = true } } }
        return found
    }
}
