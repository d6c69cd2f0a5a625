/// CK: the 32 random bytes that everything in a vault is encrypted under, and what is derived from them.
public struct ContentKey: ~Copyable, Sendable {
    static let size = 32
    let bytes: SecretBytes

    init(_ bytes: consuming SecretBytes) {
        self.bytes = bytes
    }

    public static func generate() throws(CryptoError) -> ContentKey {
        ContentKey(try .random(count: size))
    }

    /// The same key once more, wiped on its own.
    public borrowing func copy() throws(CryptoError) -> ContentKey {
        ContentKey(try bytes.prefix(Self.size))
    }

    /// The keys of the payload of the vault that `fixed` describes.
    /// - Parameter salt: 24 bytes, fresh for a new payload.
    public borrowing func payloadKeys(for fixed: FixedPart, salt: [UInt8]) throws(CryptoError) -> MessageKeys {
        let inputKey = try HKDF.expand(.sha512, key: bytes, info: domain("tuckbox.vault/v0/payload").span, length: 32)
        return try Cobblestone.deriveKeys(inputKey: inputKey, salt: salt, context: fixed.payloadContext)
    }

    borrowing func headerMAC(of bytes: [UInt8]) throws(CryptoError) -> [UInt8] {
        let key = try HKDF.expand(.sha512, key: self.bytes, info: domain("tuckbox.vault/v0/header").span, length: 32)
        return try key.withSpan { (key) throws(CryptoError) in try Digest.sha512.authenticate(bytes.span, key: key) }
    }
}
