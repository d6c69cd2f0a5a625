/// Whether a text is a table with a separator between its cells, and which.
enum DelimitedShape {
    /// - Parameter head: the beginning of the text, in UTF-8; its last line may be cut.
    static func separator(of head: [UInt8], isWhole: Bool) -> UInt8? {
        [UInt8(ascii: "\t"), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "|")].first { isTable(head, $0, isWhole) }
    }

    /// Rows that are looked at.
    private static let enough = 60

    private static func isTable(_ head: [UInt8], _ separator: UInt8, _ isWhole: Bool) -> Bool {
        guard head.contains(separator) else { return false }
        var measure = RowMeasure(separator: separator)
        var widths: [Int: Int] = [:]
        var (rows, spaced, cells, bytes) = (0, 0, 0, 0)
        func look(_ row: RowMeasure.Row) {
            guard row.bytes > 0 else { return }
            rows += 1
            widths[row.cells, default: 0] += 1
            cells += row.cells
            bytes += row.bytes
            spaced += row.spaced
        }
        var position = 0
        // Nothing is learnt from what follows the last row that counts.
        while position < head.count, rows < enough {
            if let row = measure.take(head[position]) { look(row) }
            position += 1
        }
        if isWhole, rows < enough, let row = measure.finish() { look(row) }
        guard let (width, count) = widths.filter({ $0.key > 1 }).max(by: { ($0.value, $0.key) < ($1.value, $1.key) }) else { return false }
        let gaps = cells - rows
        guard rows >= 2, count * 10 >= rows * 6, spaced * 2 <= gaps || separator == UInt8(ascii: "|") else { return false }
        // Two columns are found in letters and lists as well: many rows, and short cells.
        return width > 2 || (count >= 4 && count * 10 >= rows * 9 && bytes < cells * 60)
    }
}

/// What `RowSplitter` would make of a text, without its cells: how wide the rows are.
struct RowMeasure {
    struct Row: Equatable {
        var cells = 1
        var bytes = 0
        /// Cells that begin with a space, but for the first: where a sentence has a comma a space follows.
        var spaced = 0
    }

    private let separator: UInt8
    private var row = Row()
    private var cellBytes = 0
    private enum State { case start, plain, quoted, afterQuote }
    private var state = State.start
    private var afterReturn = false

    init(separator: UInt8) { self.separator = separator }

    /// - Returns: the row that ends with or before `byte`.
    mutating func take(_ byte: UInt8) -> Row? {
        if afterReturn {
            afterReturn = false
            if byte == 0x0a { return nil }
        }
        if state == .quoted {
            guard byte == 0x22 else { return append(byte) }
            state = .afterQuote
            return nil
        }
        if byte == separator {
            state = .start
            if row.cells < RowSplitter.maximumCells {
                row.cells += 1
                cellBytes = 0
            } else {
                count(0x20)
            }
            return nil
        }
        if byte == 0x0a || byte == 0x0d {
            afterReturn = byte == 0x0d
            return end()
        }
        if byte == 0x22, state == .start {
            state = .quoted
            return nil
        }
        let next = byte == 0x22 && state == .afterQuote ? State.quoted : .plain
        defer { state = next }
        return append(byte)
    }

    mutating func finish() -> Row? { row == Row() ? nil : end() }

    private mutating func append(_ byte: UInt8) -> Row? {
        let full = row.bytes >= RowSplitter.maximumBytes ? end() : nil
        count(byte)
        return full
    }

    private mutating func count(_ byte: UInt8) {
        if cellBytes == 0, row.cells > 1, byte == 0x20 { row.spaced += 1 }
        cellBytes += 1
        row.bytes += 1
    }

    private mutating func end() -> Row {
        defer { (row, cellBytes, state) = (Row(), 0, .start) }
        return row
    }
}
