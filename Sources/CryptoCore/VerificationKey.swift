/// The key that a trail's seals begin with (Docs/TRAIL.md, section 4): 32 bytes, written as a line of Bech32m text so that it can be printed and typed.
public struct VerificationKey: ~Copyable, Sendable {
    static let humanReadablePart = "tbtrail"
    /// `tbtrail1`, 52 of data, 6 of checksum.
    public static let textLength = 66
    /// More than this is not read: groups, spaces and a newline included.
    public static let maximumFileSize = 512

    public let bytes: SecretBytes

    public init(_ bytes: consuming SecretBytes) {
        self.bytes = bytes
    }

    public static func generate() throws(CryptoError) -> VerificationKey { VerificationKey(try .random(count: Hash256.size)) }

    /// Reads the text, as it was printed or typed: letters of either case, white space and hyphens ignored. Nil if it is not such a key.
    public init?(text: borrowing SecretBytes) throws(CryptoError) {
        guard text.count <= Self.maximumFileSize else { return nil }
        let characters = try SecretBytes(count: Self.textLength)
        let count = text.withSpan { span in
            characters.withMutableSpan { (out: inout MutableSpan<UInt8>) -> Int in
                var count = 0
                for i in span.indices where ![0x20, 0x2d, 0x0a, 0x0d, 0x09].contains(span[i]) {
                    guard count < Self.textLength else { return Self.textLength + 1 }
                    out[count] = (0x41...0x5a).contains(span[i]) ? span[i] | 0x20 : span[i]
                    count += 1
                }
                return count
            }
        }
        guard count == Self.textLength,
            let secret = try Bech32m.decode(characters, humanReadablePart: Self.humanReadablePart, byteCount: Hash256.size)
        else { return nil }
        bytes = secret
    }

    /// 66 characters without a newline.
    public borrowing func text() throws(CryptoError) -> SecretBytes {
        try Bech32m.encode(bytes, humanReadablePart: Self.humanReadablePart)
    }
}
