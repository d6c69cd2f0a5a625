/// The second factor: 16 random bytes, written as one line of Bech32m text so that it can be printed and typed.
public struct KeyFile: ~Copyable, Sendable {
    static let secretLength = 16
    static let humanReadablePart = "tbkey"
    /// Characters: `tbkey1`, 26 of data, 6 of checksum.
    public static let textLength = 38
    /// More than this is not read: groups, spaces and a newline included.
    public static let maximumFileSize = 256

    let bytes: SecretBytes

    /// Reads the text of a key file, or a code as it was typed: letters of either case, spaces and hyphens ignored.
    public init(text: borrowing SecretBytes) throws(CryptoError) {
        let characters = try text.withSpan { (span) throws(CryptoError) in try Self.significantCharacters(span) }
        guard let secret = try Bech32m.decode(characters, humanReadablePart: Self.humanReadablePart, byteCount: Self.secretLength)
        else { throw .notAKeyFile }
        bytes = secret
    }

    private init(bytes: consuming SecretBytes) {
        self.bytes = bytes
    }

    /// A new one from the system's random generator.
    public static func generate() throws(CryptoError) -> KeyFile {
        KeyFile(bytes: try .random(count: secretLength))
    }

    /// The text, 38 characters without a newline.
    public borrowing func text() throws(CryptoError) -> SecretBytes {
        try Bech32m.encode(bytes, humanReadablePart: Self.humanReadablePart)
    }

    private static func significantCharacters(_ span: Span<UInt8>) throws(CryptoError) -> SecretBytes {
        var end = span.count
        guard end <= maximumFileSize else { throw .notAKeyFile }
        if end > 0, span[end - 1] == 0x0a { end -= 1 }
        if end > 0, end < span.count, span[end - 1] == 0x0d { end -= 1 }
        let output = try SecretBytes(count: textLength)
        let count = output.withMutableSpan { (out: inout MutableSpan<UInt8>) -> Int in
            var count = 0
            for i in 0..<end where span[i] != 0x20 && span[i] != 0x2d {
                guard count < textLength else { return textLength + 1 }
                out[count] = (0x41...0x5a).contains(span[i]) ? span[i] | 0x20 : span[i]
                count += 1
            }
            return count
        }
        guard count == textLength else { throw .notAKeyFile }
        return output
    }
}
