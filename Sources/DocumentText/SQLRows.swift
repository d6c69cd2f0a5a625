/// The rows of the statement at hand, cell by cell, below the columns that its table has.
struct SQLRows {
    private let extraction: Extraction
    private var columns = SQLColumns()
    /// Told before the first row, if it fits.
    private var header: SQLColumns.Header?
    private var row: [[UInt8]] = []
    private var size = 0
    private var value: [UInt8] = []
    private(set) var isOpen = false
    /// Whether a comma stands behind the last row.
    private(set) var expectsMore = true
    private var isEscaped = false
    /// Of parentheses within a value: `CAST(N'2015-01-11' AS date)`.
    private var depth = 0
    /// Whether something in quotation marks is in the value: of what a function is applied to that counts, and not the name of a type.
    private var hasString = false
    private var takesWord = false
    private var needsBlank = false
    /// Bytes of headers, and of rows: headers are no way to make much of little.
    private var (told, given) = (0, 0)
    private static let limit = 1 << 16

    init(_ extraction: Extraction) { self.extraction = extraction }

    /// Hears of a statement that is no insertion.
    mutating func note(_ statement: [UInt8]) {
        columns.note(statement)
        forgetHeader()
    }

    /// Something was told in between, and a header has to be told again.
    mutating func forgetHeader() { columns.forget() }

    /// Rows of this insertion come.
    mutating func begin(_ statement: [UInt8]) throws {
        (row, size, value, isOpen, depth, expectsMore, hasString) = ([], 0, [], false, 0, true, false)
        switch columns.told(by: statement) {
        case .same: header = nil
        case .header(let header): self.header = header
        case .unknown:
            header = nil
            try extraction.text(statement)
            try extraction.endParagraph()
        }
    }

    mutating func finish(isCopy: Bool) throws {
        if isCopy, !value.isEmpty { _ = try takeInCopy(0x0a) }
        if isOpen || !value.isEmpty || !row.isEmpty { try endRow() }
    }

    mutating func open() {
        if isOpen { depth += 1 }
        isOpen = true
    }

    mutating func close() throws {
        if depth > 0 { depth -= 1 } else if isOpen { try endRow() }
    }

    mutating func separate() throws {
        if depth > 0 { needsBlank = true } else if isOpen { try endCell() } else { expectsMore = true }
    }

    mutating func beginString() {
        if !hasString { value = [] } else if needsBlank { value.append(0x20) }
        (hasString, needsBlank) = (true, false)
    }

    mutating func doubled(_ quote: UInt8) throws { if !value.isEmpty { try append(quote) } else { hasString = true } }

    /// - Returns: whether the string is over.
    mutating func takeInString(_ byte: UInt8, _ quote: UInt8) throws -> Bool {
        if isEscaped {
            isEscaped = false
            try append(byte == 0x6e ? 0x0a : byte == 0x74 ? 0x09 : byte == 0x72 ? 0x20 : byte)
        } else if byte == 0x5c {
            isEscaped = true
        } else if byte == quote {
            return true
        } else {
            try append(byte)
        }
        return false
    }

    mutating func takeFirstOfWord(_ byte: UInt8) throws {
        takesWord = depth == 0 || value.isEmpty
        try takeInWord(byte)
    }

    mutating func takeInWord(_ byte: UInt8) throws { if takesWord { try append(byte) } }

    mutating func endWord(isFunction: Bool) {
        if isFunction, takesWord, !hasString { value = [] }
        takesWord = false
    }

    /// - Returns: whether that was the end of the data.
    mutating func takeInCopy(_ byte: UInt8) throws -> Bool {
        switch byte {
        case 0x0a:
            if row.isEmpty, value == [0x5c, 0x2e] {
                value = []
                return true
            }
            if !(row.isEmpty && value.isEmpty) { try endRow() }
        case 0x09: try endCell()
        case 0x0d: break
        default: try append(byte)
        }
        return false
    }

    private mutating func append(_ byte: UInt8) throws {
        if value.count >= Self.limit { try endCell() }
        value.append(byte)
    }

    private mutating func endCell() throws {
        if size > Self.limit || row.count >= 1024 {
            try give()
            (row, size) = ([], 0)
        }
        size += value.count
        // NULL, in dumps of either kind.
        row.append(value == .init("NULL") || value == .init("\\N") ? [] : value)
        (value, hasString, needsBlank) = ([], false, false)
    }

    private mutating func endRow() throws {
        try endCell()
        try give()
        (row, size, isOpen, depth, expectsMore) = ([], 0, false, 0, false)
    }

    private mutating func give() throws {
        if let header {
            let bytes = header.columns.reduce(0) { $0 + $1.count + 1 }
            if header.isOfStatement || header.columns.count == row.count, told + bytes <= 4 * given + Self.limit {
                told += bytes
                try extraction.row(header.columns)
            }
            self.header = nil
        }
        given += size + row.count
        try extraction.row(row)
    }
}
