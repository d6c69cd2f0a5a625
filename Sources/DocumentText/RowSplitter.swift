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
        for byte in bytes {
            if afterReturn {
                afterReturn = false
                if byte == 0x0a { continue }
            }
            if state == .quoted {
                if byte == 0x22 { state = .afterQuote } else { append(byte, emit) }
                continue
            }
            switch byte {
            case separator: endCell()
            case 0x0a, 0x0d:
                afterReturn = byte == 0x0d
                endRow(emit)
            case 0x22 where state == .start: state = .quoted
            case 0x22 where state == .afterQuote:
                append(byte, emit)
                state = .quoted
            default:
                append(byte, emit)
                state = .plain
            }
        }
    }

    mutating func finish(_ emit: ([[UInt8]]) -> Void) {
        if !row.isEmpty || !cell.isEmpty { endRow(emit) }
    }

    private mutating func append(_ byte: UInt8, _ emit: ([[UInt8]]) -> Void) {
        if rowBytes >= Self.maximumBytes { endRow(emit) }
        cell.append(byte)
        rowBytes += 1
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
