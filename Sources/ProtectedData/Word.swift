/// A word of a text, as hashes: nothing of it is kept.
struct Word {
    /// Bytes in the text.
    var range: Range<Int>
    /// Of its folded letters: lower case, without diacritics.
    var exact: UInt64
    /// Of its stem, in a space of its own; of all numbers the same.
    var stem: UInt64
    /// What stands between the word before and this one.
    var before: Gap
    var isCapitalised: Bool
    /// Two letters or more, all capitals.
    var isCapitals: Bool
    var isNumber: Bool
    /// `4B`, `Y7`, `Yr9`, `10Xa`.
    var isClass: Bool

    enum Gap: UInt8 { case space, comma, other, sentence, line }

    static let capitalsMark: UInt64 = 0x5bd1_e995_5bd1_e995
    static let stemMark: UInt64 = 0x2545_f491_4f6c_dd1d
    static let numberStem: UInt64 = 0x1b87_3593_cc9e_2d51

    var letters: Int { range.count }
}

/// Cuts text into words: letters of any script and digits, with apostrophes inside.
struct WordCutter {
    /// Letters of a word that count; what is longer is told apart by its beginning.
    private static let limit = 48
    /// The folded letters of the word at hand.
    private var folded = InlineArray<48, UInt8>(repeating: 0)
    private var letters = FoldedLetters()

    /// FNV-1a; never 0.
    static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
        var letters = FoldedLetters()
        for byte in bytes { letters.append(byte) }
        return letters.hash
    }

    /// Appends the words of `text` within `range`; the first gets the gap `first`.
    mutating func cut(_ text: [UInt8], _ range: Range<Int>, first: Word.Gap = .line, into words: inout [Word]) {
        precondition(range.lowerBound >= 0 && range.upperBound <= text.count)
        // Every byte is looked at several times: bounds are checked once, above.
        unsafe text.withUnsafeBufferPointer { unsafe cut($0, range, first: first, into: &words) }
    }

    @unsafe
    private mutating func cut(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, first: Word.Gap, into words: inout [Word]) {
        var position = range.lowerBound
        let end = range.upperBound
        var gap = first
        while position < end {
            let byte = unsafe text[position]
            if unsafe Letters.isASCIIWord(byte) || Letters.isForeignLetter(text, position, end) {
                words.append(unsafe word(text, &position, end, gap))
                gap = .space
                continue
            }
            switch byte {
            case 0x20, 0x2d: break
            case 0x0a, 0x0d: gap = .line
            case 0x2e, 0x21, 0x3f:
                if gap != .line, unsafe Self.endsSentence(text, position, end) { gap = .sentence } else if gap == .space { gap = .other }
            case 0x2c, 0x09: if gap == .space { gap = .comma }
            default: if gap == .space { gap = .other }
            }
            position += 1
        }
    }

    /// A full stop ends a sentence before a space, not within `3.5` and not behind a single capital.
    @unsafe
    private static func endsSentence(_ text: UnsafeBufferPointer<UInt8>, _ position: Int, _ end: Int) -> Bool {
        if position + 1 < end {
            let next = unsafe text[position + 1]
            guard next == 0x20 || next == 0x22 || next == 0x29 || next >= 0x80 else { return false }
        }
        guard unsafe text[position] == 0x2e, position >= 1, unsafe (0x41...0x5a).contains(text[position - 1]) else { return true }
        return unsafe position >= 2 && Letters.isASCIIWord(text[position - 2])
    }

    @inline(__always)
    private mutating func append(_ letter: UInt8) {
        guard letters.count < Self.limit else { return }
        folded[letters.count] = letter
        letters.append(letter)
    }

    @unsafe
    private mutating func word(_ text: UnsafeBufferPointer<UInt8>, _ position: inout Int, _ end: Int, _ gap: Word.Gap) -> Word {
        let start = position
        letters = FoldedLetters()
        var (capitals, lower, digits) = (0, 0, 0)
        var firstIsCapital = false
        var at = start
        while at < end {
            let byte = unsafe text[at]
            if byte &- 0x61 < 26 {
                lower += 1
                append(byte)
                at += 1
            } else if byte &- 0x41 < 26 {
                if at == start { firstIsCapital = true }
                capitals += 1
                append(byte | 0x20)
                at += 1
            } else if byte &- 0x30 < 10 {
                digits += 1
                append(byte)
                at += 1
            } else if byte < 0x80 {
                guard byte == 0x27, at + 1 < end, at > start, unsafe Letters.isASCIILetter(text[at + 1]) else { break }
                append(0x27)
                at += 1
            } else if unsafe Letters.isApostrophe(text, at, end) {
                guard at > start, at + 3 < end, unsafe Letters.isASCIILetter(text[at + 3]) else { break }
                append(0x27)
                at += 3
            } else if unsafe Letters.isForeignLetter(text, at, end) {
                let (letter, isCapital) = unsafe Letters.fold(text[at], text[at + 1])
                if isCapital {
                    if at == start { firstIsCapital = true }
                    capitals += 1
                } else {
                    lower += 1
                }
                append(letter)
                at += 1
                while at < end, unsafe text[at] & 0xc0 == 0x80 { at += 1 }
            } else {
                break
            }
        }
        position = at
        let isNumber = capitals + lower == 0
        return Word(
            range: start..<at, exact: letters.hash, stem: isNumber ? Word.numberStem : letters.stem ^ Word.stemMark, before: gap,
            isCapitalised: firstIsCapital, isCapitals: capitals >= 2 && lower == 0 && digits == 0, isNumber: isNumber,
            isClass: digits > 0 && !isNumber && Letters.isClass(folded.span.extracting(first: letters.count)))
    }

    /// The hashes that a phrase of a rule is found by. `%` is any number; a word in capitals is met in capitals only.
    mutating func phrase(_ phrase: String, exact: Bool) -> [UInt64] {
        var hashes: [UInt64] = []
        for part in phrase.split(separator: " ") {
            if part == "%" {
                hashes.append(Word.numberStem)
                continue
            }
            let bytes = Array(part.utf8)
            var words: [Word] = []
            cut(bytes, bytes.indices, into: &words)
            for word in words {
                hashes.append(word.isCapitals ? word.exact ^ Word.capitalsMark : exact ? word.exact : word.stem)
            }
        }
        return hashes
    }
}

/// What bytes of UTF-8 are letters, and which they are without diacritics.
enum Letters {
    static func isASCIILetter(_ byte: UInt8) -> Bool { (0x61...0x7a).contains(byte | 0x20) }
    static func isASCIIWord(_ byte: UInt8) -> Bool { isASCIILetter(byte) || (0x30...0x39).contains(byte) }

    /// Whether a letter beyond ASCII begins here: a lead byte, but not of Latin-1's or the general punctuation.
    @unsafe
    static func isForeignLetter(_ text: UnsafeBufferPointer<UInt8>, _ position: Int, _ end: Int) -> Bool {
        let lead = unsafe text[position]
        guard lead >= 0xc3, position + 1 < end, lead < 0xf0 else { return false }
        if lead == 0xe2 || lead == 0xef { return false }
        return true
    }

    /// U+2019.
    @unsafe
    static func isApostrophe(_ text: UnsafeBufferPointer<UInt8>, _ position: Int, _ end: Int) -> Bool {
        unsafe text[position] == 0xe2 && position + 2 < end && text[position + 1] == 0x80 && text[position + 2] == 0x99
    }

    private static let latin1 = Array("aaaaaaaceeeeiiiidnooooo.ouuuuytsaaaaaaaceeeeiiiidnooooo.ouuuuyty".utf8)
    /// U+0100 to U+017F.
    private static let extended = Array(
        ("aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllll" + "llnnnnnnnnnoooooooorrrrrrsssssssstttttt" + "uuuuuuuuuuuuwwyyyzzzzzzs")
            .utf8)

    static func fold(_ first: UInt8, _ second: UInt8) -> (letter: UInt8, isCapital: Bool) {
        let low = Int(second & 0x3f)
        switch first {
        case 0xc3: return (latin1[low], low < 0x20)
        case 0xc4, 0xc5:
            let index = Int(first - 0xc4) << 6 | low
            return (index < extended.count ? extended[index] : second, index & 1 == (index >= 0x39 && index <= 0x48 || index >= 0x79 ? 1 : 0))
        case 0xc8: return (low == 0x18 || low == 0x19 ? UInt8(ascii: "s") : low == 0x1a || low == 0x1b ? UInt8(ascii: "t") : second, low & 1 == 0)
        default: return (second, false)
        }
    }

    /// `4b`, `y7`, `yr9`, `10xa`; not `2nd`, `5pm`.
    static func isClass(_ folded: Span<UInt8>) -> Bool {
        var digits = 0
        while digits < folded.count, !isDigit(folded[digits]) { digits += 1 }
        var after = digits
        var number = 0
        while after < folded.count, isDigit(folded[after]) {
            number = min(number * 10 + Int(folded[after] & 0x0f), 1000)
            after += 1
        }
        guard (1...13).contains(number) else { return false }
        let rest = folded.count - after
        if digits == 1 && folded[0] == 0x79 || digits == 2 && folded[0] == 0x79 && folded[1] == 0x72 { return rest <= 2 }
        guard digits == 0, rest == 1 || rest == 2, isASCIILetter(folded[after]), rest == 1 || isASCIILetter(folded[after + 1]) else { return false }
        return !units.contains([folded[after], rest == 2 ? folded[after + 1] : 0])
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    /// What stands behind figures that are no class.
    private static let units: Set<[UInt8]> = Set(
        "st nd rd th am pm kg km cm mm ml gb mb kb g m k d p x s hr in ft".split(separator: " ").map { Array(($0 + "\0").utf8.prefix(2)) })
}
