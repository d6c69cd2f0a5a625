/// What of a policy a finder reads on the outside of a vault: plain ASCII, because any viewer has to show it,
/// and so short that it fits in the header's 1,000 bytes with everything else that stands there.
public enum FinderText {
    /// Bytes of the organisation's name.
    public static let maximumOrganisation = 80
    /// Bytes of what a finder is asked to do, after it was broken into lines.
    public static let maximumContact = 400
    /// Characters of a line.
    public static let lineWidth = 76

    /// The first character that is not printable ASCII.
    static func foreignCharacter(in text: String) -> Unicode.Scalar? {
        text.unicodeScalars.first { !(0x20...0x7e).contains($0.value) }
    }

    /// `text` in lines of at most `lineWidth`, broken at spaces where there are any.
    static func lines(_ text: String) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { paragraph -> [String] in
            var lines: [String] = []
            var line = ""
            for word in paragraph.split(separator: " ").flatMap(pieces) {
                if !line.isEmpty, line.utf8.count + 1 + word.utf8.count > lineWidth {
                    lines.append(line)
                    line = ""
                }
                line += line.isEmpty ? word : " " + word
            }
            return lines + [line]
        }
    }

    /// A word that is longer than a line, in lines.
    private static func pieces(_ word: Substring) -> [String] {
        var rest = word
        var pieces: [String] = []
        while !rest.isEmpty {
            pieces.append(String(rest.prefix(lineWidth)))
            rest = rest.dropFirst(lineWidth)
        }
        return pieces
    }
}
