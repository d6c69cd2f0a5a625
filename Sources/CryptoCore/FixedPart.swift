/// F: what cannot change without a new payload. It is part of the payload's context (Docs/FORMAT.md, section 3).
public struct FixedPart: Equatable, Sendable {
    static let size = 512
    static let magic = Array("TKBXVLT0".utf8)
    public static let version: UInt16 = 0
    static let twoFactorFlag: UInt16 = 1
    public static let maximumLabelLength = 63

    /// Whether every passphrase slot needs a key file too.
    public let requiresTwoFactors: Bool
    /// 16 bytes.
    public let vaultID: [UInt8]
    /// Seconds since 1970, UTC.
    public let created: UInt64
    /// Printable ASCII, at most 63 characters; the protective marking.
    public let label: String

    /// Nil if the label is too long or not printable ASCII, or the identifier not 16 bytes.
    public init?(requiresTwoFactors: Bool, vaultID: [UInt8], created: UInt64, label: String) {
        guard vaultID.count == 16, label.utf8.count <= Self.maximumLabelLength, label.utf8.allSatisfy(isPrintable) else { return nil }
        (self.requiresTwoFactors, self.vaultID, self.created, self.label) = (requiresTwoFactors, vaultID, created, label)
    }

    var bytes: [UInt8] {
        var bytes = [UInt8](repeating: 0, count: Self.size)
        bytes.put(Self.magic, at: 0)
        bytes.put(Self.version, at: 8)
        bytes.put(requiresTwoFactors ? Self.twoFactorFlag : 0, at: 10)
        bytes.put(vaultID, at: 12)
        bytes.put(created, at: 28)
        bytes.put([UInt8(label.utf8.count)] + Array(label.utf8), at: 36)
        return bytes
    }

    /// Parses 512 bytes whose magic, version and flags were checked.
    init(parsing bytes: [UInt8]) throws(CryptoError) {
        let length = Int(bytes[36])
        guard length <= Self.maximumLabelLength, bytes[37..<37 + length].allSatisfy(isPrintable) else { throw .damaged(.label) }
        guard bytes.isZero(37 + length..<Self.size) else { throw .damaged(.reservedBytesNotZero) }
        requiresTwoFactors = bytes.u16(at: 10) & Self.twoFactorFlag != 0
        vaultID = Array(bytes[12..<28])
        created = bytes.u64(at: 28)
        label = String(decoding: bytes[37..<37 + length], as: UTF8.self)
    }

    /// The context that ties the payload to this part.
    var payloadContext: [UInt8] { domain("tuckbox.vault/v0/context") + bytes }
}

/// Whether a byte is printable ASCII.
func isPrintable(_ byte: UInt8) -> Bool { (0x20...0x7e).contains(byte) }
