/// Lines that were broken to fit a page or a mail, as running text again: a name at the end of one and what is said of it in the next belong together.
///
/// A line goes on in the next one if the next one's first word had no room in it, as wide as the lines around it are. Lines of a list can be as long as each
/// other; so of full lines that follow each other one at least has to go on in lower case.
struct WrappedLines {
    /// In characters. Shorter ones are lines of an address or a form, longer ones are paragraphs of programs that do not break lines.
    private static let widths = 40...200
    /// How many lines before and behind say how wide the text is.
    private static let around = 4

    /// What stands between the last word of a line and the first of the line that goes on, in bytes of the text.
    private(set) var breaks: [Range<Int>] = []

    /// - Parameter text: UTF-8.
    init(_ text: [UInt8]) {
        var lines: [TextLine] = []
        var start = 0
        while start < text.count {
            let end = Bytes.first(0x0a, in: text, start..<text.count) ?? text.count
            let line = TextLine(text, start..<end)
            if line.words.isEmpty {
                join(lines)
                lines.removeAll(keepingCapacity: true)
            } else {
                lines.append(line)
            }
            start = end + 1
        }
        join(lines)
    }

    /// The text with one blank in place of each break.
    func joined(_ text: [UInt8]) -> [UInt8] {
        guard !breaks.isEmpty else { return text }
        var output: [UInt8] = []
        output.reserveCapacity(text.count)
        var start = 0
        for gap in breaks {
            output += text[start..<gap.lowerBound]
            output.append(0x20)
            start = gap.upperBound
        }
        output += text[start...]
        return output
    }

    /// The text with as many blanks, so that every word stands where it stood.
    func blanked(_ text: [UInt8]) -> [UInt8] {
        var output = text
        for gap in breaks { for place in gap { output[place] = 0x20 } }
        return output
    }

    /// Of lines without an empty one between.
    private mutating func join(_ lines: [TextLine]) {
        var run = 0
        for next in lines.indices {
            let isLast = next + 1 == lines.count
            if isLast || !Self.goesOn(lines, next) {
                join(run: lines[run...next])
                run = next + 1
            }
        }
    }

    /// Of lines that are full, but for the last one.
    private mutating func join(run: ArraySlice<TextLine>) {
        guard run.dropFirst().contains(where: \.beginsSmall) else { return }
        for (line, next) in zip(run, run.dropFirst()) { breaks.append(line.words.upperBound..<next.words.lowerBound) }
    }

    private static func goesOn(_ lines: [TextLine], _ number: Int) -> Bool {
        let (line, next) = (lines[number], lines[number + 1])
        guard line.isText, next.isText, line.depth == next.depth, !next.beginsItem, line.width >= widths.lowerBound else { return false }
        let width = lines[max(0, number - around)...min(lines.count - 1, number + around)].reduce(0) { max($0, $1.width) }
        // Letters are not all as wide as each other.
        return width <= widths.upperBound && line.width + 1 + next.firstWord > width - width / 8
    }
}
