internal import DocumentText

/// How a document begins, as a person would read it: some ten pages, of which the encoder reads what is telling. Kept as the pieces pass, and bounded.
struct OpeningText {
    private(set) var bytes: [UInt8] = []
    /// Whether that is all of the document's text.
    private(set) var isWhole = true
    static let most = 1 << 15

    mutating func take(_ piece: DocumentPiece) {
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
            beginLine()
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
        if let last = bytes.last, last != 0x0a, bytes.count < Self.most { bytes.append(0x0a) }
    }

    private mutating func append(_ text: some Collection<UInt8>) {
        let room = Self.most - bytes.count
        // In one place, so that it can be wiped.
        if bytes.isEmpty, !text.isEmpty { bytes.reserveCapacity(Self.most) }
        if text.count > room { isWhole = false }
        bytes += text.prefix(max(0, room))
    }

    /// They are somebody's words.
    mutating func wipe() { for i in bytes.indices { bytes[i] = 0 } }
}
