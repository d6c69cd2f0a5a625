/// Text as sentences of words, as the encoder has learned it: lower case, without accents. Scripts/training learns from what this gives.
///
/// A line ends a sentence; so does a full stop, question or exclamation mark before blanks and a capital, a figure, a quote or a bracket. Words are letters and
/// figures of any script; every other sign is a word of its own. What nobody sees (combining marks, soft hyphens, controls) is passed over.
enum SentenceCutter {
    struct Word: Equatable {
        /// Folded, in UTF-8.
        var letters: [UInt8]
        /// How many characters these are.
        var count: Int
        var flags: Flags
        /// Where it ends among the sentence's characters.
        var end = 0
    }

    /// What folding loses of a word.
    struct Flags: OptionSet {
        let rawValue: UInt8
        static let capital = Flags(rawValue: 1)
        /// All of its letters, of two characters or more.
        static let capitals = Flags(rawValue: 2)
        /// The first word of a line; of its pieces only the first one has this.
        static let beginsLine = Flags(rawValue: 4)
    }

    /// Calls `body` for one sentence after the other, with its words and with its characters as they stand, until it returns false.
    static func cut(_ text: [UInt8], _ body: ([Word], ArraySlice<Unicode.Scalar>) -> Bool) {
        for line in text.split(separator: 0x0a) {
            let scalars = Array(String(decoding: line, as: UTF8.self).unicodeScalars.lazy.filter { kind($0) != .unseen })
            var beginsLine = true
            var start = 0
            while start < scalars.count {
                let (end, next) = sentence(scalars, from: start)
                let sentence = scalars[start..<end]
                var words = words(sentence)
                start = next
                guard !words.isEmpty else { continue }
                if beginsLine { words[0].flags.insert(.beginsLine) }
                beginsLine = false
                guard body(words, sentence) else { return }
            }
        }
    }

    /// Where the sentence ends that begins at `start`, and where the next one begins. A quote or bracket behind the full stop is in neither.
    private static func sentence(_ scalars: [Unicode.Scalar], from start: Int) -> (end: Int, next: Int) {
        for stop in start..<scalars.count where scalars[stop] == "." || scalars[stop] == "!" || scalars[stop] == "?" {
            var next = stop + 1
            if next < scalars.count, ["\"", "'", ")"].contains(scalars[next]) { next += 1 }
            let blank = next
            while next < scalars.count, scalars[next].properties.isWhitespace { next += 1 }
            guard next > blank, next < scalars.count else { continue }
            switch scalars[next] {
            case "\"", "'", "(", "A"..."Z", "0"..."9": return (stop + 1, next)
            default: break
            }
        }
        return (scalars.count, scalars.count)
    }

    private static func words(_ sentence: ArraySlice<Unicode.Scalar>) -> [Word] {
        var words: [Word] = []
        var word = WordInProgress()
        for (place, scalar) in zip(sentence.indices, sentence) {
            switch kind(scalar) {
            case .inWord: word.append(scalar)
            case .blank, .unseen: word.end(into: &words, at: place)
            case .sign:
                word.end(into: &words, at: place)
                word.append(scalar)
                word.end(into: &words, at: place + 1)
            }
        }
        word.end(into: &words, at: sentence.endIndex)
        return words
    }

    private enum Kind { case inWord, blank, sign, unseen }

    private static func kind(_ scalar: Unicode.Scalar) -> Kind {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9": return .inWord
        case " ", "\t": return .blank
        case "!"..."~": return .sign
        default: break
        }
        if scalar.properties.isWhitespace { return .blank }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber, .letterNumber, .otherNumber:
            return .inWord
        case .nonspacingMark, .format, .control: return .unseen
        default: return .sign
        }
    }
}

/// A word whose characters come one after the other.
private struct WordInProgress {
    private var letters: [UInt8] = []
    private var count = 0
    private var (upper, lower) = (0, 0)
    private var firstIsUpper = false

    mutating func append(_ scalar: Unicode.Scalar) {
        let isUpper = scalar.isASCII ? ("A"..."Z").contains(scalar) : scalar.properties.isUppercase
        if count == 0 { firstIsUpper = isUpper }
        if isUpper { upper += 1 } else if scalar.isASCII ? ("a"..."z").contains(scalar) : scalar.properties.isCased { lower += 1 }
        count += 1
        UncasedLetter.append(scalar, to: &letters)
    }

    mutating func end(into words: inout [SentenceCutter.Word], at place: Int) {
        defer { self = WordInProgress() }
        guard count > 0 else { return }
        var flags: SentenceCutter.Flags = firstIsUpper ? .capital : []
        if count > 1, upper > 0, lower == 0 { flags.insert(.capitals) }
        words.append(.init(letters: letters, count: count, flags: flags, end: place))
    }
}
