/// Phrases of rules as a tree of words, walked from every word of a text.
final class PhraseTable: Sendable {
    /// From a node and a word's hash to the next node.
    private let steps: WordTable
    /// Rules whose phrase ends at node n: from `firstEnd[n]` to `firstEnd[n + 1]`.
    private let ends: [UInt16]
    private let firstEnd: [UInt32]
    /// Words that phrases begin with.
    private let beginnings: WordFilter

    /// - Parameter phrases: hashes of a phrase's words, and the number of its rule.
    init(_ phrases: [(words: [UInt64], rule: Int)]) {
        var next: [UInt64: UInt32] = [:]
        var ends: [[UInt16]] = [[]]
        for phrase in phrases where !phrase.words.isEmpty {
            var node: UInt32 = 0
            for word in phrase.words {
                let key = Self.key(node, word)
                if let known = next[key] {
                    node = known
                } else {
                    node = UInt32(ends.count)
                    next[key] = node
                    ends.append([])
                }
            }
            let rule = UInt16(clamping: phrase.rule)
            if !ends[Int(node)].contains(rule) { ends[Int(node)].append(rule) }
        }
        self.ends = ends.flatMap(\.self)
        firstEnd = ends.reduce(into: [0]) { $0.append($0[$0.count - 1] + UInt32($1.count)) }
        beginnings = WordFilter(phrases.compactMap(\.words.first))
        steps = WordTable(next)
    }

    private static func key(_ node: UInt32, _ word: UInt64) -> UInt64 {
        let mixed = (word ^ (UInt64(node) &* 0x9e37_79b9_7f4a_7c15)) &* 0xff51_afd7_ed55_8ccd
        return mixed == 0 ? 1 : mixed
    }

    /// Calls `body` with each rule that has a phrase beginning at word `start`, and how many words it has.
    /// A word offers three hashes: its stem, its exact form, its capitals.
    @inline(__always)
    func match(_ words: [Word], at start: Int, _ body: (_ rule: Int, _ length: Int) -> Void) {
        let word = words[start]
        if beginnings.mayContain(word.stem) { step(words, start, start, 0, word.stem, body) }
        if beginnings.mayContain(word.exact) { step(words, start, start, 0, word.exact, body) }
        if word.isCapitals { step(words, start, start, 0, word.exact ^ Word.capitalsMark, body) }
    }

    private func walk(_ words: [Word], _ start: Int, _ at: Int, _ node: UInt32, _ body: (Int, Int) -> Void) {
        guard at < words.count, at - start < 6 else { return }
        let word = words[at]
        step(words, start, at, node, word.stem, body)
        step(words, start, at, node, word.exact, body)
        if word.isCapitals { step(words, start, at, node, word.exact ^ Word.capitalsMark, body) }
    }

    @inline(__always)
    private func step(_ words: [Word], _ start: Int, _ at: Int, _ node: UInt32, _ hash: UInt64, _ body: (Int, Int) -> Void) {
        let next = steps[Self.key(node, hash)]
        guard next != 0 else { return }
        for i in firstEnd[Int(next)]..<firstEnd[Int(next) + 1] { body(Int(ends[Int(i)]), at - start + 1) }
        walk(words, start, at + 1, next, body)
    }
}
