/// SQLite databases, by the file format's own pages (https://sqlite.org/fileformat2.html): every record of every table becomes a row.
extension Extraction {
    func readSQLite(_ source: ByteSource) throws {
        let file = try SQLiteFile(source)
        var tables: [(name: [UInt8], root: Int, columns: [[UInt8]])] = []
        try file.forEachRecord(root: 1) { record, _ in
            // sqlite_schema: type, name, tbl_name, rootpage, sql.
            guard record.count >= 5, record[0].shown(file.encoding) == .init("table"), case .text = record[1], case .integer(let root) = record[3],
                case .text = record[4], tables.count < 10_000
            else { return }
            tables.append((record[1].shown(file.encoding), Int(clamping: root), SQLiteSchema.columns(record[4].shown(file.encoding))))
        }
        for table in tables {
            try countMember()
            try part(table.name)
            try contained {
                try row(table.columns)
                try file.forEachRecord(root: table.root) { record, rowID in
                    try row(
                        record.enumerated().map { i, value in
                            // An integer primary key is stored as the record's number.
                            i == 0 && value == .null ? rowID.map { Array(String($0).utf8) } ?? [] : value.shown(file.encoding)
                        })
                }
            }
        }
    }
}

enum SQLiteValue: Equatable {
    case null
    case integer(Int64)
    case real(Double)
    case text([UInt8])
    case blob([UInt8])

    func shown(_ encoding: TextDecoder.Encoding) -> [UInt8] {
        switch self {
        case .null: return []
        case .integer(let number): return Array(String(number).utf8)
        case .real(let number): return Array(String(number).utf8)
        case .text(let bytes): return encoding == .utf8 ? bytes : TextRepair.utf16(bytes, bigEndian: encoding == .utf16(bigEndian: true))
        case .blob(let bytes):
            // Text that was put in as bytes; anything else says nothing.
            return TextDecoder.encoding(of: bytes) == nil ? [] : bytes
        }
    }
}

enum SQLiteSchema {
    /// The columns that `CREATE TABLE t (a INTEGER, "b c" TEXT, …)` names; constraints may be among them.
    static func columns(_ sql: [UInt8]) -> [[UInt8]] {
        guard let open = sql.firstIndex(of: 0x28) else { return [] }
        var (columns, current, depth): ([[UInt8]], [UInt8], Int) = ([], [], 0)
        for byte in sql[(open + 1)...].prefix(1 << 16) {
            if byte == 0x28 { depth += 1 }
            if byte == 0x29 { depth -= 1 }
            if depth < 0 { break }
            if byte == 0x2c, depth == 0 {
                columns.append(name(current))
                current = []
            } else {
                current.append(byte)
            }
        }
        return columns + [name(current)]
    }

    private static func name(_ definition: [UInt8]) -> [UInt8] {
        let trimmed = definition.trimmed
        let closing: [UInt8: UInt8] = [0x22: 0x22, 0x60: 0x60, 0x5b: 0x5d, 0x27: 0x27]
        if let first = trimmed.first, let end = closing[first] { return Array(trimmed.dropFirst().prefix { $0 != end }) }
        return Array(trimmed.prefix { $0 > 0x20 })
    }
}
