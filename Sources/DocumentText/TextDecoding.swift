/// A stream of text as UTF-8, without its byte order mark, what is malformed replaced.
final class DecodedStream: ByteStream {
    private let stream: any ByteStream
    private var decoder: TextDecoder
    private var mark: Int
    private var isAtEnd = false

    init(_ stream: any ByteStream, _ encoding: TextDecoder.Encoding, mark: Int = 0) {
        (self.stream, self.mark) = (stream, mark)
        decoder = TextDecoder(encoding)
    }

    /// In the encoding that the first bytes have; as UTF-8 if they do not look like text at all.
    convenience init(guessing stream: PeekedStream, declared: TextDecoder.Encoding? = nil) {
        let guess = TextDecoder.encoding(of: Array(stream.peek(4096)))
        // What is well-formed UTF-8, or in pairs of bytes, is so whatever the document says; else its word counts.
        let encoding = guess?.encoding == .windows1252 ? declared ?? .windows1252 : guess?.encoding ?? declared ?? .utf8
        self.init(stream, encoding, mark: guess?.mark ?? 0)
    }

    func next() throws -> [UInt8]? {
        var output: [UInt8] = []
        while output.isEmpty, !isAtEnd {
            if let chunk = try stream.next() {
                let skipped = min(mark, chunk.count)
                mark -= skipped
                decoder.decode(skipped == 0 ? chunk : Array(chunk.dropFirst(skipped)), into: &output)
            } else {
                isAtEnd = true
                decoder.finish(into: &output)
            }
        }
        return output.isEmpty ? nil : output
    }
}

extension TextDecoder.Encoding {
    /// By the name that XML and MIME have for it; nil if it is another.
    init?(name: [UInt8]) {
        switch String(decoding: name.trimmed.lowercased, as: UTF8.self) {
        case "utf-8", "utf8", "us-ascii", "ascii": self = .utf8
        case "iso-8859-1", "iso8859-1", "latin1", "windows-1252", "cp1252", "iso-8859-15": self = .windows1252
        case "utf-16le", "utf-16": self = .utf16(bigEndian: false)
        case "utf-16be": self = .utf16(bigEndian: true)
        default: return nil
        }
    }
}
