/// What a cell or the value of a field looks like.
struct Cell {
    /// Words of the cell.
    private(set) var words: [Word] = []
    private(set) var bytes: [UInt8] = []

    /// Becomes the cell of these bytes; of long ones the beginning. Memory for words is used again.
    mutating func read(_ bytes: [UInt8], _ cutter: inout WordCutter) {
        self.bytes = bytes.count > 400 ? Array(bytes[..<400]) : bytes
        words.removeAll(keepingCapacity: true)
        cutter.cut(self.bytes, self.bytes.indices, into: &words)
    }

    /// Nothing, lines to write on, a placeholder in brackets, "n/a".
    var isBlank: Bool {
        guard let first = words.first else { return true }
        if bytes.first == 0x5b || bytes.first == 0x3c || bytes.first == 0x7b || bytes.starts(with: "__".utf8) { return true }
        return words.count <= 2 && Self.nothing.contains(first.exact) && words.allSatisfy { $0.letters <= 3 || $0.exact == first.exact }
    }
    private static let nothing = ["n", "na", "none", "nil", "tbc", "dd", "xx", "xxx", "xxxx"].map { WordCutter.hash($0.utf8) }

    /// One to five words with capitals, of which one is in a list of names; two if they are English words as well.
    func isName(_ names: Names) -> Bool {
        guard (1...5).contains(words.count), bytes.count <= 60 else { return false }
        var (sure, unsure) = (0, 0)
        for word in words {
            guard word.isCapitalised, !word.isNumber, !word.isClass else { return false }
            let kind = names.kind(word)
            if kind.isDisjoint(with: [.forename, .surname]) {
                if kind.contains(.word) { return false }
            } else if kind.contains(.word) {
                unsure += 1
            } else {
                sure += 1
            }
        }
        return sure > 0 || (unsure >= 1 && words.count <= 2)
    }

    /// Digits and signs only, or nearly.
    var isFigure: Bool { !words.isEmpty && words.allSatisfy { $0.isNumber || $0.isClass } }

    /// A day, with the year of somebody who is at school or works there.
    var isBirthDate: Bool {
        guard (6...24).contains(bytes.count), words.count == 3 else { return false }
        let figures = words.compactMap { word in Int(String(decoding: bytes[word.range], as: UTF8.self)) }
        return figures.count >= 2 && figures.contains { (1945...2024).contains($0) } && figures.contains { (1...31).contains($0) }
    }

    /// A day, a date or a number of a week, as above the columns of a register.
    var isDay: Bool { (1...4).contains(words.count) && words.allSatisfy { $0.isNumber || $0.isClass || Self.days.contains($0.exact) } }
    private static let days: Set<UInt64> = {
        let days = ["mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun"]
        let full = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
        let months = ["jan", "feb", "mar", "apr", "may", "jun", "june", "jul", "july", "aug", "sep", "sept", "oct", "nov", "dec"]
        return Set((days + full + months + ["week", "wk", "w", "am", "pm", "st", "nd", "rd", "th"]).map { WordCutter.hash($0.utf8) })
    }()

    /// The name that it is; nil of somebody with a title, who is no child.
    var person: NamedPerson? {
        guard let first = words.first, let last = words.last, !PersonFinder.isTitle(first) else { return nil }
        return NamedPerson(first: first.exact, last: words.count > 1 ? last.exact : nil)
    }

    /// The words of a key such as `yearGroup`; nil if it is not written so.
    var joinedWords: [Word]? {
        guard words.count == 1, bytes.count <= 48 else { return nil }
        let cuts = bytes.indices.dropFirst().filter { (0x41...0x5a).contains(bytes[$0]) && (0x61...0x7a).contains(bytes[$0 - 1]) }
        guard !cuts.isEmpty else { return nil }
        var parted = bytes
        for cut in cuts.reversed() { parted.insert(0x20, at: cut) }
        var cutter = WordCutter()
        var found: [Word] = []
        cutter.cut(parted, parted.indices, into: &found)
        return found
    }

    var hash: UInt64 { words.reduce(17) { $0 &* 31 &+ $1.exact } }
}

/// What the header of a column, or the key of a field, says.
struct HeaderReader {
    private let set: RuleSet

    init(_ set: RuleSet) { self.set = set }

    /// The rule of kind `header` that covers at least half of the cell's words; the longest phrase, then the first.
    func rule(_ cell: Cell) -> Int? {
        rule(cell.words) ?? cell.joinedWords.flatMap { rule($0) }
    }

    private func rule(_ words: [Word]) -> Int? {
        guard (1...9).contains(words.count) else { return nil }
        let name = set.nameHeader
        var best: (rule: Int, length: Int)?
        var isOther: Int?
        for i in words.indices {
            set.headers.match(words, at: i) { rule, length in
                if set.isOtherHeader[rule] { isOther = isOther ?? rule }
                // "School name", "product name": what kind of name comes first.
                if let best, best.length > length || (best.length == length && best.rule != name) { return }
                best = (rule, length)
            }
        }
        guard let best, best.length * 2 >= words.count - 1 else { return nil }
        return best.rule == name ? isOther ?? name : best.rule
    }
}
