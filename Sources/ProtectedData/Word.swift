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
    private var folded: [UInt8] = []

    init() { folded.reserveCapacity(64) }

    static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return hash == 0 ? 1 : hash
    }

    /// Appends the words of `text` within `range`; the first gets the gap `first`.
    mutating func cut(_ text: [UInt8], _ range: Range<Int>, first: Word.Gap = .line, into words: inout [Word]) {
        var position = range.lowerBound
        var gap = first
        while position < range.upperBound {
            let byte = text[position]
            if Letters.isASCIIWord(byte) || Letters.isForeignLetter(text, position, range.upperBound) {
                words.append(word(text, &position, range.upperBound, gap))
                gap = .space
                continue
            }
            switch byte {
            case 0x0a, 0x0d: gap = .line
            case 0x2e, 0x21, 0x3f:
                if gap != .line, Self.endsSentence(text, position, range.upperBound) { gap = .sentence } else if gap == .space { gap = .other }
            case 0x2c, 0x09: if gap == .space { gap = .comma }
            case 0x20, 0x2d: break
            default: if gap == .space { gap = .other }
            }
            position += 1
        }
    }

    /// A full stop ends a sentence before a space, not within `3.5` and not behind a single capital.
    private static func endsSentence(_ text: [UInt8], _ position: Int, _ end: Int) -> Bool {
        guard
            position + 1 >= end || text[position + 1] == 0x20 || text[position + 1] == 0x22 || text[position + 1] == 0x29
                || text[position + 1] >= 0x80
        else { return false }
        guard text[position] == 0x2e, position >= 1, (0x41...0x5a).contains(text[position - 1]) else { return true }
        return position >= 2 && Letters.isASCIIWord(text[position - 2])
    }

    private mutating func word(_ text: [UInt8], _ position: inout Int, _ end: Int, _ gap: Word.Gap) -> Word {
        let start = position
        folded.removeAll(keepingCapacity: true)
        var (capitals, lower, digits) = (0, 0, 0)
        var firstIsCapital = false
        while position < end {
            let byte = text[position]
            if byte < 0x80 {
                if Letters.isASCIIWord(byte) {
                    if byte <= 0x39 {
                        digits += 1
                    } else if byte <= 0x5a {
                        if position == start { firstIsCapital = true }
                        capitals += 1
                    } else {
                        lower += 1
                    }
                    if folded.count < 48 { folded.append(byte <= 0x5a && byte >= 0x41 ? byte | 0x20 : byte) }
                    position += 1
                } else if byte == 0x27, position + 1 < end, position > start, Letters.isASCIILetter(text[position + 1]) {
                    if folded.count < 48 { folded.append(0x27) }
                    position += 1
                } else {
                    break
                }
            } else if Letters.isApostrophe(text, position, end) {
                guard position > start, position + 3 < end, Letters.isASCIILetter(text[position + 3]) else { break }
                if folded.count < 48 { folded.append(0x27) }
                position += 3
            } else if Letters.isForeignLetter(text, position, end) {
                let (letter, isCapital) = Letters.fold(text[position], text[position + 1])
                if isCapital {
                    if position == start { firstIsCapital = true }
                    capitals += 1
                } else {
                    lower += 1
                }
                if folded.count < 48 { folded.append(letter) }
                position += 1
                while position < end, text[position] & 0xc0 == 0x80 { position += 1 }
            } else {
                break
            }
        }
        let isNumber = capitals + lower == 0
        let exact = Self.hash(folded)
        return Word(
            range: start..<position, exact: exact, stem: isNumber ? Word.numberStem : Stem.hash(folded) ^ Word.stemMark, before: gap,
            isCapitalised: firstIsCapital, isCapitals: capitals >= 2 && lower == 0 && digits == 0, isNumber: isNumber,
            isClass: digits > 0 && Letters.isClass(folded))
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
    static func isForeignLetter(_ text: [UInt8], _ position: Int, _ end: Int) -> Bool {
        let lead = text[position]
        guard lead >= 0xc3, position + 1 < end, lead < 0xf0 else { return false }
        if lead == 0xe2 || lead == 0xef { return false }
        return true
    }

    /// U+2019.
    static func isApostrophe(_ text: [UInt8], _ position: Int, _ end: Int) -> Bool {
        text[position] == 0xe2 && position + 2 < end && text[position + 1] == 0x80 && text[position + 2] == 0x99
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
    static func isClass(_ folded: [UInt8]) -> Bool {
        let text = String(decoding: folded, as: UTF8.self)
        let digits = text.drop { !$0.isNumber }.prefix { $0.isNumber }
        guard let number = Int(digits), (1...13).contains(number) else { return false }
        let before = text.prefix { !$0.isNumber }
        let after = text.dropFirst(before.count + digits.count)
        if before == "y" || before == "yr" { return after.count <= 2 }
        guard before.isEmpty, (1...2).contains(after.count), after.allSatisfy(\.isLetter) else { return false }
        return ![
            "st", "nd", "rd", "th", "am", "pm", "kg", "km", "cm", "mm", "ml", "gb", "mb", "kb", "g", "m", "k", "d", "p", "x", "s", "hr", "in", "ft",
        ].contains(String(after))
    }
}

/// A light stemmer: enough that "refuses", "refused" and "refusing" meet.
enum Stem {
    static func hash(_ folded: [UInt8]) -> UInt64 {
        let (kept, mark) = length(folded)
        return WordCutter.hash(folded[..<kept]) &+ mark
    }

    /// Whether the first `count` letters of `word`, at least `least`, end in `suffix`.
    private static func ends(_ word: [UInt8], _ count: Int, _ suffix: StaticString, _ least: Int) -> Bool {
        let size = suffix.utf8CodeUnitCount
        guard count >= least, count > size else { return false }
        for i in 0..<size where unsafe word[count - size + i] != suffix.utf8Start[i] { return false }
        return true
    }

    /// How many letters are kept, and whether a `y` stands for what was dropped.
    private static func length(_ word: [UInt8]) -> (kept: Int, mark: UInt64) {
        var count = word.count
        if ends(word, count, "'s", 3) { count -= 2 }
        if ends(word, count, "ies", 5) || ends(word, count, "ied", 5) { return (count - 3, 1) }
        if ends(word, count, "y", 4) { return (count - 1, 1) }
        if ends(word, count, "sses", 6) || ends(word, count, "shes", 6) || ends(word, count, "ches", 6) {
            count -= 2
        } else if ends(word, count, "s", 4), !ends(word, count, "ss", 4), !ends(word, count, "us", 4), !ends(word, count, "is", 4) {
            count -= 1
        }
        var cut = false
        if ends(word, count, "ing", 6) {
            count -= 3
            cut = true
        } else if ends(word, count, "ed", 5) {
            count -= 2
            cut = true
        }
        if cut, count > 3, word[count - 1] == word[count - 2], word[count - 1] != UInt8(ascii: "l"), word[count - 1] != UInt8(ascii: "s") {
            count -= 1
        }
        if count > 3, word[count - 1] == UInt8(ascii: "e") { count -= 1 }
        return (count, 0)
    }
}
