internal import FoundationEssentials

/// Values as lines of JSON Lines.
enum JSONLine {
    static func decode<Value: Decodable>(_ line: [UInt8]) throws(MalformedLine) -> Value {
        // What an object of ours never has, and a deep one is made of; the decoder has its own bound behind this.
        guard line.first == 0x7b, line.reduce(0, { $0 + ($1 == 0x7b || $1 == 0x5b ? 1 : 0) }) <= 64 else { throw MalformedLine() }
        do { return try JSONDecoder().decode(Value.self, from: Data(line)) } catch { throw MalformedLine() }
    }

    static func encode(_ value: some Encodable) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Numbers, texts and lists of them cannot fail to be encoded.
        return (try? encoder.encode(value)).map(Array.init) ?? []
    }
}

/// Takes lines out of bytes as they come.
public struct LineSplitter: Sendable {
    private var rest: [UInt8] = []
    private let limit: Int

    /// - Parameter limit: bytes of a line, LF excluded.
    public init(limit: Int) { self.limit = limit }

    /// The lines that `bytes` completes, without LF; throws once a line is too long.
    public mutating func take(_ bytes: [UInt8]) throws(MalformedLine) -> [[UInt8]] {
        var lines: [[UInt8]] = []
        var start = bytes.startIndex
        while let end = bytes[start...].firstIndex(of: 0x0a) {
            guard rest.count + (end - start) <= limit else { throw MalformedLine() }
            lines.append(rest + bytes[start..<end])
            rest = []
            start = end + 1
        }
        guard rest.count + (bytes.endIndex - start) <= limit else { throw MalformedLine() }
        rest += bytes[start...]
        return lines
    }
}
