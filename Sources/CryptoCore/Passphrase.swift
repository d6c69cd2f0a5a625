internal import CUTF8Proc

/// A passphrase in the one form that keys are derived from: strict UTF-8, normalised to NFC (Docs/FORMAT.md, section 4).
public struct Passphrase: ~Copyable, Sendable {
    /// Bytes, before and after normalisation.
    public static let maximumLength = 1024

    let bytes: SecretBytes

    /// - Parameter raw: UTF-8 as typed, or as read from a file.
    /// - Parameter strippingNewline: drop one final LF or CRLF (files and descriptors).
    public init(_ raw: borrowing SecretBytes, strippingNewline: Bool) throws(CryptoError) {
        let length = strippingNewline ? raw.withSpan(Self.lengthWithoutNewline) : raw.count
        guard length > 0 else { throw .passphraseRefused(.empty) }
        guard length <= Self.maximumLength else { throw .passphraseRefused(.tooLong) }
        let trimmed = try raw.prefix(length)
        let normalised = try Self.normalised(trimmed)
        guard normalised.count <= Self.maximumLength else { throw .passphraseRefused(.tooLong) }
        bytes = normalised
    }

    /// Number of Unicode scalars.
    public var scalarCount: Int {
        // Every scalar has exactly one byte that is not a continuation byte.
        bytes.withSpan { span in span.indices.count { span[$0] & 0xc0 != 0x80 } }
    }

    /// Lends the normalised bytes, for estimating strength and comparing two entries.
    public borrowing func withSpan<Result: ~Copyable>(_ body: (Span<UInt8>) -> Result) -> Result {
        bytes.withSpan(body)
    }

    private static func lengthWithoutNewline(_ span: Span<UInt8>) -> Int {
        var length = span.count
        if length > 0, span[length - 1] == 0x0a {
            length -= 1
            if length > 0, span[length - 1] == 0x0d { length -= 1 }
        }
        return length
    }

    private static func normalised(_ utf8: borrowing SecretBytes) throws(CryptoError) -> SecretBytes {
        let options = utf8proc_option_t(rawValue: UTF8PROC_COMPOSE.rawValue | UTF8PROC_STABLE.rawValue)
        let needed = unsafe decompose(utf8, into: nil, capacity: 0, options)
        guard needed >= 0 else { throw .passphraseRefused(.notUTF8) }
        // 1,024 bytes of UTF-8 decompose to at most 18 times as many scalars; utf8proc's own count is the bound.
        let scalars = try SecretBytes(count: (needed + 1) * MemoryLayout<Int32>.size)
        let length: Int? = unsafe scalars.withUnsafeMutableBytes { buffer in
            guard let base = buffer.baseAddress else { return nil }
            let codes = unsafe base.assumingMemoryBound(to: Int32.self)
            guard unsafe decompose(utf8, into: codes, capacity: needed, options) == needed else { return nil }
            for i in 0..<needed where unsafe utf8proc_category(codes[i]) == UTF8PROC_CATEGORY_CC { return -1 }
            return unsafe utf8proc_reencode(codes, needed, options)
        }
        guard let length else { throw .passphraseRefused(.notUTF8) }
        guard length >= 0 else { throw .passphraseRefused(.controlCharacter) }
        return try scalars.prefix(length)
    }

    private static func decompose(
        _ utf8: borrowing SecretBytes, into codes: UnsafeMutablePointer<Int32>?, capacity: Int, _ options: utf8proc_option_t
    ) -> Int {
        unsafe utf8.withUnsafeBytes { input in
            unsafe utf8proc_decompose(
                input.baseAddress?.assumingMemoryBound(to: UInt8.self), input.count, codes, capacity, options)
        }
    }
}
