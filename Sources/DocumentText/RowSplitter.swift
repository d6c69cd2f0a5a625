/// Splits delimited text (RFC 4180, any separator, LF or CRLF or CR) into rows. Quotes are believed only where a cell begins.
struct RowSplitter {
    /// Bounds of a row, as the contract of `DocumentPiece` has them; longer rows are split.
    static let maximumCells = 1024
    static let maximumBytes = 65536

    private let separator: UInt8
    private var row: [[UInt8]] = []
    private var cell: [UInt8] = []
    private var rowBytes = 0
    private enum State { case start, plain, quoted, afterQuote }
    private var state = State.start
    private var afterReturn = false

    init(separator: UInt8) { self.separator = separator }

    mutating func feed(_ bytes: [UInt8], _ emit: ([[UInt8]]) -> Void) {
        var position = 0
        if afterReturn, let first = bytes.first {
            afterReturn = false
            if first == 0x0a { position = 1 }
        }
        while position < bytes.count {
            let byte = bytes[position]
            if state == .quoted {
                if byte == 0x22 {
                    state = .afterQuote
                    position += 1
                } else {
                    position = take(bytes, position, emit) { $0 != 0x22 }
                }
                continue
            }
            position += 1
            switch byte {
            case separator: endCell()
            case 0x0a: endRow(emit)
            case 0x0d:
                endRow(emit)
                if position == bytes.count { afterReturn = true } else if bytes[position] == 0x0a { position += 1 }
            case 0x22 where state == .start: state = .quoted
            case 0x22 where state == .afterQuote:
                makeRoom(emit)
                cell.append(byte)
                rowBytes += 1
                state = .quoted
            default:
                let separator = separator
                // Within a cell a quote is like any other byte.
                position = take(bytes, position - 1, emit) { $0 != separator && $0 != 0x0a && $0 != 0x0d && $0 != 0x22 }
                state = .plain
            }
        }
    }

    mutating func finish(_ emit: ([[UInt8]]) -> Void) {
        if !row.isEmpty || !cell.isEmpty { endRow(emit) }
    }

    /// Takes the byte at `start` and those behind it that are `ordinary`, as far as there is room. A row that is too long ends, and with it quotes.
    /// - Returns: where to go on.
    @inline(__always)
    private mutating func take(_ bytes: [UInt8], _ start: Int, _ emit: ([[UInt8]]) -> Void, _ ordinary: (UInt8) -> Bool) -> Int {
        let wasFull = makeRoom(emit)
        let limit = wasFull ? start + 1 : min(bytes.count, start + Self.maximumBytes - rowBytes)
        var end = start + 1
        while end < limit, ordinary(bytes[end]) { end += 1 }
        cell += bytes[start..<end]
        rowBytes += end - start
        return end
    }

    @discardableResult
    private mutating func makeRoom(_ emit: ([[UInt8]]) -> Void) -> Bool {
        guard rowBytes >= Self.maximumBytes else { return false }
        endRow(emit)
        return true
    }

    private mutating func endCell() {
        state = .start
        // A row that is too wide keeps what it has; the rest of its cells run together in the last one.
        if row.count + 1 < Self.maximumCells {
            row.append(cell)
            cell = []
        } else {
            cell.append(0x20)
            rowBytes += 1
        }
    }

    private mutating func endRow(_ emit: ([[UInt8]]) -> Void) {
        row.append(cell)
        emit(row)
        (row, cell, rowBytes, state) = ([], [], 0, .start)
    }
}
