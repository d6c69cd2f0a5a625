/// What a statement of a dump is, by its words.
enum SQLStatement {
    private static let most = 1 << 14
    static let modifiers: Set<String> = [
        "into", "ignore", "or", "replace", "delayed", "low_priority", "high_priority", "overwrite", "table", "abort", "fail", "rollback", "only",
    ]
    /// Between the columns and VALUES: OVERRIDING SYSTEM VALUE.
    private static let closers: Set<String> = ["overriding", "system", "user", "value", ""]

    static func endsWithValues(_ statement: [UInt8]) -> Bool {
        let tail = statement.suffix(7).lowercased
        return tail.suffix(6) == StaticString("values").bytes[...] && (tail.count == 6 || !isOfWord(tail[0]))
    }

    /// Where an insertion begins that ends here with VALUES: at the beginning of a line, with one table and perhaps its columns. Nil if this is none, but prose
    /// with such words.
    static func insertion(in statement: [UInt8]) -> Int? {
        let recent = statement.suffix(most)
        var line = recent.startIndex
        var found: Int?
        while line < recent.endIndex {
            let start = recent[line...].firstIndex { !isBlank($0) } ?? recent.endIndex
            let word = recent[start...].prefix { isOfWord($0) }.lowercased
            if word == .init("insert") || word == .init("replace") { found = start }
            guard let end = recent[line...].firstIndex(of: 0x0a) else { break }
            line = end + 1
        }
        return found.flatMap { hasOneTable(recent[$0...].dropLast(6)) ? $0 : nil }
    }

    private static func hasOneTable(_ insertion: ArraySlice<UInt8>) -> Bool {
        let words = SQLColumns.words(insertion)
        let names = words.before.dropFirst().filter { !modifiers.contains(String(decoding: $0.lowercased, as: UTF8.self)) }
        return names.count == 1 && words.behind.allSatisfy { closers.contains(String(decoding: $0.lowercased, as: UTF8.self)) }
    }

    /// Whether it begins like one that makes or fills a table.
    static func isOfRows(_ statement: [UInt8]) -> Bool {
        let word = statement.drop(while: isBlank).prefix(while: isOfWord).lowercased
        return [.init("create"), .init("insert"), .init("replace"), .init("copy")].contains(word) || insertionBegins(statement)
    }

    /// GO, and what ends an insertion: `ON CONFLICT DO NOTHING;`.
    static func saysNothing(_ statement: [UInt8]) -> Bool {
        let text = statement.trimmed.lowercased
        return text.isEmpty || text == .init("go") || (text.starts("on conflict") || text.starts("on duplicate key")) && !text.contains(0x27)
    }

    static func isCopy(_ statement: [UInt8]) -> Bool {
        let low = statement.trimmed.lowercased
        return low.starts("copy ") && low.contains(text: "from stdin")
    }

    /// The last line has nothing but GO, which ends statements of SQL Server.
    static func endsBatch(_ statement: [UInt8]) -> Bool {
        let line = statement.dropLast().suffix(64).reversed().prefix { $0 != 0x0a }.filter { !isBlank($0) }
        return line.count == 2 && line.lowercased == .init("og")
    }

    /// Whether its last line begins an insertion.
    private static func insertionBegins(_ statement: [UInt8]) -> Bool {
        let line = statement.suffix(most).split(separator: 0x0a).last ?? []
        return line.drop(while: isBlank).prefix(while: isOfWord).lowercased == .init("insert")
    }

    static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0d).contains(byte) }

    static func isOfWord(_ byte: UInt8) -> Bool {
        byte >= 0x80 || byte == 0x5f || (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
    }
}
