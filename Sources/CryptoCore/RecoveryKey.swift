/// The public half of a recovery key: whoever has it can add a slot, and cannot open one.
public struct RecoveryPublicKey: Equatable, Sendable {
    /// Uncompressed point on P-256, 65 bytes.
    public let point: [UInt8]

    /// Nil unless `point` is an uncompressed point on the curve.
    public init?(point: [UInt8]) {
        guard P256Key.isPoint(point) else { return nil }
        self.point = point
    }

    /// First 16 hexadecimal digits of the SHA-256 of the point: to compare two keys by eye.
    public func fingerprint() throws(CryptoError) -> String {
        let hash = try Digest.sha256.hash(point.span)
        return hash.prefix(8).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }

    /// A recovery slot that wraps `contentKey`.
    public func makeSlot(for contentKey: borrowing ContentKey, vaultID: [UInt8]) throws(CryptoError) -> Slot {
        let sender = try HPKE.setupSender(recipient: point, info: RecoveryPrivateKey.info(vaultID))
        var parameters = [UInt8](repeating: 0, count: Slot.parametersSize)
        parameters[0] = Slot.Kind.recovery.rawValue
        parameters.put(point, at: 4)
        parameters.put(sender.encapsulated, at: 69)
        let key = try sender.exporter.export(RecoveryPrivateKey.exporterContext, length: 32)
        return try Slot(kind: .recovery, parameters: parameters, contentKey: contentKey, keyEncryptionKey: key, vaultID: vaultID)
    }
}

/// The private half: opens every vault that has a slot for it.
public final class RecoveryPrivateKey: Sendable {
    static let exporterContext = Array("tuckbox.vault/v0/kek3".utf8)

    public let publicKey: RecoveryPublicKey
    let key: P256Key

    init(_ key: consuming P256Key) throws(CryptoError) {
        guard let publicKey = RecoveryPublicKey(point: try key.point()) else { throw .notARecoveryKey }
        self.publicKey = publicKey
        self.key = key
    }

    public static func generate() throws(CryptoError) -> RecoveryPrivateKey {
        try RecoveryPrivateKey(try P256Key.generate())
    }

    func keyEncryptionKey(encapsulated: [UInt8], vaultID: [UInt8]) throws(CryptoError) -> SecretBytes {
        try HPKE.setupReceiver(encapsulated: encapsulated, privateKey: key, info: Self.info(vaultID))
            .export(Self.exporterContext, length: 32)
    }

    static func info(_ vaultID: [UInt8]) -> [UInt8] { domain("tuckbox.vault/v0/recovery") + vaultID }
}
