/// A line of a text as a person sees it: how wide it is, how it begins, and whether it is running text.
struct TextLine {
    /// Without the white space around it, and without marks of quoted mail.
    private(set) var words: Range<Int>
    /// In characters, with what stands before it.
    private(set) var width = 0
    /// How many marks of quoted mail it has.
    private(set) var depth = 0
    /// In characters, of its first word.
    private(set) var firstWord = 0
    /// Whether nothing in it stands in columns.
    private(set) var isText = true
    /// In lower case, as a line that goes on does.
    private(set) var beginsSmall = false
    /// Whether it is an item of a list.
    private(set) var beginsItem = false

    /// - Parameter whole: the line's bytes in `text`, which is UTF-8.
    init(_ text: [UInt8], _ whole: Range<Int>) {
        var (start, end) = (whole.lowerBound, whole.upperBound)
        while start < end, Self.isBlank(text[start]) || text[start] == UInt8(ascii: ">") {
            if text[start] == UInt8(ascii: ">") { depth += 1 }
            start += 1
        }
        while start < end, Self.isBlank(text[end - 1]) { end -= 1 }
        words = start..<end
        guard start < end else { return }
        width = start - whole.lowerBound
        measure(text)
        beginsSmall = Self.beginsSmall(text[words])
        beginsItem = Self.beginsItem(text[words])
    }

    private mutating func measure(_ text: [UInt8]) {
        var isFirst = true
        for place in words where text[place] & 0xc0 != 0x80 {
            width += 1
            if Self.isBlank(text[place]) {
                isFirst = false
                if text[place] == 0x09 || (text[place - 1] == 0x20 && !Self.endsSentence(text[words.lowerBound..<place - 1])) { isText = false }
            } else if isFirst {
                firstWord += 1
            }
        }
    }

    /// Behind a full stop many people type two spaces.
    private static func endsSentence(_ words: ArraySlice<UInt8>) -> Bool { words.last == 0x2e || words.last == 0x21 || words.last == 0x3f }

    private static func beginsSmall(_ line: ArraySlice<UInt8>) -> Bool {
        guard let first = line.first, let second = line.dropFirst().first else { return false }
        return (0x61...0x7a).contains(first) || ((0xc3...0xc5).contains(first) && !Letters.fold(first, second).isCapital)
    }

    /// `- `, `* `, `• `, `3. `, `1.1 `, `b) `, `(iv) `, `Mum: `. A capital with a full stop is an initial: the surname follows.
    private static func beginsItem(_ line: ArraySlice<UInt8>) -> Bool {
        guard let first = line.first else { return false }
        let begin = line.prefix(24)
        if (0x41...0x5a).contains(first), let colon = begin.firstIndex(of: UInt8(ascii: ":")), begin[colon...].dropFirst().first == 0x20 {
            return true
        }
        guard let blank = line.prefix(7).firstIndex(of: 0x20), let last = line[..<blank].last else { return false }
        let mark = line[..<blank]
        switch last {
        case UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "+"): return mark.count == 1
        case UInt8(ascii: ")"): return mark.count < 4 || first == UInt8(ascii: "(")
        default:
            return (first == 0xe2 || first == 0xc2) && mark.count < 4
                || isNumber(first) && mark.contains(0x2e) && mark.allSatisfy { $0 == 0x2e || isNumber($0) }
        }
    }

    private static func isNumber(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0d }
}
