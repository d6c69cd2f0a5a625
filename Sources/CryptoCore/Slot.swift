/// One way into a vault: 256 bytes that wrap the content key (Docs/FORMAT.md, section 4).
public struct Slot: Equatable, Sendable {
    public enum Kind: UInt8, Sendable {
        case passphrase = 1
        case passphraseAndKeyFile = 2
        case recovery = 3
    }

    static let size = 256
    static let maximumCount = 8
    static let parametersSize = 152
    static let saltSize = 32
    /// Fewer rounds are refused (OWASP's floor for PBKDF2-HMAC-SHA-512).
    public static let minimumRounds: UInt32 = 210_000
    public static let defaultRounds: UInt32 = 600_000
    /// Rounds that a reader spends on one vault at most.
    static let maximumRoundsSum: UInt64 = 10_000_000

    public let kind: Kind
    let bytes: [UInt8]

    /// PBKDF2 rounds; nil for a recovery slot.
    public var rounds: UInt32? { kind == .recovery ? nil : bytes.u32(at: 4) }
    /// The recovery key's public point; nil for other kinds.
    public var recoveryPoint: [UInt8]? { kind == .recovery ? Array(bytes[4..<69]) : nil }

    var salt: [UInt8] { Array(bytes[8..<40]) }
    var encapsulated: [UInt8] { Array(bytes[69..<134]) }
    var wrapped: [UInt8] { Array(bytes[Self.parametersSize...]) }

    /// Parses 256 bytes: everything that can be checked without a key.
    init(parsing bytes: [UInt8]) throws(CryptoError) {
        guard let kind = Kind(rawValue: bytes[0]) else { throw .damaged(.slotType) }
        guard bytes.isZero(1..<4) else { throw .damaged(.reservedBytesNotZero) }
        (self.kind, self.bytes) = (kind, bytes)
        switch kind {
        case .passphrase, .passphraseAndKeyFile:
            guard bytes.isZero(40..<Self.parametersSize) else { throw .damaged(.reservedBytesNotZero) }
            guard bytes.u32(at: 4) >= Self.minimumRounds else { throw .damaged(.rounds) }
        case .recovery:
            guard bytes.isZero(134..<Self.parametersSize) else { throw .damaged(.reservedBytesNotZero) }
            guard P256Key.isPoint(Array(bytes[4..<69])), P256Key.isPoint(encapsulated) else { throw .damaged(.recoveryPoint) }
        }
    }

    /// Wraps `contentKey` under a key that was derived for these parameters.
    /// - Parameter parameters: slot bytes 0 to 151.
    init(
        kind: Kind, parameters: [UInt8], contentKey: borrowing ContentKey, keyEncryptionKey: borrowing SecretBytes, vaultID: [UInt8]
    ) throws(CryptoError) {
        let keys = try Cobblestone.deriveKeys(
            inputKey: keyEncryptionKey, salt: randomBytes(Cobblestone.saltSize), context: Self.context(parameters, vaultID))
        var chunk = [UInt8](repeating: 0, count: ContentKey.size + Cobblestone.tagSize)
        let sealer = try ChunkSealer(keys)
        try contentKey.bytes.withSpan { (key) throws(CryptoError) in
            var output = chunk.mutableSpan
            _ = try sealer.seal(key, first: 0, last: true, into: &output)
        }
        self.kind = kind
        bytes = parameters + keys.prefix + chunk
    }

    /// The content key, or nil if this is not the slot's key.
    func unwrap(with keyEncryptionKey: borrowing SecretBytes, vaultID: [UInt8]) throws(CryptoError) -> ContentKey? {
        let message = wrapped
        let keys = try Cobblestone.deriveKeys(
            inputKey: keyEncryptionKey, salt: Array(message[0..<Cobblestone.saltSize]),
            context: Self.context(Array(bytes[0..<Self.parametersSize]), vaultID))
        guard constantTimeEqual(keys.prefix.span, Array(message[0..<Cobblestone.prefixSize]).span) else { return nil }
        let key = try SecretBytes(count: ContentKey.size)
        let opener = try ChunkOpener(keys)
        let chunk = Array(message[Cobblestone.prefixSize...])
        let run = try key.withMutableSpan { (output: inout MutableSpan<UInt8>) throws(CryptoError) in
            try opener.open(chunk.span, first: 0, last: true, into: &output)
        }
        guard run.damagedChunk == nil else { return nil }
        return ContentKey(key)
    }

    private static func context(_ parameters: [UInt8], _ vaultID: [UInt8]) -> [UInt8] {
        domain("tuckbox.vault/v0/slot") + vaultID + parameters
    }
}
