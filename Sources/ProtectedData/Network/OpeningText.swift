internal import DocumentText

/// How a document begins, as a person would read it: what the encoder is asked about. Kept as the pieces pass, and bounded.
struct OpeningText {
    private(set) var bytes: [UInt8] = []
    /// More than the encoder reads of it, but for pages that are blanks for the most part.
    static let most = 1 << 15

    mutating func take(_ piece: DocumentPiece) {
        guard bytes.count < Self.most else { return }
        switch piece {
        case .part: beginLine()
        case .text(let text): append(text)
        case .row(let cells):
            beginLine()
            // Sheets have empty cells behind their rows.
            let filled = cells.prefix((cells.lastIndex { !$0.isEmpty } ?? -1) + 1)
            for (number, cell) in filled.enumerated() {
                if number > 0 { append(Self.bar) }
                append(cell)
            }
        case .property(let name, let value):
            // What a mail or a document is about is said there.
            guard let shown = ["subject": "Subject: ", "title": "Title: "][name.lowercased()] else { return }
            beginLine()
            append(Array(shown.utf8))
            append(value.prefix(400))
            beginLine()
        }
    }

    private static let bar = Array(" | ".utf8)

    private mutating func beginLine() {
        if let last = bytes.last, last != 0x0a { append([0x0a]) }
    }

    private mutating func append(_ text: some Collection<UInt8>) { bytes += text.prefix(max(0, Self.most - bytes.count)) }
}
