/// A time of the Gregorian calendar, UTC, in whole seconds, as RFC 3339 writes it.
public struct UTCTime: Hashable, Comparable, Sendable {
    public let seconds: Int64

    /// - Parameter seconds: since 1970; limited to the years 1 to 9999.
    public init(_ seconds: Int64) {
        self.seconds = min(max(seconds, -62_135_596_800), 253_402_300_799)
    }

    /// `2026-11-22T09:30:00Z`, or only as much of it from the left as makes sense: a day, or a month. Nil for anything else.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        let whole = Array("0001-01-01T00:00:00Z".utf8)
        guard [7, 10, 20].contains(bytes.count) else { return nil }
        let full = bytes + whole[bytes.count...]
        for (index, byte) in full.enumerated() {
            let isDigit = (0x30...0x39).contains(byte)
            guard (0x30...0x39).contains(whole[index]) ? isDigit : byte == whole[index] else { return nil }
        }
        func number(_ range: Range<Int>) -> Int64 { full[range].reduce(0) { $0 * 10 + Int64($1 - 0x30) } }
        let (year, month, day) = (number(0..<4), number(5..<7), number(8..<10))
        let (hour, minute, second) = (number(11..<13), number(14..<16), number(17..<19))
        guard year >= 1, (1...12).contains(month), day >= 1, hour < 24, minute < 60, second < 60 else { return nil }
        self.init(Self.days(year, month, day) * 86400 + hour * 3600 + minute * 60 + second)
        guard self.text == String(decoding: full, as: UTF8.self) else { return nil }
    }

    public var text: String {
        let (year, month, day) = date
        let second = seconds - Self.days(year, month, day) * 86400
        return "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(day, 2))"
            + "T\(Self.padded(second / 3600, 2)):\(Self.padded(second / 60 % 60, 2)):\(Self.padded(second % 60, 2))Z"
    }

    /// `2026-11`.
    public var month: String { String(text.prefix(7)) }

    /// Months since the year 0, to count with.
    public var monthNumber: Int64 { date.year * 12 + date.month - 1 }

    /// The proleptic Gregorian calendar in eras of 400 years that begin in March, so that the leap day is the last of a year.
    private var date: (year: Int64, month: Int64, day: Int64) {
        let days = (seconds >= 0 ? seconds : seconds - 86399) / 86400 + 719_468
        let era = days / 146_097
        let ofEra = days - era * 146_097
        let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36524 - ofEra / 146_096) / 365
        let dayOfYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
    }

    /// Days from 1970 to a date.
    private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let yearOfEra = shifted - era * 400
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func padded(_ number: Int64, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

extension UTCTime {
    public static func < (a: UTCTime, b: UTCTime) -> Bool { a.seconds < b.seconds }
}

extension UTCTime: Codable {
    /// Whole times only: `2026-11-22T09:30:00Z`.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard text.utf8.count == 20, let time = UTCTime(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a time")
        }
        self = time
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
