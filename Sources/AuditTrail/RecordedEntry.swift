/// An entry as it stands in a trail.
public struct RecordedEntry: Equatable, Sendable {
    public enum Value: Equatable, Sendable {
        case number(UInt64)
        case text(String)
        case boolean(Bool)
        case list([String])
    }

    public struct Field: Equatable, Sendable {
        public let key: String
        public let value: Value
    }

    /// In their order, `prev` and `seal` excepted.
    public let fields: [Field]
    public let number: UInt64

    /// Nil unless `line` is an entry. Without LF.
    public init?(_ line: [UInt8]) {
        // An initializer owns its argument, and Swift 6.3 gives an array back after its last use although a span of it is still in use.
        guard let entry = withExtendedLifetime(line, { RecordedEntry(line.span) }) else { return nil }
        self = entry
    }

    init?(_ line: Span<UInt8>) {
        guard let frame = EntryFrame(line), let object = FlatObject(line) else { return nil }
        (number, fields) = (frame.number, Array(object.fields.dropLast(2)))
    }

    private var object: FlatObject { FlatObject(fields) }
    public func text(_ key: String) -> String? { object.text(key) }
    public func number(_ key: String) -> UInt64? { object.number(key) }
    public func list(_ key: String) -> [String] { object.list(key) ?? [] }
    public func boolean(_ key: String) -> Bool? {
        guard case .boolean(let value)? = object[key] else { return nil }
        return value
    }
}

/// A JSON object without others in it.
struct FlatObject {
    let fields: [RecordedEntry.Field]

    init(_ fields: [RecordedEntry.Field]) { self.fields = fields }

    /// Nil unless `line` is such an object, in the form of Docs/TRAIL.md, section 2, with no key twice.
    init?(_ line: Span<UInt8>) {
        guard var parser = EntryParser(line) else { return nil }
        var fields: [RecordedEntry.Field] = []
        while let field = parser.next(line, isFirst: fields.isEmpty) {
            guard fields.count < EntryParser.maximumFields, let key = Self.text(line.bytes(field.key)), let value = Self.value(field, line),
                !fields.contains(where: { $0.key == key })
            else { return nil }
            fields.append(RecordedEntry.Field(key: key, value: value))
        }
        guard parser.isWhole else { return nil }
        self.fields = fields
    }

    subscript(key: String) -> RecordedEntry.Value? { fields.first { $0.key == key }?.value }

    func text(_ key: String) -> String? {
        guard case .text(let text)? = self[key] else { return nil }
        return text
    }

    func number(_ key: String) -> UInt64? {
        guard case .number(let number)? = self[key] else { return nil }
        return number
    }

    func list(_ key: String) -> [String]? {
        guard case .list(let items)? = self[key] else { return nil }
        return items
    }

    private static func value(_ field: EntryParser.Field, _ line: Span<UInt8>) -> RecordedEntry.Value? {
        switch field.kind {
        case .number: .number(line.number(field.value))
        case .boolean: .boolean(line[field.value.lowerBound] == 0x74)
        case .text: text(line.bytes(field.value)).map { .text($0) }
        case .list: items(line.bytes(field.value)).map { .list($0) }
        }
    }

    /// What is between the quotes, without escapes. Nil if it is not UTF-8.
    private static func text(_ bytes: [UInt8]) -> String? {
        guard bytes.contains(0x5c) else { return String(validating: bytes, as: UTF8.self) }
        var plain: [UInt8] = []
        var position = 0
        while position < bytes.count {
            if bytes[position] != 0x5c {
                plain.append(bytes[position])
                position += 1
            } else if bytes[position + 1] == 0x75 {
                plain += Hexadecimal.bytes(bytes[(position + 4)..<(position + 6)]) ?? []
                position += 6
            } else {
                plain.append(bytes[position + 1])
                position += 2
            }
        }
        return String(validating: plain, as: UTF8.self)
    }

    /// What is between the brackets: strings with commas.
    private static func items(_ bytes: [UInt8]) -> [String]? {
        var items: [String] = []
        var (start, position) = (1, 1)
        while position < bytes.count {
            switch bytes[position] {
            case 0x5c: position += 2
            case 0x22:
                guard let item = text(Array(bytes[start..<position])) else { return nil }
                items.append(item)
                // Behind it come a comma and the next quote.
                start = position + 3
                position = start
            default: position += 1
            }
        }
        return items
    }
}
