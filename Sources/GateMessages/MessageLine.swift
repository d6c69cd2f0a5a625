/// One message between broker and gate: a word and named values in one line of ASCII, `refused path=a%20b people=3`.
/// Bytes that are not letters, digits or `-_./,` are `%` and two hexadecimal digits.
public struct MessageLine: Equatable, Sendable {
    public let word: String
    public let fields: [String: [UInt8]]

    /// Bytes of a line, its end included: the longest path that Linux has, every byte of it escaped, and room for the rest.
    public static let limit = 16384
    static let maximumFields = 16

    public init(_ word: String, _ fields: [String: [UInt8]]) { (self.word, self.fields) = (word, fields) }

    /// With the line feed.
    public var bytes: [UInt8] {
        var bytes = Array(word.utf8)
        for (name, value) in fields.sorted(by: { $0.key < $1.key }) {
            bytes.append(0x20)
            bytes += name.utf8
            bytes.append(0x3d)
            for byte in value {
                if Self.isPlain(byte) { bytes.append(byte) } else { bytes += [0x25, Self.digit(byte >> 4), Self.digit(byte & 15)] }
            }
        }
        return bytes + [0x0a]
    }

    /// - Parameter bytes: a line without its line feed. Nil if it is none.
    public init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count < Self.limit else { return nil }
        let parts = bytes.split(separator: 0x20, omittingEmptySubsequences: false)
        guard let first = parts.first, Self.isName(first), parts.count <= 1 + Self.maximumFields else { return nil }
        var fields: [String: [UInt8]] = [:]
        for part in parts.dropFirst() {
            guard let equals = part.firstIndex(of: 0x3d), Self.isName(part[..<equals]),
                let value = Self.unescaped(part[part.index(after: equals)...]),
                fields.updateValue(value, forKey: String(decoding: part[..<equals], as: UTF8.self)) == nil
            else { return nil }
        }
        (word, self.fields) = (String(decoding: first, as: UTF8.self), fields)
    }

    /// Nil if it is missing or no text.
    func text(_ name: String) -> String? { fields[name].flatMap { String(validating: $0, as: UTF8.self) } }

    func number<Number: FixedWidthInteger>(_ name: String) -> Number? { text(name).flatMap { Number($0) } }

    private static func unescaped(_ bytes: some Collection<UInt8>) -> [UInt8]? {
        var value: [UInt8] = []
        var rest = bytes.makeIterator()
        while let byte = rest.next() {
            if isPlain(byte) {
                value.append(byte)
            } else {
                guard byte == 0x25, let high = rest.next().flatMap(number(of:)), let low = rest.next().flatMap(number(of:)) else { return nil }
                value.append(high << 4 | low)
            }
        }
        return value
    }

    private static func isName(_ bytes: some Collection<UInt8>) -> Bool {
        (1...32).contains(bytes.count) && bytes.allSatisfy { (0x61...0x7a).contains($0) || $0 == 0x2d }
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2c...0x2f, 0x5f: true
        default: false
        }
    }

    private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x61 + value - 10 }

    private static func number(of digit: UInt8) -> UInt8? {
        switch digit {
        case 0x30...0x39: digit - 0x30
        case 0x61...0x66: digit - 0x61 + 10
        default: nil
        }
    }
}
