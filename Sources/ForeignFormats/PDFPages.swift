/// How many letters the pages of a document have; a form feed ends each.
struct LettersOfPages {
    /// The numbers, from 1, of pages with fewer letters than `few`.
    private(set) var withFew: [Int] = []
    private(set) var letters = 0
    /// At least 1.
    var number: Int { max(1, ended) }
    private let few: Int
    private var ended = 0
    private var before = 0
    private static let most = 100_000

    init(few: Int) { self.few = few }

    /// - Parameter bytes: of text in UTF-8.
    mutating func count(_ bytes: [UInt8]) {
        for byte in bytes {
            if byte > 0x20, byte & 0xc0 != 0x80 { letters += 1 }
            guard byte == 0x0c else { continue }
            ended += 1
            if letters - before < few, withFew.count < Self.most { withFew.append(ended) }
            before = letters
        }
    }
}

/// What `pdfimages -list` says: two lines of headings, then a line for each picture with its page, number, kind, width and height.
struct PictureList {
    /// By page.
    private var area: [Int: Int] = [:]
    private var line: [UInt8] = []
    /// A picture of fewer pixels, or several that come to fewer, has no room for a page of letters. Scans may come in strips.
    private static let smallest = 300 * 300

    func hasRoomForLetters(page: Int) -> Bool { (area[page] ?? 0) >= Self.smallest }

    mutating func take(_ bytes: [UInt8]) {
        for byte in bytes { if byte == 0x0a { finish() } else if line.count < 256 { line.append(byte) } }
    }

    mutating func finish() {
        let fields = String(decoding: line, as: UTF8.self).split(separator: " ", maxSplits: 5)
        line = []
        guard fields.count > 4, let page = Int(fields[0]), let width = Int(fields[3]), let height = Int(fields[4]), width > 0, height > 0 else {
            return
        }
        let (pixels, isTooMany) = width.multipliedReportingOverflow(by: height)
        area[page] = min((area[page] ?? 0) + min(isTooMany ? .max : pixels, Self.smallest), Self.smallest)
    }
}
