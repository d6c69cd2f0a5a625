/// The columns of a dump's tables, from the statements that make or fill them.
struct SQLColumns {
    struct Header: Equatable {
        let columns: [[UInt8]]
        /// Whether the statement with the rows says so itself; otherwise it is what CREATE TABLE said.
        let isOfStatement: Bool
    }
    enum Told: Equatable {
        /// As the statement before.
        case same
        case header(Header)
        case unknown
    }

    private static let (mostTables, mostColumns) = (1024, 1024)
    /// What may begin an entry of CREATE TABLE that is no column; and types that tell that it is one.
    private static let others: Set<String> = [
        "primary", "key", "unique", "constraint", "index", "foreign", "check", "fulltext", "spatial", "exclude", "like", "period",
    ]
    private static let types: Set<String> = [
        "int", "integer", "bigint", "smallint", "tinyint", "serial", "text", "varchar", "char", "character", "nvarchar", "nchar", "date", "time",
        "timestamp", "datetime", "bool", "boolean", "numeric", "decimal", "real", "double", "float", "uuid", "json", "bit", "money", "enum",
    ]

    private var made: [[UInt8]: [[UInt8]]] = [:]
    private var lastTold: (table: [UInt8], header: Header)?

    mutating func forget() { lastTold = nil }

    /// Remembers a table that `CREATE TABLE t (a int, b text)` makes.
    mutating func note(_ statement: [UInt8]) {
        let low = statement.lowercased
        guard let start = low.firstRange(of: StaticString("create table").bytes) else { return }
        let words = Self.words(statement[start...])
        guard let table = words.before.last.map(Self.bare), !words.entries.isEmpty else { return }
        if made.count >= Self.mostTables { made = [:] }
        made[table] = words.entries.compactMap(Self.column)
    }

    /// The name of an entry of CREATE TABLE; nil if it is a key or the like.
    private static func column(_ entry: [UInt8]) -> [UInt8]? {
        let words = words(entry[...]).before
        guard let first = words.first, let start = first.first else { return nil }
        let name = bare(first)
        guard !isQuote(start), others.contains(String(decoding: name.lowercased, as: UTF8.self)) else { return name }
        let second = words.dropFirst().first.map { String(decoding: $0.prefix(while: SQLStatement.isOfWord).lowercased, as: UTF8.self) }
        return second.map(types.contains) ?? false ? name : nil
    }

    /// The columns that the rows of `INSERT INTO t (a, b) VALUES` or `COPY t (a, b) FROM` have.
    mutating func told(by statement: [UInt8]) -> Told {
        let words = Self.words(statement[...])
        let table =
            words.before.dropFirst().first { !SQLStatement.modifiers.contains(String(decoding: $0.lowercased, as: UTF8.self)) }.map(Self.bare) ?? []
        let header: Header
        if !words.entries.isEmpty {
            header = Header(columns: words.entries.map { Self.bare($0.trimmed) }, isOfStatement: true)
        } else if let columns = made[table], !columns.isEmpty {
            header = Header(columns: columns, isOfStatement: false)
        } else {
            header = Header(columns: [], isOfStatement: false)
        }
        if let lastTold, lastTold == (table, header) { return .same }
        lastTold = (table, header)
        return header.columns.isEmpty ? .unknown : .header(header)
    }

    /// The words of a statement up to its first parenthesis, what stands between commas in that, and the words behind it. Quotation marks hold words together.
    static func words(_ statement: ArraySlice<UInt8>) -> (before: [[UInt8]], entries: [[UInt8]], behind: [[UInt8]]) {
        var (before, entries, behind): ([[UInt8]], [[UInt8]], [[UInt8]]) = ([], [], [])
        var word: [UInt8] = []
        var depth = 0
        var quote: UInt8?
        var isBehind = false
        func end() {
            if !word.isEmpty { if isBehind { behind.append(word) } else { before.append(word) } }
            word = []
        }
        for byte in statement {
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == 0x27 || byte == 0x22 || byte == 0x60 {
                quote = byte
            } else if byte == 0x5b {
                quote = 0x5d
            } else if byte == 0x28, !isBehind {
                depth += 1
                if depth == 1 {
                    end()
                    entries.append([])
                    continue
                }
            } else if byte == 0x29, depth > 0 {
                depth -= 1
                if depth == 0 {
                    isBehind = true
                    continue
                }
            } else if byte == 0x2c, depth == 1, entries.count < mostColumns {
                entries.append([])
                continue
            }
            if depth > 0 {
                entries[entries.count - 1].append(byte)
            } else if quote == nil, SQLStatement.isBlank(byte) {
                end()
            } else {
                word.append(byte)
            }
        }
        end()
        return (before, entries, behind)
    }

    private static func isQuote(_ byte: UInt8) -> Bool { [0x60, 0x22, 0x5b, 0x5d, 0x27].contains(byte) }

    /// A name without its quotation marks, and without the database that it stands in: `[dbo].[Pupil]`.
    private static func bare(_ name: [UInt8]) -> [UInt8] {
        let last = name.last.map(isQuote) == true ? name.dropLast() : name[...]
        let start = last.lastIndex { isQuote($0) || $0 == 0x2e }
        return Array(start.map { last[($0 + 1)...] } ?? last)
    }
}
