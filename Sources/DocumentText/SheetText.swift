/// SpreadsheetML: rows of sheets, with strings that are kept once for all sheets and dates that are numbers in disguise.
extension Extraction {
    func sharedStrings(_ archive: ZipArchive) throws -> [[UInt8]] {
        guard let entry = archive.entry("xl/sharedStrings.xml") else { return [] }
        var strings: [[UInt8]] = []
        try readPart(entry, archive) { stream in
            var tokens = XMLTokenizer(DecodedStream(guessing: stream))
            var current: [UInt8] = []
            var (isText, isPhonetic) = (false, false)
            while let token = try tokens.next() {
                switch token {
                case .start("t", let isEmpty): isText = !isEmpty && !isPhonetic
                case .end("t"): isText = false
                case .start("rPh", let isEmpty): isPhonetic = !isEmpty
                case .end("rPh"): isPhonetic = false
                case .text(let bytes) where isText: if current.count < 1 << 16 { current += bytes }
                case .start("si", true), .end("si"):
                    try countHeld(current.count + 32)
                    strings.append(current)
                    current = []
                default: break
                }
            }
        }
        return strings
    }

    /// Which cell styles show dates, and what dates count from.
    func sheetStyles(_ archive: ZipArchive) throws -> SheetStyles {
        var styles = SheetStyles()
        if let entry = archive.entry("xl/workbook.xml") {
            try readPart(entry, archive) { stream in
                var tokens = XMLTokenizer(DecodedStream(guessing: stream))
                while let token = try tokens.next() {
                    if case .start("workbookPr", _) = token {
                        styles.startsIn1904 = ["1", "true"].contains(String(decoding: tokens.attribute("date1904"), as: UTF8.self))
                    }
                }
            }
        }
        guard let entry = archive.entry("xl/styles.xml") else { return styles }
        try readPart(entry, archive) { stream in
            var tokens = XMLTokenizer(DecodedStream(guessing: stream))
            var dateFormats: Set<Int> = Set(14...22).union(27...36).union(45...47).union(50...58)
            var isCellFormat = false
            while let token = try tokens.next() {
                switch token {
                case .start("numFmt", _):
                    if let id = Int(String(decoding: tokens.attribute("numFmtId"), as: UTF8.self)),
                        SheetStyles.isDateFormat(tokens.attribute("formatCode"))
                    {
                        dateFormats.insert(id)
                    }
                case .start("cellXfs", let isEmpty): isCellFormat = !isEmpty
                case .end("cellXfs"): isCellFormat = false
                case .start("xf", _) where isCellFormat && styles.isDate.count < 1 << 16:
                    styles.isDate.append(Int(String(decoding: tokens.attribute("numFmtId"), as: UTF8.self)).map(dateFormats.contains) ?? false)
                default: break
                }
            }
        }
        return styles
    }

    /// The names that people see, by the path of the sheet's part, lower case.
    func sheetNames(_ archive: ZipArchive) throws -> [String: [UInt8]] {
        var (byRelation, names): ([String: [UInt8]], [String: [UInt8]]) = ([:], [:])
        guard let book = archive.entry("xl/workbook.xml"), let relations = archive.entry("xl/_rels/workbook.xml.rels") else { return [:] }
        try readPart(book, archive) { stream in
            var tokens = XMLTokenizer(DecodedStream(guessing: stream))
            while let token = try tokens.next(), byRelation.count < 10_000 {
                if case .start("sheet", _) = token {
                    // r:id and sheetId end alike; the one with a prefix is the last of the name `id`.
                    let id = String(decoding: tokens.attribute("id").prefix(256), as: UTF8.self)
                    byRelation[id] = Array(tokens.attribute("name").prefix(256))
                }
            }
        }
        try readPart(relations, archive) { stream in
            var tokens = XMLTokenizer(DecodedStream(guessing: stream))
            while let token = try tokens.next() {
                guard case .start("Relationship", _) = token,
                    let name = byRelation[String(decoding: tokens.attribute("Id").prefix(256), as: UTF8.self)]
                else {
                    continue
                }
                let target = String(decoding: tokens.attribute("Target").prefix(256).lowercased, as: UTF8.self)
                names[target.hasPrefix("/") ? String(target.dropFirst()) : "xl/" + target] = name
            }
        }
        return names
    }

    func readSheet(_ stream: any ByteStream, _ strings: [[UInt8]], _ styles: SheetStyles) throws {
        var tokens = XMLTokenizer(stream)
        var row = SheetRow(self)
        var (kind, style, value): ([UInt8], Int, [UInt8]) = ([], 0, [])
        var (isValue, isMarking) = (false, false)
        while let token = try tokens.next() {
            switch token {
            case .start("c", let isEmpty):
                try row.move(to: tokens.attribute("r"))
                (kind, value) = (tokens.attribute("t"), [])
                style = Int(String(decoding: tokens.attribute("s"), as: UTF8.self)) ?? 0
                if isEmpty { try row.append([]) }
            case .start("v", let isEmpty), .start("t", let isEmpty): isValue = !isEmpty
            case .end("v"), .end("t"): isValue = false
            case .end("c"):
                try row.append(shown(value, kind, style, strings, styles))
                value = []
            case .start("row", _): try row.end()
            case .end("row"): try row.end()
            case .start(let name, false) where name.hasSuffix("Header") || name.hasSuffix("Footer"):
                isMarking = true
                value = []
            case .end(let name) where isMarking:
                try property(name.hasSuffix("Header") ? "header" : "footer", value)
                (isMarking, value) = (false, [])
            case .text(let bytes) where isValue || isMarking: if value.count < 1 << 16 { value += bytes }
            default: break
            }
        }
        try row.end()
    }

    private func shown(_ value: [UInt8], _ kind: [UInt8], _ style: Int, _ strings: [[UInt8]], _ styles: SheetStyles) -> [UInt8] {
        switch String(decoding: kind, as: UTF8.self) {
        case "s":
            if let number = Int(String(decoding: value, as: UTF8.self)), strings.indices.contains(number) { return strings[number] }
            // The number of a string that is not there says nothing of what people see.
            if !value.isEmpty { note(.damaged) }
            return value
        case "", "n": return styles.shown(number: value, style: style)
        case "b": return value == [0x31] ? .init("TRUE") : .init("FALSE")
        default: return value
        }
    }
}

struct SheetStyles {
    /// By the number of the cell's format.
    var isDate: [Bool] = []
    var startsIn1904 = false

    /// Days, months or years outside of quotation marks and brackets.
    static func isDateFormat(_ code: [UInt8]) -> Bool {
        var closing: UInt8?
        for byte in code.lowercased {
            if let end = closing {
                if byte == end { closing = nil }
                continue
            }
            switch byte {
            case 0x22: closing = 0x22
            case 0x5b: closing = 0x5d
            case 0x64, 0x6d, 0x79, 0x68: return true
            default: break
            }
        }
        return false
    }

    func shown(number value: [UInt8], style: Int) -> [UInt8] {
        let text = String(decoding: value, as: UTF8.self)
        if isDate.indices.contains(style), isDate[style], let serial = Double(text), let date = CalendarDay.text(serial: serial, startsIn1904) {
            return date
        }
        // Long numbers come in scientific notation from some programs.
        if value.contains(where: { $0 == 0x45 || $0 == 0x65 }), let number = Double(text), let whole = Int(exactly: number) {
            return Array(String(whole).utf8)
        }
        return value
    }
}

/// A row of a sheet under way: cells say at which column they are, and empty ones are left out.
struct SheetRow {
    private let extraction: Extraction
    private var cells: [[UInt8]] = []
    private var size = 0

    init(_ extraction: Extraction) { self.extraction = extraction }

    /// - Parameter reference: of the cell that comes: `AB12`.
    mutating func move(to reference: [UInt8]) throws {
        var column = 0
        for byte in reference.prefix(4) {
            guard (0x41...0x5a).contains(byte) else { break }
            column = column * 26 + Int(byte - 0x40)
        }
        move(toColumn: column)
    }

    /// - Parameter column: from 1.
    mutating func move(toColumn column: Int) {
        while cells.count < min(max(column, 1) - 1, 1023) { cells.append([]) }
    }

    mutating func append(_ cell: [UInt8]) throws {
        cells.append(cell)
        size += cell.count
        if cells.count >= 1024 || size > 1 << 16 { try end() }
    }

    mutating func end() throws {
        try extraction.row(cells)
        (cells, size) = ([], 0)
    }
}

/// The proleptic Gregorian calendar, after Howard Hinnant's `civil_from_days`.
enum CalendarDay {
    /// `2014-05-03`, with the time if there is one; nil if it is no day that people write.
    static func text(serial: Double, _ startsIn1904: Bool) -> [UInt8]? {
        guard serial >= 0, serial < 2_958_466 else { return nil }
        var day = Int(serial)
        let minutes = Int((serial - Double(day)) * 1440 + 0.5)
        // Excel has a 29 February 1900, which never was.
        if !startsIn1904, day < 60 { day += 1 }
        day += startsIn1904 ? -24_107 : -25_569
        let time = minutes == 0 || minutes >= 1440 ? "" : " \(two(minutes / 60)):\(two(minutes % 60))"
        return Array((text(daysSince1970: day) + time).utf8)
    }

    static func text(daysSince1970 day: Int) -> String {
        let shifted = day + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        let year = yearOfEra + era * 400 + (month >= 10 ? 1 : 0)
        return "\(year)-\(two(month < 10 ? month + 3 : month - 9))-\(two(dayOfYear - (153 * month + 2) / 5 + 1))"
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
