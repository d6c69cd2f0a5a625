/// Which rules have phrases in the sentence at hand, and how many.
struct SentenceHits {
    private var counts: [UInt16]
    /// Those that have any.
    private(set) var rules: [Int] = []

    init(rules: Int) { counts = [UInt16](repeating: 0, count: rules) }

    subscript(rule: Int) -> UInt16 { counts[rule] }

    mutating func find(_ phrases: PhraseTable, _ words: [Word], _ range: Range<Int>) {
        for rule in rules { counts[rule] = 0 }
        rules.removeAll(keepingCapacity: true)
        for i in range {
            phrases.match(words, at: i) { rule, length in
                // A phrase that runs into the next sentence is none.
                guard i + length <= range.upperBound else { return }
                if counts[rule] == 0 { rules.append(rule) }
                counts[rule] &+= 1
            }
        }
    }
}
