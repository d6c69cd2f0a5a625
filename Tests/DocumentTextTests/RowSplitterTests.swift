import Testing

@testable import DocumentText

/// The splitter takes runs of bytes at once; what it must give is what the rules say byte by byte.
struct RowSplitterTests {
    /// RFC 4180 by the byte: slow, and plain to see.
    private struct Reference {
        enum State { case start, plain, quoted, afterQuote }
        var (state, afterReturn, rowBytes) = (State.start, false, 0)
        var row: [[UInt8]] = []
        var cell: [UInt8] = []
        var rows: [[[UInt8]]] = []

        mutating func take(_ byte: UInt8, _ separator: UInt8) {
            defer { afterReturn = byte == 0x0d && state == .start && cell.isEmpty && row.isEmpty }
            if afterReturn, byte == 0x0a { return }
            if state == .quoted {
                if byte == 0x22 { state = .afterQuote } else { append(byte) }
                return
            }
            if byte == separator {
                state = .start
                if row.count + 1 < RowSplitter.maximumCells {
                    row.append(cell)
                    cell = []
                } else {
                    cell.append(0x20)
                    rowBytes += 1
                }
            } else if byte == 0x0a || byte == 0x0d {
                end()
            } else if byte == 0x22, state == .start {
                state = .quoted
            } else {
                let isQuote = byte == 0x22 && state == .afterQuote
                append(byte)
                state = isQuote ? .quoted : .plain
            }
        }

        mutating func append(_ byte: UInt8) {
            if rowBytes >= RowSplitter.maximumBytes { end() }
            cell.append(byte)
            rowBytes += 1
        }

        mutating func end() {
            rows.append(row + [cell])
            (row, cell, rowBytes, state) = ([], [], 0, .start)
        }
    }

    @Test("Runs of bytes give the rows that single bytes give, wherever the stream is cut", arguments: 0..<200)
    func runs(_ seed: UInt64) {
        var state = seed &* 0x9e37_79b9_7f4a_7c15 | 1
        func random(_ below: Int) -> Int {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return Int(state % UInt64(below))
        }
        // Long cells and wide rows now and then, so that the bounds are met.
        var text: [UInt8] = []
        for _ in 0..<random(120) {
            switch random(12) {
            case 0: text += [UInt8](repeating: 0x61, count: random(8) == 0 ? RowSplitter.maximumBytes - 3 + random(6) : random(300))
            case 1: text += [UInt8](repeating: 0x2c, count: random(8) == 0 ? RowSplitter.maximumCells + random(3) : random(4))
            default: text.append([0x2c, 0x22, 0x22, 0x0a, 0x0d, 0x61, 0x20][random(7)])
            }
        }
        var reference = Reference()
        for byte in text { reference.take(byte, 0x2c) }
        if !reference.row.isEmpty || !reference.cell.isEmpty { reference.end() }

        var rows: [[[UInt8]]] = []
        var splitter = RowSplitter(separator: 0x2c)
        var position = 0
        while position < text.count {
            let end = min(text.count, position + 1 + random(random(2) == 0 ? 4 : 100_000))
            splitter.feed(Array(text[position..<end])) { rows.append($0) }
            position = end
        }
        splitter.finish { rows.append($0) }
        #expect(rows == reference.rows)

        var measure = RowMeasure(separator: 0x2c)
        var measured = text.compactMap { measure.take($0) }
        if let last = measure.finish() { measured.append(last) }
        #expect(
            measured
                == rows.map { row in
                    .init(cells: row.count, bytes: row.reduce(0) { $0 + $1.count }, spaced: row.dropFirst().count { $0.first == 0x20 })
                })
    }
}
