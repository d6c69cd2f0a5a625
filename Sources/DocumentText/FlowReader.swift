/// Running text with paragraphs and tables, as WordprocessingML, DrawingML, OpenDocument and HTML have it under different names.
struct FlowReader {
    struct Vocabulary {
        /// Elements that are paragraphs.
        var paragraphs: Set<String>
        var table: String
        var row: String
        var cells: Set<String>
        /// Elements that stand for white space.
        var tabs: Set<String> = []
        var breaks: Set<String> = []
        /// Elements whose contents are no text for readers.
        var skipped: Set<String> = []
        /// The only elements whose text counts; nil: all.
        var textElements: Set<String>?
        var collapsesSpace = false
    }

    private let words: Vocabulary
    private let extraction: Extraction
    private var skipping: (name: String, depth: Int)?
    private var textDepth = 0
    private var tableDepth = 0
    private var isInRow = false
    private var isInCell = false
    private var row: [[UInt8]] = []
    private var cell: [UInt8] = []
    private var rowSize = 0
    private static let cellLimit = 1 << 16

    init(_ words: Vocabulary, _ extraction: Extraction) { (self.words, self.extraction) = (words, extraction) }

    mutating func take(_ token: XMLTokenizer.Token) throws {
        switch token {
        case .start(let name, let isEmpty): try start(name, isEmpty)
        case .end(let name): try end(name)
        case .text(let bytes):
            if skipping == nil, words.textElements == nil || textDepth > 0 { try text(words.collapsesSpace ? Self.collapsed(bytes) : bytes) }
        }
    }

    /// Gives out what waits.
    mutating func finish() throws {
        try endRow()
        try extraction.endParagraph()
    }

    private mutating func start(_ name: String, _ isEmpty: Bool) throws {
        if let (skipped, depth) = skipping {
            if name == skipped, !isEmpty { skipping = (skipped, depth + 1) }
            return
        }
        if !isEmpty, words.textElements?.contains(name) == true { textDepth = min(textDepth + 1, 1 << 20) }
        if words.skipped.contains(name) {
            if !isEmpty { skipping = (name, 1) }
        } else if words.tabs.contains(name) {
            try text([0x09])
        } else if words.breaks.contains(name) {
            try text([0x0a])
        } else if name == words.table {
            if !isEmpty { tableDepth = min(tableDepth + 1, 1 << 20) }
            // What stands before a table within a cell stays with the cell; the inner rows are text there.
            if tableDepth == 1 { try extraction.endParagraph() }
        } else if name == words.row, tableDepth <= 1 {
            try endRow()
            isInRow = true
        } else if words.cells.contains(name), tableDepth <= 1 {
            try endCell()
            isInRow = true
            isInCell = !isEmpty
            if isEmpty, row.count < 1024 { row.append([]) }
        } else if words.cells.contains(name) {
            try text([0x09])
        } else if words.paragraphs.contains(name) {
            try endParagraph()
        }
    }

    private mutating func end(_ name: String) throws {
        if let (skipped, depth) = skipping {
            if name == skipped { skipping = depth > 1 ? (skipped, depth - 1) : nil }
            return
        }
        if words.textElements?.contains(name) == true { textDepth = max(0, textDepth - 1) }
        if name == words.table {
            if tableDepth <= 1 { try endRow() }
            tableDepth = max(0, tableDepth - 1)
        } else if name == words.row {
            if tableDepth <= 1 { try endRow() } else { try endParagraph() }
        } else if words.cells.contains(name), tableDepth <= 1 {
            try endCell()
        } else if words.paragraphs.contains(name) {
            try endParagraph()
        }
    }

    /// An empty cell again, as often as a spreadsheet says.
    mutating func repeatEmptyCell(_ count: Int) { for _ in 0..<min(count, 1024 - min(row.count, 1024)) { row.append([]) } }

    private mutating func text(_ bytes: [UInt8]) throws {
        guard isInCell else { return try extraction.text(bytes) }
        if cell.count + bytes.count > Self.cellLimit { try endCellPart() }
        cell += bytes
    }

    /// A cell that is a whole text: it is given in parts, each a row.
    private mutating func endCellPart() throws {
        row.append(cell)
        try extraction.row(row)
        (row, cell, rowSize) = ([], [], 0)
    }

    private mutating func endParagraph() throws {
        guard isInCell else { return try extraction.endParagraph() }
        if let last = cell.last, last != 0x0a { cell.append(0x0a) }
    }

    private mutating func endCell() throws {
        guard isInCell else { return }
        isInCell = false
        rowSize += cell.count
        row.append(cell.trimmed)
        cell = []
        if row.count >= 1024 || rowSize > Self.cellLimit {
            try extraction.row(row)
            (row, rowSize) = ([], 0)
        }
    }

    private mutating func endRow() throws {
        try endCell()
        if isInRow { try extraction.row(row) }
        (isInRow, row, rowSize) = (false, [], 0)
    }

    private static func collapsed(_ bytes: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        for byte in bytes {
            let isSpace = byte == 0x20 || (0x09...0x0d).contains(byte)
            if !isSpace { output.append(byte) } else if output.last != 0x20 { output.append(0x20) }
        }
        return output
    }
}
