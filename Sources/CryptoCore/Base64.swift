internal import COpenSSL

/// Base64 (RFC 4648, section 4), with padding, without line breaks.
public enum Base64 {
    public static func encode(_ bytes: [UInt8]) -> String {
        var text = [UInt8](repeating: 0, count: (bytes.count + 2) / 3 * 4 + 1)
        let length = unsafe EVP_EncodeBlock(&text, bytes, Int32(bytes.count))
        return String(decoding: text.prefix(Int(max(0, length))), as: UTF8.self)
    }

    /// Nil unless `text` is what `encode` makes. At most 1 MiB.
    public static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
        let text = Array(text)
        guard !text.isEmpty, text.count % 4 == 0, text.count <= 1 << 20 else { return text.isEmpty ? [] : nil }
        var bytes = [UInt8](repeating: 0, count: text.count / 4 * 3)
        let length = unsafe EVP_DecodeBlock(&bytes, text, Int32(text.count))
        guard length == bytes.count else { return nil }
        bytes.removeLast(text.suffix(2).count { $0 == 0x3d })
        // The library forgives white space and bits that have no meaning.
        return Array(encode(bytes).utf8) == text ? bytes : nil
    }
}
