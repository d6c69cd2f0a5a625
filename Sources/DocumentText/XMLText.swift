extension Extraction {
    /// XML: as a flat OpenDocument or Word file if it is one, else records into rows.
    func readXML(_ stream: PeekedStream) throws {
        let head = stream.peek(2048)
        let text = DecodedStream(guessing: stream, declared: XMLDeclaration.encoding(in: head))
        if head.contains(text: "urn:oasis:names:tc:opendocument:xmlns:office") { return try readOpenDocumentContent(text) }
        if head.contains(text: "http://schemas.microsoft.com/office/word/2003/wordml")
            || head.contains(text: "http://schemas.microsoft.com/office/2006/xmlPackage")
        {
            return try readWordFlow(text)
        }
        // Others name that space too.
        if head.contains(text: "urn:schemas-microsoft-com:office:spreadsheet"), head.contains(text: "<Workbook") || head.contains(text: ":Workbook") {
            return try readSpreadsheet2003(text)
        }
        try readRecords(text)
    }

    /// Elements that hold nothing but text are the cells of the element around them: `<Pupil><UPN>…</UPN><Surname>…</Surname></Pupil>` is a row, after one
    /// with the names when these differ from the last ones. Attributes count like such elements. Text between elements is running text.
    func readRecords(_ stream: any ByteStream, withAttributes: Bool = true) throws {
        var tokens = XMLTokenizer(stream)
        var records = RecordRows(self)
        // The open elements: a leaf's text is held until it is known to be one.
        var open: [(name: String, columns: Int, isLeaf: Bool)] = []
        var text: [UInt8] = []
        while let token = try tokens.next() {
            switch token {
            case .start(let name, let isEmpty):
                if let last = open.indices.last { open[last].isLeaf = false }
                if !text.allSatisfy(Self.isSpace) {
                    try self.text(text)
                    try endParagraph()
                }
                text = []
                let attributes =
                    !withAttributes
                    ? [] : tokens.attributes.filter { !$0.value.isEmpty && !$0.name.hasPrefix("xmlns") && $0.name != "schemaLocation" }
                guard open.count < 1024 else { throw Incompleteness.damaged }
                if isEmpty {
                    let mark = records.mark
                    for attribute in attributes { try records.cell(attribute.name, attribute.value) }
                    // Of one attribute it is a cell like any other element; of more, a record.
                    if attributes.count > 1 { try records.endRow(from: mark) }
                } else {
                    open.append((name, records.mark, true))
                    for attribute in attributes { try records.cell(attribute.name, attribute.value) }
                }
            case .text(let bytes):
                // An element with a long text is not a cell.
                if text.count + bytes.count > 1 << 16 {
                    try self.text(text)
                    text = []
                }
                text += bytes
            case .end:
                guard let element = open.popLast() else { continue }
                if element.isLeaf {
                    let value = text.trimmed
                    if !value.isEmpty || records.mark == element.columns { try records.cell(element.name, value) }
                } else {
                    if !text.allSatisfy(Self.isSpace) {
                        try self.text(text)
                        try endParagraph()
                    }
                    try records.endRow(from: element.columns)
                }
                text = []
            }
        }
        try records.endRow(from: 0)
        if !text.allSatisfy(Self.isSpace) {
            try self.text(text)
            try endParagraph()
        }
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0d).contains(byte) }
}

/// Named cells on their way to becoming rows: XML's elements, JSON's members.
struct RecordRows {
    private let extraction: Extraction
    private var names: [String] = []
    private var values: [[UInt8]] = []
    private var lastNames: [String] = []
    /// How often each of the names is there.
    private var counts: [String: Int] = [:]
    private var size = 0

    init(_ extraction: Extraction) { self.extraction = extraction }

    /// Where a record begins whose cells come now.
    var mark: Int { names.count }

    mutating func cell(_ name: String, _ value: [UInt8]) throws {
        if names.count >= 1024 || size > 1 << 16 { try endRow(from: 0) }
        names.append(name)
        counts[name, default: 0] += 1
        values.append(value)
        size += value.count
    }

    /// Whether the first of the cells since `mark` has a name that was there before.
    func repeatsNames(from mark: Int) -> Bool { mark < names.count && counts[names[mark], default: 0] > 1 }

    /// The cells since `mark` are a row; those before wait for the rest of theirs.
    mutating func endRow(from mark: Int) throws {
        let mark = min(mark, names.count)
        let row = Array(values[mark...])
        guard row.contains(where: { !$0.isEmpty }) else { return drop(mark) }
        let header = Array(names[mark...])
        if header != lastNames {
            try extraction.row(header.map { Array($0.utf8) })
            lastNames = header
        }
        try extraction.row(row)
        drop(mark)
    }

    private mutating func drop(_ mark: Int) {
        size -= values[mark...].reduce(0) { $0 + $1.count }
        for name in names[mark...] {
            if let count = counts[name], count > 1 { counts[name] = count - 1 } else { counts[name] = nil }
        }
        names.removeSubrange(mark...)
        values.removeSubrange(mark...)
    }
}

enum XMLDeclaration {
    /// What `<?xml encoding="…"?>` says; nil if nothing, or nothing that is known.
    static func encoding(in head: ArraySlice<UInt8>) -> TextDecoder.Encoding? {
        let low = head.prefix(256).lowercased
        guard low.starts("<?xml"), let end = low.firstRange(of: StaticString("?>").bytes),
            let found = low[..<end].firstRange(of: StaticString("encoding").bytes)
        else { return nil }
        let value = low[(found + 8)..<end].drop { $0 != 0x22 && $0 != 0x27 }.dropFirst()
        return TextDecoder.Encoding(name: Array(value.prefix { $0 != 0x22 && $0 != 0x27 }))
    }
}
