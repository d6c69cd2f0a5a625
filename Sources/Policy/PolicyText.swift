/// The text of a policy, and what is refused before a parser sees it: what would cost it time, memory or stack.
struct PolicyText {
    /// Bytes of a policy file. Seven recovery keys as text are 2 KB.
    static let maximumSize = 65536
    /// Every level of nesting needs a bracket, or a column of indentation: these two bound the depth.
    static let maximumBrackets = 100
    static let maximumIndentation = 100

    let text: String

    init(_ bytes: [UInt8]) throws(InvalidPolicy) {
        guard bytes.count <= Self.maximumSize
        else { throw InvalidPolicy([PolicyProblem(Position(line: 1, column: 1), "the file is larger than 65,536 bytes")]) }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw InvalidPolicy([PolicyProblem(Self.firstMalformed(bytes), "this is not valid UTF-8", hint: "save the file as UTF-8")])
        }
        self.text = text
        if let problem = problem() { throw InvalidPolicy([problem]) }
    }

    private func problem() -> PolicyProblem? {
        var (brackets, inIndentation) = (0, true)
        var previous: Unicode.Scalar = "\n"
        for (scalar, position, next) in located {
            if position.column == 1 { inIndentation = true }
            if !" -?:".unicodeScalars.contains(scalar) { inIndentation = false }
            if inIndentation, position.column > Self.maximumIndentation { return PolicyProblem(position, "this is indented too far") }
            if scalar == "[" || scalar == "{" {
                brackets += 1
                if brackets > Self.maximumBrackets { return PolicyProblem(position, "there are too many brackets") }
            }
            // An anchor is '&' and a letter, and never stands right behind a letter. Without anchors no alias means anything.
            if scalar == "&", let next, Self.isWord(next), !Self.isWord(previous) {
                return PolicyProblem(
                    position, "'&' before a word is an anchor, which policies do not have", hint: "write 'and', or a space behind '&'")
            }
            previous = scalar
        }
        return nil
    }

    private var located: some Sequence<(Unicode.Scalar, Position, Unicode.Scalar?)> {
        let scalars = text.unicodeScalars
        var (line, column) = (1, 0)
        return zip(scalars, scalars.dropFirst().map(Optional.some) + [nil]).lazy.map { scalar, next in
            column += 1
            let position = Position(line: line, column: column)
            if Self.isBreak(scalar, before: next) { (line, column) = (line + 1, 0) }
            return (scalar, position, next)
        }
    }

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        ["a"..."z", "A"..."Z", "0"..."9", "_"..."_", "-"..."-"].contains { (range: ClosedRange<Unicode.Scalar>) in range.contains(scalar) }
    }

    /// What YAML 1.1 counts as the end of a line.
    private static func isBreak(_ scalar: Unicode.Scalar, before next: Unicode.Scalar?) -> Bool {
        ["\n", "\u{85}", "\u{2028}", "\u{2029}"].contains(scalar) || (scalar == "\r" && next != "\n")
    }

    private static func firstMalformed(_ bytes: [UInt8]) -> Position {
        var (line, column) = (1, 1)
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        while case .scalarValue(let scalar) = decoder.decode(&iterator) {
            (line, column) = scalar == "\n" ? (line + 1, 1) : (line, column + 1)
        }
        return Position(line: line, column: column)
    }
}
