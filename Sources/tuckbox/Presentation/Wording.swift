import CryptoCore
import FoundationEssentials

/// `12.3 MB`, in decimal units as disks are sold.
func byteCount(_ bytes: UInt64) -> String {
    if bytes < 1000 { return bytes == 1 ? "1 byte" : "\(bytes) bytes" }
    var value = Double(bytes)
    var unit = ""
    for next in ["kB", "MB", "GB", "TB", "PB"] where value >= 999.95 || unit.isEmpty {
        value /= 1000
        unit = next
    }
    let tenths = Int((value * 10).rounded())
    return "\(tenths / 10).\(tenths % 10) \(unit)"
}

/// `1,234`.
func grouped(_ number: some BinaryInteger) -> String {
    var digits = String(number)
    var index = digits.count - 3
    while index > 0 {
        digits.insert(",", at: digits.index(digits.startIndex, offsetBy: index))
        index -= 3
    }
    return digits
}

/// `1 file`, `2 files`.
func counted(_ number: Int, _ noun: String) -> String { "\(grouped(number)) \(noun)\(number == 1 ? "" : "s")" }

/// `1 entry`, `2 entries`.
func counted(_ number: Int, _ noun: String, _ plural: String) -> String { "\(grouped(number)) \(number == 1 ? noun : plural)" }

/// RFC 3339, UTC; the plain number if it is beyond any calendar.
func timestamp(_ seconds: Int64) -> String {
    guard (-62_135_596_800...253_402_300_799).contains(seconds) else { return String(seconds) }
    return Date(timeIntervalSince1970: Double(seconds)).formatted(.iso8601)
}

func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}

/// What is the matter with a vault's header copies.
func describe(_ condition: HeaderPair.Condition) -> String {
    switch condition {
    case .bothGood: "both copies of its header are good, but not authentic"
    case .firstDamaged: "the copy of its header at the start is damaged"
    case .lastDamaged: "the copy of its header at the end is damaged"
    case .differentSequence: "one copy of its header is older than the other: a change of keys was interrupted"
    }
}
