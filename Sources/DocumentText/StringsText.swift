/// Text within other bytes: backups, programs, formats that nobody here knows. Runs of six letters and more, in one byte each or in UTF-16.
extension Extraction {
    func readStrings(_ stream: any ByteStream) throws {
        var runs = StringRuns(self)
        while let chunk = try stream.next() { try runs.take(chunk) }
        try runs.finish()
    }

    /// What has no known header: random if it looks so, else its strings.
    func readUnknown(_ stream: PeekedStream) throws {
        let head = stream.peek(Randomness.blockSize)
        if head.count == Randomness.blockSize, Randomness.looksRandom(head) { return noteRandom() }
        noteReadable()
        note(.unknownFormat)
        try readStrings(stream)
    }
}

enum Randomness {
    static let blockSize = 1 << 20

    /// Whether the bytes of a mebibyte are as evenly spread as those of a cipher: chi-squared of 255 degrees of freedom, within 3.3 deviations or so.
    /// Compressed data are not, LZMA's aside.
    static func looksRandom(_ block: ArraySlice<UInt8>) -> Bool {
        var counts = [Int](repeating: 0, count: 256)
        for byte in block { counts[Int(byte)] += 1 }
        let expected = Double(block.count) / 256
        let sum = counts.reduce(0.0) { $0 + (Double($1) - expected) * (Double($1) - expected) }
        return (180...345).contains(sum / expected)
    }
}

/// Runs of text in bytes of any kind.
struct StringRuns {
    private static let shortest = 6
    private static let longest = 1 << 14
    private let extraction: Extraction
    private var narrow: [UInt8] = []
    /// A run of UTF-16 so far, in UTF-8, and its letters.
    private var wide: [UInt8] = []
    private var letters = 0
    /// The lower half of a wide character whose upper half comes next; before a run begins, any letter.
    private var lower: UInt8?

    private let isPrintable: [Bool] = (0..<256).map { byte in (0x20..<0x7f).contains(byte) || byte == 0x09 || byte >= 0xa0 || byte == 0x92 }

    init(_ extraction: Extraction) { self.extraction = extraction }

    mutating func take(_ bytes: [UInt8]) throws {
        var place = 0
        while place < bytes.count {
            if narrow.isEmpty, letters == 0, lower == nil {
                while place < bytes.count, !isPrintable[Int(bytes[place])] { place += 1 }
                if place == bytes.count { return }
            }
            try take(bytes[place])
            place += 1
        }
    }

    private mutating func take(_ byte: UInt8) throws {
        let isPrintable = self.isPrintable[Int(byte)]
        if isPrintable {
            narrow.append(byte)
            if narrow.count >= Self.longest { try endNarrow() }
        } else if !narrow.isEmpty {
            try endNarrow()
        }
        guard let first = lower else {
            if isPrintable || letters > 0 { lower = byte }
            return
        }
        // Latin letters, those of Polish and Welsh too; a run begins with one of ASCII.
        if byte == 0 && self.isPrintable[Int(first)] || letters > 0 && (byte == 1 || byte == 2) {
            TextRepair.append(UInt32(byte) << 8 | UInt32(first), to: &wide)
            letters += 1
            lower = nil
            if letters >= Self.longest { try endWide() }
        } else {
            try endWide()
            lower = isPrintable ? byte : nil
        }
    }

    mutating func finish() throws {
        try endNarrow()
        try endWide()
    }

    private mutating func endNarrow() throws {
        if narrow.count >= Self.shortest { try give(TextRepair.utf8Or1252(narrow)) }
        narrow.removeAll(keepingCapacity: true)
    }

    private mutating func endWide() throws {
        guard letters > 0 else { return }
        if letters >= Self.shortest { try give(wide) }
        wide.removeAll(keepingCapacity: true)
        letters = 0
    }

    private func give(_ text: [UInt8]) throws {
        try extraction.text(text)
        try extraction.endParagraph()
    }
}

extension TextRepair {
    static func utf8Or1252(_ bytes: [UInt8]) -> [UInt8] { String(validating: bytes, as: UTF8.self) == nil ? latin(bytes) : bytes }
}
