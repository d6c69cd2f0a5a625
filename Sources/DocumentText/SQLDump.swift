/// Dumps of databases: `INSERT INTO t (a, b) VALUES (1, 'x'), (2, 'y');` and PostgreSQL's `COPY t (a, b) FROM stdin;` become rows; the rest is text.
extension Extraction {
    /// - Parameter stream: UTF-8.
    func readSQLDump(_ stream: any ByteStream) throws {
        var reader = SQLDumpReader(self)
        while let chunk = try stream.next() { for byte in chunk { try reader.take(byte) } }
        try reader.finish()
    }
}

/// A machine that takes a dump byte by byte.
struct SQLDumpReader {
    private enum State: Equatable {
        case statement, lineComment, blockComment
        case quoted(UInt8)
        case values
        case string(UInt8)
        case scalar, copy
    }

    private let extraction: Extraction
    private var state = State.statement
    /// The statement so far, as far as it tells what to do: up to 64 KiB.
    private var statement: [UInt8] = []
    private var last: UInt8 = 0
    private var row: [[UInt8]] = []
    private var value: [UInt8] = []
    private var isInTuple = false
    private var isEscaped = false
    private var columns = SQLColumns()
    /// Of parentheses within a value: `CAST(N'2015-01-11' AS date)`.
    private var depth = 0
    /// Whether the value is, or has in it, what stood in quotation marks: of a function's arguments that counts.
    private var hasString = false
    /// Whether the word that is being read is taken for a value.
    private var takesScalar = false
    private var rowSize = 0
    private static let limit = 1 << 16

    init(_ extraction: Extraction) { self.extraction = extraction }

    mutating func take(_ byte: UInt8) throws {
        defer { last = byte }
        switch state {
        case .statement: try inStatement(byte)
        case .lineComment:
            statement.append(byte)
            if byte == 0x0a || statement.count > Self.limit {
                try giveStatement()
                if byte == 0x0a { state = .statement }
            }
        case .blockComment:
            try keep(byte)
            if byte == 0x2f, last == 0x2a { state = .statement }
        case .quoted(let quote):
            try keep(byte)
            if byte == quote { state = .statement }
        case .values: try inValues(byte)
        case .string(let quote):
            if isEscaped {
                isEscaped = false
                try append(byte == 0x6e ? 0x0a : byte == 0x74 ? 0x09 : byte == 0x72 ? 0x20 : byte)
            } else if byte == 0x5c {
                isEscaped = true
            } else if byte == quote {
                state = .values
            } else {
                try append(byte)
            }
        case .scalar:
            // What kind of string it is: N'…', E'…', _utf8'…'.
            if byte == 0x27 {
                beginString(byte)
            } else if byte == 0x28 {
                // It was the name of a function, or of a type.
                if takesScalar { value = [] }
                (depth, state) = (depth + 1, .values)
            } else if byte == 0x2c || byte == 0x29 || byte == 0x3b || byte == 0x20 || byte == 0x0a {
                state = .values
                try inValues(byte)
            } else if takesScalar {
                try append(byte)
            }
        case .copy: try inCopy(byte)
        }
    }

    mutating func finish() throws {
        if state == .copy, !value.isEmpty { try inCopy(0x0a) }
        if isInTuple || !value.isEmpty { try endRow() }
        try giveStatement()
    }

    private mutating func inStatement(_ byte: UInt8) throws {
        if byte == 0x2d, last == 0x2d || byte == 0x23 && statement.isEmpty { state = .lineComment }
        if byte == 0x2a, last == 0x2f { state = .blockComment }
        if byte == 0x27 || byte == 0x22 || byte == 0x60 { state = .quoted(byte) }
        try keep(byte)
        if byte == 0x0a, endsBatch { try giveStatement() }
        if byte == 0x28 || byte == 0x20 || byte == 0x0a, statement.count < 1 << 14, isInsert {
            try giveColumns()
            state = .values
            if byte == 0x28 { try inValues(byte) }
        } else if byte == 0x3b {
            let low = statement.lowercased
            if low.trimmed.starts("copy "), low.contains(text: "from stdin") {
                try giveColumns()
                (state, value) = (.copy, [])
            } else {
                try giveStatement()
            }
        }
    }

    /// A line with nothing but GO, which ends statements of SQL Server.
    private var endsBatch: Bool {
        statement.suffix(5).split(separator: 0x0a, omittingEmptySubsequences: false).dropLast().last.map { $0.trimmed.lowercased == .init("go") }
            ?? false
    }

    /// `… VALUES` stands before here.
    private var isInsert: Bool {
        let word = statement.suffix(8).lowercased
        guard let end = word.lastIndex(of: 0x73), word[..<(end + 1)].suffix(6) == StaticString("values").bytes[...] else { return false }
        let low = statement.lowercased
        return low.contains(text: "insert ") || low.contains(text: "replace ")
    }

    private mutating func inValues(_ byte: UInt8) throws {
        switch byte {
        case 0x28:
            if isInTuple { depth += 1 }
            isInTuple = true
        case 0x29:
            if depth > 0 { depth -= 1 } else if isInTuple { try endRow() }
        case 0x2c: if isInTuple, depth == 0 { try endCell() }
        case 0x3b: if !isInTuple { state = .statement } else { try append(byte) }
        case 0x27, 0x22:
            // Two quotation marks are one.
            if last == byte, !value.isEmpty { try append(byte) }
            beginString(byte)
        case 0x20, 0x09...0x0d: break
        default:
            if isInTuple {
                // Of a function only what it is applied to: not the type of CAST.
                takesScalar = depth == 0 || value.isEmpty
                if takesScalar { try append(byte) }
                state = .scalar
            } else if last == 0x0a || last == 0x0d {
                // Not every statement ends with a semicolon.
                state = .statement
                try inStatement(byte)
            }
        }
    }

    private mutating func beginString(_ quote: UInt8) {
        if !hasString { value = [] }
        (hasString, state) = (true, .string(quote))
    }

    private mutating func inCopy(_ byte: UInt8) throws {
        switch byte {
        case 0x0a:
            if row.isEmpty, value == [0x5c, 0x2e] {
                (state, value) = (.statement, [])
            } else if !(row.isEmpty && value.isEmpty) {
                try endRow()
            }
        case 0x09: try endCell()
        case 0x0d: break
        default: try append(byte)
        }
    }

    private mutating func append(_ byte: UInt8) throws {
        if value.count >= Self.limit { try endCell() }
        value.append(byte)
    }

    private mutating func endCell() throws {
        if rowSize > Self.limit || row.count >= 1024 {
            try extraction.row(row)
            (row, rowSize) = ([], 0)
        }
        rowSize += value.count
        // NULL, in dumps of either kind.
        row.append(value == .init("NULL") || value == .init("\\N") ? [] : value)
        (value, hasString) = ([], false)
    }

    private mutating func endRow() throws {
        try endCell()
        try extraction.row(row)
        (row, rowSize, isInTuple, depth) = ([], 0, false, 0)
    }

    private mutating func keep(_ byte: UInt8) throws {
        statement.append(byte)
        if statement.count > Self.limit { try giveStatement() }
    }

    private mutating func giveStatement() throws {
        defer { statement = [] }
        columns.note(statement)
        // Nothing that anybody reads, and it would part rows that belong together.
        let text = statement.trimmed
        if text.isEmpty || text.lowercased == .init("go") { return }
        try extraction.text(statement)
        try extraction.endParagraph()
    }

    private mutating func giveColumns() throws {
        defer { statement = [] }
        if let names = columns.told(by: statement) { try extraction.row(names) }
    }
}
