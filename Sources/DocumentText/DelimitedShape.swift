/// Whether a text is a table with a separator between its cells, and which.
enum DelimitedShape {
    /// - Parameter head: the beginning of the text, in UTF-8; its last line may be cut.
    static func separator(of head: [UInt8], isWhole: Bool) -> UInt8? {
        [UInt8(ascii: "\t"), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "|")].first { isTable(head, $0, isWhole) }
    }

    private static func isTable(_ head: [UInt8], _ separator: UInt8, _ isWhole: Bool) -> Bool {
        var splitter = RowSplitter(separator: separator)
        var widths: [Int: Int] = [:]
        var (rows, spaced, cells, bytes) = (0, 0, 0, 0)
        func look(_ row: [[UInt8]]) {
            guard row.contains(where: { !$0.isEmpty }), rows < 60 else { return }
            rows += 1
            widths[row.count, default: 0] += 1
            cells += row.count
            bytes += row.reduce(0) { $0 + $1.count }
            // Where a sentence has a comma a space follows.
            spaced += row.dropFirst().count { $0.first == 0x20 }
        }
        splitter.feed(head, look)
        if isWhole { splitter.finish(look) }
        guard let (width, count) = widths.filter({ $0.key > 1 }).max(by: { ($0.value, $0.key) < ($1.value, $1.key) }) else { return false }
        let gaps = cells - rows
        guard rows >= 2, count * 10 >= rows * 6, spaced * 2 <= gaps || separator == UInt8(ascii: "|") else { return false }
        // Two columns are found in letters and lists as well: many rows, and short cells.
        return width > 2 || (count >= 4 && count * 10 >= rows * 9 && bytes < cells * 60)
    }
}
