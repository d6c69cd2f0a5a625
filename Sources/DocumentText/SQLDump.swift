/// Dumps of databases: `INSERT INTO t (a, b) VALUES (1, 'x'), (2, 'y');` and PostgreSQL's `COPY t (a, b) FROM stdin;` become rows; the rest is text.
extension Extraction {
    /// - Parameter stream: UTF-8.
    func readSQLDump(_ stream: any ByteStream) throws {
        var reader = SQLDumpReader(self)
        while let chunk = try stream.next() { for byte in chunk { try reader.take(byte) } }
        try reader.finish()
    }
}

/// A machine that takes a dump byte by byte. Whatever is neither a header nor a row is given as text: much that looks like a statement is none.
struct SQLDumpReader {
    private enum State: Equatable {
        case statement
        case quoted(UInt8)
        /// Behind VALUES: rows, if a parenthesis comes next.
        case values
        case rows
        case string(UInt8)
        case scalar, copy
    }
    private enum Comment { case line, block }

    private let extraction: Extraction
    private var state = State.statement
    private var comment: Comment?
    /// Whether a comment stands in a statement that makes or fills a table; elsewhere it is text like the rest, in its place.
    private var isApart = false
    /// The statement so far, as far as it tells what to do: up to 64 KiB.
    private var statement: [UInt8] = []
    /// Text of comments, told when it parts no rows.
    private var comments: [UInt8] = []
    private var last: UInt8 = 0
    private var rows: SQLRows
    private static let limit = 1 << 16

    init(_ extraction: Extraction) { (self.extraction, rows) = (extraction, SQLRows(extraction)) }

    mutating func take(_ byte: UInt8) throws {
        defer { last = byte }
        if let comment { return try inComment(comment, byte) }
        switch state {
        case .statement: try inStatement(byte)
        case .quoted(let quote):
            try keep(byte)
            if byte == quote { state = .statement }
        case .values: try behindValues(byte)
        case .rows: try inRows(byte)
        case .string(let quote): if try rows.takeInString(byte, quote) { state = .rows }
        case .scalar:
            if byte == 0x27 {
                // What kind of string it is: N'…', E'…', _utf8'…'.
                rows.beginString()
                state = .string(byte)
            } else if [0x28, 0x2c, 0x29, 0x3b, 0x20, 0x0a, 0x0d, 0x09].contains(byte) {
                rows.endWord(isFunction: byte == 0x28)
                state = .rows
                try inRows(byte)
            } else {
                try rows.takeInWord(byte)
            }
        case .copy: if try rows.takeInCopy(byte) { state = .statement }
        }
    }

    mutating func finish() throws {
        try rows.finish(isCopy: state == .copy)
        try giveStatement()
        try giveComments()
    }

    private mutating func inStatement(_ byte: UInt8) throws {
        if beginsComment(byte, isFirst: statement.isEmpty) {
            isApart = SQLStatement.isOfRows(statement)
            if isApart { statement.removeLast() } else { try keep(byte) }
            return
        }
        if byte == 0x27 || byte == 0x22 || byte == 0x60 { state = .quoted(byte) }
        let ends = byte == 0x28 || byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09
        if ends, SQLStatement.endsWithValues(statement), let start = SQLStatement.insertion(in: statement) {
            try giveBefore(start)
            (state, last) = (.values, 0)
            return try behindValues(byte)
        }
        try keep(byte)
        if byte == 0x0a, SQLStatement.endsBatch(statement) { return try giveStatement() }
        guard byte == 0x3b else { return }
        if SQLStatement.isCopy(statement) {
            try rows.begin(statement)
            (state, statement) = (.copy, [])
        } else {
            try giveStatement()
        }
    }

    private mutating func behindValues(_ byte: UInt8) throws {
        switch byte {
        case 0x28:
            try rows.begin(statement)
            (state, statement) = (.rows, [])
            try inRows(byte)
        case 0x20, 0x09...0x0d: statement.append(byte)
        default:
            if beginsComment(byte, isFirst: false) {
                isApart = true
                statement.removeLast()
            } else if byte == 0x2d || byte == 0x2f {
                statement.append(byte)
            } else {
                // It was no insertion.
                state = .statement
                try inStatement(byte)
            }
        }
    }

    private mutating func inRows(_ byte: UInt8) throws {
        switch byte {
        case 0x28: rows.open()
        case 0x29: try rows.close()
        case 0x2c: try rows.separate()
        case 0x3b:
            try rows.finish(isCopy: false)
            state = .statement
        case 0x27, 0x22:
            // Two quotation marks are one.
            if last == byte { try rows.doubled(byte) } else { rows.beginString() }
            state = .string(byte)
        case 0x20, 0x09...0x0d: break
        default:
            if rows.isOpen {
                try rows.takeFirstOfWord(byte)
                state = .scalar
            } else if beginsComment(byte, isFirst: true) {
                isApart = true
            } else if byte != 0x2d, byte != 0x2f, !rows.expectsMore {
                // Not every statement ends with a semicolon.
                state = .statement
                try inStatement(byte)
            }
        }
    }

    /// `--`, `/*` and, at the beginning, `#`.
    private mutating func beginsComment(_ byte: UInt8, isFirst: Bool) -> Bool {
        if byte == 0x2d, last == 0x2d {
            comment = .line
        } else if byte == 0x2a, last == 0x2f {
            comment = .block
        } else if byte == 0x23, isFirst {
            comment = .line
        }
        return comment != nil
    }

    private mutating func inComment(_ kind: Comment, _ byte: UInt8) throws {
        switch kind {
        case .line: if byte == 0x0a { comment = nil }
        case .block: if byte == 0x2f, last == 0x2a { comment = nil }
        }
        guard isApart else {
            try keep(byte)
            if comment == nil, kind == .line { try giveStatement() }
            return
        }
        comments.append(byte)
        if comments.count > Self.limit { try giveComments() }
    }

    private mutating func keep(_ byte: UInt8) throws {
        statement.append(byte)
        if statement.count > Self.limit { try giveStatement() }
    }

    /// What stands before an insertion: other statements, prose.
    private mutating func giveBefore(_ start: Int) throws {
        let insertion = Array(statement[start...])
        statement.removeSubrange(start...)
        try giveStatement()
        statement = insertion
    }

    private mutating func giveStatement() throws {
        defer { statement = [] }
        // Nothing that anybody reads, and it would part rows that belong together.
        if SQLStatement.saysNothing(statement) { return }
        rows.note(statement)
        try extraction.text(statement)
        try extraction.endParagraph()
        try giveComments()
    }

    private mutating func giveComments() throws {
        guard !comments.isEmpty else { return }
        try extraction.text(comments)
        try extraction.endParagraph()
        comments = []
        rows.forgetHeader()
    }
}
