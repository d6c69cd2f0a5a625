import DocumentText

/// Text as it lies on a page: lines whose columns stand beneath one another become rows.
struct LayoutText {
    private let extraction: Extraction
    private var line: [UInt8] = []
    /// Lines in columns that wait to be known as a table.
    private var block: [[Column]] = []
    private var blank = 0

    private struct Column {
        /// In letters from the left.
        let start: Int
        let end: Int
        let text: [UInt8]
    }

    private static let tableLines = 3
    private static let blockLines = 500
    private static let mostColumns = 256

    init(_ extraction: Extraction) { self.extraction = extraction }

    mutating func take(_ bytes: [UInt8]) throws {
        for byte in bytes {
            if byte == 0x0a || byte == 0x0c {
                try endLine()
            } else {
                line.append(byte)
                if line.count > 1 << 14 { try endLine() }
            }
        }
    }

    mutating func finish() throws {
        if !line.isEmpty { try endLine() }
        try endBlock()
    }

    private mutating func endLine() throws {
        defer { line.removeAll(keepingCapacity: true) }
        let columns = Self.columns(line)
        if columns.isEmpty {
            blank += 1
            return
        }
        // What has more columns than any table that people make is none, and would take long to put in order.
        let isRow = (3...Self.mostColumns).contains(columns.count)
        if !isRow || blank > 2 { try endBlock() }
        blank = 0
        if isRow {
            block.append(columns)
            if block.count >= Self.blockLines { try endBlock() }
        } else {
            try give(columns)
        }
    }

    private mutating func endBlock() throws {
        defer { block = [] }
        guard block.count >= Self.tableLines else {
            for columns in block { try give(columns) }
            return
        }
        // The line with the most columns says where they are.
        let model = block.max { $0.count < $1.count } ?? []
        for columns in block {
            var row = [[UInt8]](repeating: [], count: model.count)
            for column in columns {
                let middle = (column.start + column.end) / 2
                let place =
                    model.indices.first { model[$0].start <= column.end && column.start <= model[$0].end }
                    ?? model.indices.min { abs((model[$0].start + model[$0].end) / 2 - middle) < abs((model[$1].start + model[$1].end) / 2 - middle) }
                    ?? 0
                row[place] += row[place].isEmpty ? column.text : [0x20] + column.text
            }
            try extraction.row(row)
        }
    }

    private func give(_ columns: [Column]) throws {
        for (i, column) in columns.enumerated() { try extraction.text(i == 0 ? column.text : [0x20, 0x20] + column.text) }
        try extraction.endParagraph()
    }

    /// What two spaces or more stand between.
    private static func columns(_ line: [UInt8]) -> [Column] {
        var (columns, text, start, place, spaces): ([Column], [UInt8], Int, Int, Int) = ([], [], 0, 0, 0)
        for byte in line where byte != 0x0d {
            if byte == 0x20 {
                spaces += 1
            } else {
                if spaces > 1, !text.isEmpty {
                    columns.append(Column(start: start, end: place - spaces, text: text))
                    text = []
                }
                if text.isEmpty { start = place } else if spaces == 1 { text.append(0x20) }
                spaces = 0
                text.append(byte)
            }
            // Bytes that go on with a letter take no room.
            if byte & 0xc0 != 0x80 { place += 1 }
        }
        if !text.isEmpty { columns.append(Column(start: start, end: place - spaces, text: text)) }
        return columns
    }
}
