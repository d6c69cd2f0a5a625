/// The header fields of a message or of a part.
struct MailHeader {
    struct Field {
        /// In lower case.
        var value: String
        var parameters: [String: [UInt8]]
    }

    private var fields: [(name: String, value: [UInt8])] = []
    private static let limit = 1 << 18

    /// Reads up to the empty line; beyond 256 KiB fields are left out.
    init(_ lines: LineReader) throws {
        var size = 0
        while let line = try lines.next(), !line.isEmpty {
            size += line.count
            guard size < Self.limit else { continue }
            if let first = line.first, first == 0x20 || first == 0x09 {
                // Unfolded, as RFC 5322 has it: the line's end goes, its space stays.
                if let last = fields.indices.last { fields[last].value += line }
            } else if let colon = line.firstIndex(of: 0x3a) {
                fields.append((String(decoding: line[..<colon].trimmed.lowercased, as: UTF8.self), line[(colon + 1)...].trimmed))
            } else {
                // No field: the body has begun without an empty line.
                lines.putBack(line)
                return
            }
        }
    }

    func values(_ name: String) -> [[UInt8]] { fields.filter { $0.name == name }.map(\.value) }
    func value(_ name: String) -> [UInt8] { fields.first { $0.name == name }?.value ?? [] }

    var contentType: Field { Self.parsed(value("content-type")) }

    /// Of an attachment; empty if it has none.
    var fileName: [UInt8] {
        let disposition = Self.parsed(value("content-disposition"))
        let name = disposition.parameters["filename"] ?? contentType.parameters["name"] ?? []
        return name.isEmpty && disposition.value == "attachment" ? .init("attachment") : EncodedWords.decoded(name)
    }

    /// `text/plain; charset="utf-8"; name*0*=UTF-8''a%20b; name*1=c` (RFC 2231).
    private static func parsed(_ bytes: [UInt8]) -> Field {
        var field = Field(value: String(decoding: bytes.prefix { $0 != 0x3b }.trimmed.lowercased, as: UTF8.self), parameters: [:])
        var rest = bytes.drop { $0 != 0x3b }
        while rest.first == 0x3b, field.parameters.count < 64 {
            rest = rest.dropFirst()
            let name = rest.prefix { $0 != 0x3d && $0 != 0x3b }
            rest = rest.dropFirst(name.count)
            guard rest.first == 0x3d else { continue }
            rest = rest.dropFirst().drop { $0 == 0x20 || $0 == 0x09 }
            var value: [UInt8] = []
            if rest.first == 0x22 {
                rest = rest.dropFirst()
                while let byte = rest.first, byte != 0x22 {
                    rest = rest.dropFirst()
                    if byte == 0x5c, let escaped = rest.popFirst() { value.append(escaped) } else { value.append(byte) }
                }
                rest = rest.drop { $0 != 0x3b }
            } else {
                value = rest.prefix { $0 != 0x3b }.trimmed
                rest = rest.drop { $0 != 0x3b }
            }
            let label = String(decoding: name.trimmed.lowercased, as: UTF8.self)
            guard let star = label.firstIndex(of: "*") else {
                field.parameters[label] = value
                continue
            }
            if label.hasSuffix("*") { value = unescaped(value) }
            field.parameters[String(label[..<star]), default: []] += value
        }
        return field
    }

    /// `utf-8'en'a%20b`
    private static func unescaped(_ bytes: [UInt8]) -> [UInt8] {
        let parts = bytes.split(separator: 0x27, maxSplits: 2, omittingEmptySubsequences: false)
        let (charset, text) = parts.count == 3 ? (Array(parts[0]), Array(parts[2])) : ([], bytes)
        return EncodedWords.inUTF8(Hexadecimal.unescaped(text, escape: 0x25), charset)
    }
}

enum Hexadecimal {
    /// With what stands after `escape` in two digits as a byte.
    static func unescaped(_ bytes: some Collection<UInt8>, escape: UInt8) -> [UInt8] {
        var output: [UInt8] = []
        var rest = Array(bytes)[...]
        while let byte = rest.popFirst() {
            if byte == escape, rest.count >= 2, let high = digit(rest[rest.startIndex]), let low = digit(rest[rest.startIndex + 1]) {
                output.append(high << 4 | low)
                rest = rest.dropFirst(2)
            } else {
                output.append(byte)
            }
        }
        return output
    }

    static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }
}
