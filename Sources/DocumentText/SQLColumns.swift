/// The columns of a dump's tables, from the statements that make or fill them.
struct SQLColumns {
    private static let (mostTables, mostColumns) = (256, 1024)
    /// What begins an entry of CREATE TABLE that is no column.
    private static let others: Set<String> = [
        "primary", "key", "unique", "constraint", "index", "foreign", "check", "fulltext", "spatial", "exclude", "like", "period",
    ]

    private var made: [[UInt8]: [[UInt8]]] = [:]
    private var lastTold: (table: [UInt8], columns: [[UInt8]])?

    /// Remembers a table that `CREATE TABLE t (a int, b text)` makes.
    mutating func note(_ statement: [UInt8]) {
        let low = statement.lowercased
        guard let start = low.firstRange(of: StaticString("create table").bytes), let open = statement[start...].firstIndex(of: 0x28),
            let table = Self.table(before: open, in: statement), made.count < Self.mostTables
        else { return }
        made[table] = Self.entries(statement[(open + 1)...]).compactMap { entry in
            let name = Self.bare(entry.trimmed[...])
            return name.isEmpty
                || entry.trimmed.first.map(Self.isQuote) != true && Self.others.contains(String(decoding: name.lowercased, as: UTF8.self))
                ? nil : name
        }
    }

    /// The columns that the rows of `INSERT INTO t (a, b) VALUES` or `COPY t (a, b) FROM` have; nil if nobody knows, or they are those of the statement before.
    mutating func told(by statement: [UInt8]) -> [[UInt8]]? {
        let low = statement.lowercased
        let start = [StaticString("insert"), "replace", "copy"].compactMap { low.firstRange(of: $0.bytes) }.min() ?? 0
        let open = statement[start...].firstIndex(of: 0x28)
        let end = open ?? low.firstRange(of: StaticString("values").bytes) ?? statement.count
        guard let table = Self.table(before: end, in: statement) else { return nil }
        let columns = open.map { Self.entries(statement[($0 + 1)...]).map { Self.bare($0.trimmed[...]) } } ?? made[table] ?? []
        if let lastTold, lastTold == (table, columns) { return nil }
        lastTold = (table, columns)
        return columns.isEmpty ? nil : columns
    }

    /// The last word before a place, without the database that it stands in: `dbo.Pupil`.
    private static func table(before end: Int, in statement: [UInt8]) -> [UInt8]? {
        let words = statement[..<end].split { $0 == 0x20 || (0x09...0x0d).contains($0) }
        guard let name = words.last?.split(separator: 0x2e).last.map(bare), !name.isEmpty else { return nil }
        return name
    }

    /// What stands between commas, up to the parenthesis that closes.
    private static func entries(_ bytes: ArraySlice<UInt8>) -> [[UInt8]] {
        var entries: [[UInt8]] = [[]]
        var depth = 0
        for byte in bytes {
            switch byte {
            case 0x28: depth += 1
            case 0x29:
                if depth == 0 { return entries }
                depth -= 1
            case 0x2c where depth == 0:
                guard entries.count < mostColumns else { return entries }
                entries.append([])
                continue
            default: break
            }
            entries[entries.count - 1].append(byte)
        }
        return entries
    }

    private static func isQuote(_ byte: UInt8) -> Bool { [0x60, 0x22, 0x5b, 0x5d, 0x27].contains(byte) }

    /// A name without its quotation marks, and without what follows it.
    private static func bare(_ name: ArraySlice<UInt8>) -> [UInt8] {
        guard let first = name.first, isQuote(first) else { return Array(name.prefix { $0 > 0x20 }) }
        return Array(name.dropFirst().prefix { !isQuote($0) })
    }
}
