/// Rich Text Format 1.9.
extension Extraction {
    func readRTF(_ stream: any ByteStream) throws {
        var reader = RTFReader(self)
        while let chunk = try stream.next() { for byte in chunk { try reader.take(byte) } }
        try reader.finish()
    }
}

/// A machine that takes RTF byte by byte.
struct RTFReader {
    private enum Destination: Equatable {
        case text, skipped
        case property(String)
    }
    private struct Group {
        var destination = Destination.text
        /// Characters that stand after each \u for readers that do not know it.
        var fallback = 1
    }
    private enum State: Equatable {
        case plain, escape, word, number
        case hex(UInt8?)
        case binary(Int)
    }

    private let extraction: Extraction
    private var groups = [Group()]
    private var state = State.plain
    private var word: [UInt8] = []
    private var number: [UInt8] = []
    private var toSkip = 0
    private var highSurrogate: UInt32?
    /// After `{\*`: a destination that may be passed over.
    private var isIgnorable = false
    private var propertyText: [UInt8] = []
    private var row: [[UInt8]] = []
    private var cell: [UInt8] = []
    private var isInTable = false

    private static let skipped: Set<String> = [
        "fonttbl", "colortbl", "stylesheet", "pict", "objdata", "themedata", "colorschememapping", "latentstyles", "datastore", "listtable",
        "listoverridetable", "rsidtbl", "generator", "fldinst", "xmlnstbl", "mmathPr", "filetbl", "revtbl", "bkmkstart", "bkmkend", "pgptbl",
        "nonshppict",
    ]
    private static let properties: [String: String] = [
        "title": "title", "subject": "subject", "author": "creator", "operator": "lastmodifiedby", "keywords": "keywords", "doccomm": "description",
        "company": "company", "manager": "manager", "category": "category", "header": "header", "footer": "footer", "headerl": "header",
        "headerr": "header",
        "headerf": "header", "footerl": "footer", "footerr": "footer", "footerf": "footer",
    ]

    init(_ extraction: Extraction) { self.extraction = extraction }

    mutating func take(_ byte: UInt8) throws {
        switch state {
        case .binary(let left):
            state = left > 1 ? .binary(left - 1) : .plain
        case .hex(let first):
            let digit: UInt8? = Character(Unicode.Scalar(byte)).hexDigitValue.map { UInt8($0) }
            guard let digit else {
                state = .plain
                return try take(byte)
            }
            if let first {
                state = .plain
                if !skipFallback() { try put(byte: first << 4 | digit) }
            } else {
                state = .hex(digit)
            }
        case .plain: try plain(byte)
        case .escape: try escaped(byte)
        case .word:
            if (0x61...0x7a).contains(byte) || (0x41...0x5a).contains(byte) {
                if word.count < 32 { word.append(byte) }
            } else if byte == 0x2d || (0x30...0x39).contains(byte) {
                number = [byte]
                state = .number
            } else {
                try endWord(byte)
            }
        case .number:
            if (0x30...0x39).contains(byte), number.count < 12 { number.append(byte) } else { try endWord(byte) }
        }
    }

    mutating func finish() throws {
        if state == .word || state == .number { try endWord(0x20) }
        try endRow()
        try endProperty(groups[groups.count - 1].destination)
        try extraction.endParagraph()
    }

    private mutating func plain(_ byte: UInt8) throws {
        switch byte {
        case 0x5c: state = .escape
        case 0x7b:
            // Readers in use give up long before.
            guard groups.count < 10_000 else { throw Incompleteness.damaged }
            groups.append(groups[groups.count - 1])
            isIgnorable = false
        case 0x7d:
            let closed = groups[groups.count - 1].destination
            if groups.count > 1 { groups.removeLast() }
            if groups[groups.count - 1].destination != closed { try endProperty(closed) }
            isIgnorable = false
        case 0x0a, 0x0d: break
        default: if !skipFallback() { try put(byte: byte) }
        }
    }

    private mutating func escaped(_ byte: UInt8) throws {
        switch byte {
        case 0x61...0x7a, 0x41...0x5a:
            (word, number, state) = ([byte], [], .word)
        case 0x27: state = .hex(nil)
        default:
            state = .plain
            switch byte {
            case 0x2a: isIgnorable = true
            case 0x7e: try put(scalar: 0xa0)
            case 0x5f: try put(scalar: 0x2d)
            case 0x5c, 0x7b, 0x7d: if !skipFallback() { try put(scalar: UInt32(byte)) }
            case 0x0a, 0x0d: try endParagraph()
            default: break
            }
        }
    }

    private mutating func endWord(_ next: UInt8) throws {
        state = .plain
        let value = Int(String(decoding: number, as: UTF8.self))
        try obey(String(decoding: word, as: UTF8.self), value)
        isIgnorable = false
        // A space belongs to the word.
        if next != 0x20 || state != .plain { try take(next) }
    }

    private mutating func obey(_ word: String, _ value: Int?) throws {
        let top = groups.count - 1
        switch word {
        case "par", "line", "sect", "page": try endParagraph()
        case "tab": try put(scalar: 0x09)
        case "cell", "nestcell": endCell()
        case "row", "nestrow": try endRow()
        case "trowd", "intbl": isInTable = true
        case "pard": isInTable = false
        case "uc": groups[top].fallback = max(0, min(value ?? 1, 16))
        case "u":
            toSkip = groups[top].fallback
            try put(unit: UInt32(truncatingIfNeeded: (value ?? 0xfffd) & 0xffff))
        case "bin": if let value, value > 0 { state = .binary(value) }
        case "emdash": try put(scalar: 0x2014)
        case "endash": try put(scalar: 0x2013)
        case "lquote": try put(scalar: 0x2018)
        case "rquote": try put(scalar: 0x2019)
        case "ldblquote": try put(scalar: 0x201c)
        case "rdblquote": try put(scalar: 0x201d)
        case "bullet": try put(scalar: 0x2022)
        default:
            if let name = Self.properties[word], groups[top].destination == .text {
                groups[top].destination = .property(name)
            } else if Self.skipped.contains(word) || (isIgnorable && !["shppict", "shpinst", "background", "annotation"].contains(word)) {
                groups[top].destination = .skipped
            }
        }
    }

    private mutating func skipFallback() -> Bool {
        guard toSkip > 0 else { return false }
        toSkip -= 1
        return true
    }

    /// \u gives UTF-16: two of them may be one character.
    private mutating func put(unit: UInt32) throws {
        if (0xd800..<0xdc00).contains(unit) {
            highSurrogate = unit
        } else if (0xdc00..<0xe000).contains(unit) {
            try put(scalar: highSurrogate.map { 0x10000 + ($0 - 0xd800) << 10 + (unit - 0xdc00) } ?? 0xfffd)
            highSurrogate = nil
        } else {
            try put(scalar: unit)
        }
    }

    private mutating func put(scalar: UInt32) throws {
        var bytes: [UInt8] = []
        TextRepair.append(scalar, to: &bytes)
        try put(bytes)
    }

    private mutating func put(byte: UInt8) throws {
        var bytes: [UInt8] = []
        Windows1252.append(byte, to: &bytes)
        try put(bytes)
    }

    private mutating func put(_ bytes: [UInt8]) throws {
        switch groups[groups.count - 1].destination {
        case .skipped: break
        case .property: if propertyText.count < 1 << 16 { propertyText += bytes }
        case .text:
            if isInTable {
                cell += bytes
                if cell.count > 1 << 16 { try endRow() }
            } else {
                if !row.isEmpty || !cell.isEmpty { try endRow() }
                try extraction.text(bytes)
            }
        }
    }

    private mutating func endParagraph() throws {
        switch groups[groups.count - 1].destination {
        case .text: if !isInTable { try extraction.endParagraph() } else if (1..<1 << 16).contains(cell.count) { cell.append(0x0a) }
        case .property: if propertyText.count < 1 << 16 { propertyText.append(0x20) }
        case .skipped: break
        }
    }

    private mutating func endCell() {
        guard groups[groups.count - 1].destination == .text, row.count < 1024 else { return }
        row.append(cell.trimmed)
        cell = []
        isInTable = true
    }

    private mutating func endRow() throws {
        if !cell.isEmpty { row.append(cell.trimmed) }
        try extraction.row(row)
        (row, cell) = ([], [])
    }

    private mutating func endProperty(_ destination: Destination) throws {
        if case .property(let name) = destination { try extraction.property(name, propertyText) }
        propertyText = []
    }
}
