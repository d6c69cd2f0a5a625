/// Finds people among the words of a sentence, by lists of names and by how names are written.
struct PersonFinder {
    enum Kind: Equatable { case full, first, titled, initials }

    struct Person {
        let kind: Kind
        /// Tells people apart; of a first name alone, that name's hash.
        let key: UInt64
        /// Hash of the first name; 0 if there is none.
        let forename: UInt64
        let words: Range<Int>
    }

    private let names: Names
    private static let titles = ["mr", "mrs", "ms", "miss", "mx", "dr", "sir", "prof", "revd"].map { WordCutter.hash($0.utf8) }
    /// Names that are mostly something else where they stand alone.
    private static let neverAlone = Set(
        """
        may april june august will mark bill summer autumn spring winter king prince princess queen art dean grant chance justice major page church park \
        hall english french german christian frank rich dale dawn heath reed reef ray robin constance charity faith hope joy trinity victoria india israel \
        jordan georgia china asia london paris chelsea lincoln houston florence austin sydney brooklyn kent devon star sky storm ocean river bishop cook \
        max miles gene guy jay rose pearl crystal melody harmony carol basil kit nick pat rod val don ken sal gem sage sol piper pip mason porter archer
        """.split(separator: " ").map { WordCutter.hash($0.utf8) })

    init(_ names: Names) { self.names = names }

    static func isTitle(_ word: Word) -> Bool { titles.contains(word.exact) }

    /// - Parameter range: a sentence among `words`.
    func people(_ words: [Word], _ range: Range<Int>) -> [Person] {
        var found: [Person] = []
        var i = range.lowerBound
        while i < range.upperBound {
            if let person = person(words, i, range) {
                found.append(person)
                i = person.words.upperBound
            } else {
                i += 1
            }
            if found.count > 200 { break }
        }
        return found
    }

    private func person(_ words: [Word], _ i: Int, _ range: Range<Int>) -> Person? {
        var word = words[i]
        guard word.isCapitalised else { return lowerCase(words, i) }
        var kind = names.kind(word)
        var next = i + 1 < range.upperBound ? words[i + 1] : nil
        // "Mia's" is Mia, and what comes behind is not her surname.
        if kind.remove(.owned) != nil {
            word.exact = FoldedLetters.unowned(word.exact)
            next = nil
        }
        if Self.isTitle(word) {
            guard let next, next.isCapitalised, next.before == .space || next.before == .other, next.letters > 1, !next.isNumber else { return nil }
            return Person(kind: .titled, key: next.exact, forename: 0, words: i..<i + 2)
        }
        if kind.contains(.forename) {
            if let next, isSurname(next, words, i + 1, range) {
                // A second surname, or a surname behind a middle name.
                var end = i + 2
                while end < range.upperBound, end < i + 4, words[end].before == .space, words[end].isCapitalised, words[end].letters > 1,
                    !names.kind(words[end]).isDisjoint(with: [.surname, .forename]), !names.kind(words[end]).contains(.word),
                    !names.kind(words[end - 1]).contains(.owned)
                { end += 1 }
                let last = bare(words[end - 1])
                // Two words that both are something else, "Rose Hill", "Grant Park", are no person.
                if kind.contains(.word), names.kind(next).contains(.word) { return nil }
                return Person(kind: .full, key: word.exact &* 31 &+ last, forename: word.exact, words: i..<end)
            }
            if kind.contains(.word) {
                guard !Self.neverAlone.contains(word.exact), i > range.lowerBound, words[i].before != .sentence, words[i].before != .line else {
                    return nil
                }
                if words[i - 1].isCapitalised, next?.isCapitalised ?? false { return nil }
            }
            return Person(kind: .first, key: word.exact, forename: word.exact, words: i..<i + 1)
        }
        if kind.contains(.surname), let next, next.before == .comma, next.isCapitalised, names.kind(next).contains(.forename),
            !kind.contains(.word) || word.isCapitals
        {
            return Person(kind: .full, key: bare(next) &* 31 &+ word.exact, forename: bare(next), words: i..<i + 2)
        }
        // A first name that is in no list, before a surname that is.
        if kind.isEmpty, !word.isNumber, word.letters > 2, !word.isCapitals, let next, next.before == .space, next.isCapitalised,
            i > range.lowerBound,
            names.kind(next).contains(.surname), !names.kind(next).contains(.word)
        {
            return Person(kind: .full, key: word.exact &* 31 &+ bare(next), forename: word.exact, words: i..<i + 2)
        }
        if kind == .surname, word.letters > 2, !word.isCapitals || i > range.lowerBound {
            return Person(kind: .first, key: word.exact, forename: word.exact, words: i..<i + 1)
        }
        // `JB`
        if word.isCapitals, word.letters == 2, kind.isEmpty { return Person(kind: .initials, key: word.exact, forename: 0, words: i..<i + 1) }
        return dotted(words, i, range)
    }

    /// `J.B.`: two letters with nothing but a full stop between them, unlike `U.K.` and what else is known to be no person.
    private func dotted(_ words: [Word], _ i: Int, _ range: Range<Int>) -> Person? {
        guard i + 1 < range.upperBound, isLetter(words[i]), isLetter(words[i + 1]), words[i].range.upperBound + 1 == words[i + 1].range.lowerBound,
            words[i + 1].before == .other, i == range.lowerBound || !isLetter(words[i - 1]) || words[i].before != .other
        else { return nil }
        // Three letters are an abbreviation more often than a person.
        if i + 2 < range.upperBound, isLetter(words[i + 2]), words[i + 2].before == .other { return nil }
        let key = words[i].exact &* 31 &+ words[i + 1].exact
        return Self.abbreviations.contains(key) ? nil : Person(kind: .initials, key: key, forename: 0, words: i..<i + 2)
    }

    private func isLetter(_ word: Word) -> Bool { word.range.count == 1 && word.isCapitalised && !word.isNumber }

    private static let abbreviations = Set(
        ["us", "uk", "eu", "un", "pe", "re", "it", "rs", "am", "pm", "ad", "bc", "ie", "eg", "tv", "hr", "ta", "pa", "st", "ps", "nb", "qa"].map {
            pair in
            WordCutter.hash([pair.utf8.first ?? 0]) &* 31 &+ WordCutter.hash([pair.utf8.last ?? 0])
        })

    /// The hash of a name without its 's.
    private func bare(_ word: Word) -> UInt64 { names.kind(word).contains(.owned) ? FoldedLetters.unowned(word.exact) : word.exact }

    private func isSurname(_ next: Word, _ words: [Word], _ i: Int, _ range: Range<Int>) -> Bool {
        guard next.isCapitalised, next.before == .space, !next.isNumber, !next.isClass else { return false }
        let kind = names.kind(next)
        if next.letters == 1 { return next.range.count == 1 && !(next.exact == Self.letterA || next.exact == Self.letterI) }
        if kind.contains(.word) { return kind.contains(.surname) || kind.contains(.forename) }
        return true
    }
    private static let letterA = WordCutter.hash("a".utf8)
    private static let letterI = WordCutter.hash("i".utf8)

    /// In chats, names stand without capitals.
    private func lowerCase(_ words: [Word], _ i: Int) -> Person? {
        let word = words[i]
        guard word.letters > 2, !word.isNumber else { return nil }
        let kind = names.kind(word)
        guard kind.contains(.forename), !kind.contains(.word) else { return nil }
        return Person(kind: .first, key: word.exact, forename: word.exact, words: i..<i + 1)
    }
}
