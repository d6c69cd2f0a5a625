/// JSON, also one value a line: objects become rows under the names of their members, arrays of plain values rows. What an object in an array has in objects
/// of its own (`"birth": {"date": …}`) belongs to its row.
extension Extraction {
    /// - Parameter stream: UTF-8.
    func readJSON(_ stream: any ByteStream) throws {
        var reader = JSONReader(self)
        while let chunk = try stream.next() { for byte in chunk { try reader.take(byte) } }
        try reader.finish()
    }
}

/// A machine that takes JSON byte by byte. What is no JSON is passed over where it can be, and noted.
struct JSONReader {
    private enum State { case plain, string, escape, unicode, scalar }
    private struct Level {
        let isObject: Bool
        /// The member whose value comes.
        var key: [UInt8] = []
        /// Where the cells of this object begin.
        let mark: Int
        /// Plain values of an array.
        var items: [[UInt8]] = []
        var size = 0
    }

    private let extraction: Extraction
    private var records: RecordRows
    private var levels: [Level] = []
    private var state = State.plain
    private var value: [UInt8] = []
    private var digits: [UInt8] = []
    private var highSurrogate: UInt32?
    private var isKey = false
    /// Names that say nothing without that of the object around them.
    private static let vague: Set<String> = ["data", "date", "value", "text", "code", "description"]
    private static let depthLimit = 512
    private static let valueLimit = 1 << 16

    init(_ extraction: Extraction) { (self.extraction, records) = (extraction, RecordRows(extraction)) }

    mutating func take(_ byte: UInt8) throws {
        switch state {
        case .plain: try plain(byte)
        case .string:
            switch byte {
            case 0x22: try endValue()
            case 0x5c: state = .escape
            default: try append(byte)
            }
        case .escape:
            state = .string
            switch byte {
            case 0x75: (state, digits) = (.unicode, [])
            case 0x6e: try append(0x0a)
            case 0x74: try append(0x09)
            case 0x72, 0x62, 0x66: try append(0x20)
            default: try append(byte)
            }
        case .unicode:
            digits.append(byte)
            if digits.count == 4 {
                state = .string
                try append(unit: UInt32(String(decoding: digits, as: UTF8.self), radix: 16) ?? 0xfffd)
            }
        case .scalar:
            if [0x2c, 0x5d, 0x7d, 0x20, 0x0a, 0x0d, 0x09].contains(byte) {
                try endValue()
                try plain(byte)
            } else {
                try append(byte)
            }
        }
    }

    mutating func finish() throws {
        if state == .scalar { try endValue() }
        let isWhole = state == .plain && levels.isEmpty
        if state != .plain { try give(value) }
        while !levels.isEmpty { try close() }
        if !isWhole { extraction.note(.damaged) }
    }

    private mutating func plain(_ byte: UInt8) throws {
        switch byte {
        case 0x7b, 0x5b:
            guard levels.count < Self.depthLimit else { throw Incompleteness.damaged }
            levels.append(Level(isObject: byte == 0x7b, mark: records.mark))
            isKey = byte == 0x7b
        case 0x7d, 0x5d: try close()
        case 0x22: (state, value) = (.string, [])
        case 0x3a: isKey = false
        case 0x2c: isKey = levels.last?.isObject ?? false
        case 0x20, 0x09...0x0d, 0x1e: break
        default: (state, value) = (.scalar, [byte])
        }
    }

    private mutating func append(_ byte: UInt8) throws {
        if value.count >= Self.valueLimit {
            // A long text, not a cell.
            let keep = TextRepair.incompleteTail(value[...])
            try extraction.text(value.dropLast(keep))
            value = Array(value.suffix(keep))
        }
        value.append(byte)
    }

    private mutating func append(unit: UInt32) throws {
        if (0xd800..<0xdc00).contains(unit) {
            highSurrogate = unit
            return
        }
        let scalar = (0xdc00..<0xe000).contains(unit) ? highSurrogate.map { 0x10000 + ($0 - 0xd800) << 10 + (unit - 0xdc00) } ?? 0xfffd : unit
        highSurrogate = nil
        TextRepair.append(scalar, to: &value)
    }

    private mutating func endValue() throws {
        state = .plain
        if isKey, let top = levels.indices.last { levels[top].key = Array(value.prefix(256)) } else { try give(value) }
        value = []
    }

    private mutating func give(_ value: [UInt8]) throws {
        guard let top = levels.indices.last else {
            try extraction.text(value)
            return try extraction.endParagraph()
        }
        if levels[top].isObject { return try records.cell(nameOfCell, value) }
        levels[top].items.append(value)
        levels[top].size += value.count
        if levels[top].items.count >= 1024 || levels[top].size > Self.valueLimit {
            try extraction.row(levels[top].items)
            (levels[top].items, levels[top].size) = ([], 0)
        }
    }

    private mutating func close() throws {
        guard let level = levels.popLast() else { return extraction.note(.damaged) }
        isKey = false
        if level.isObject {
            // Unless it says the same again as one before it: then they are records under keys.
            if levels.last?.isObject == true, levels.contains(where: { !$0.isObject }), !records.repeatsNames(from: level.mark) { return }
            return try records.endRow(from: level.mark)
        }
        guard !level.items.isEmpty else { return }
        // A short list belongs to the object that has it: "needs": ["EHCP", "SLCN"].
        if let outer = levels.last, outer.isObject, level.items.count <= 16 {
            try records.cell(nameOfCell, Array(level.items.joined(separator: [0x2c, 0x20])))
        } else {
            try extraction.row(level.items)
        }
    }

    /// Of the member whose value it is; of the object around it where that name is vague.
    private var nameOfCell: String {
        let objects = levels.suffix(4).reversed().lazy.prefix { $0.isObject }
        let names = objects.map { String(decoding: $0.key, as: UTF8.self) }
        return names.first { !Self.vague.contains($0) } ?? names.first ?? ""
    }
}
