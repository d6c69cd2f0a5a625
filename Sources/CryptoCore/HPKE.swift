/// HPKE base mode (RFC 9180) with DHKEM(P-256, HKDF-SHA256), HKDF-SHA256 and AES-256-GCM, as far as the format uses it: Encap, Decap and Export.
/// Seal and Open are left out on purpose: they do not commit to their key.
enum HPKE {
    private static let kemSuite = Array("KEM".utf8) + [0x00, 0x10]
    private static let suite = Array("HPKE".utf8) + [0x00, 0x10, 0x00, 0x01, 0x00, 0x02]

    /// The exporter of a context that both sides share.
    struct Exporter: ~Copyable {
        fileprivate let secret: SecretBytes

        /// Export (RFC 9180, section 5.3).
        func export(_ context: [UInt8], length: Int) throws(CryptoError) -> SecretBytes {
            try HPKE.labeledExpand(suite: HPKE.suite, key: secret, label: "sec", info: context, length: length)
        }
    }

    /// What a sender has: the key to send along, and the exporter.
    struct Sender: ~Copyable {
        let encapsulated: [UInt8]
        let exporter: Exporter
    }

    /// SetupBaseS: a fresh encapsulated key for the owner of `recipient`.
    static func setupSender(recipient: [UInt8], info: [UInt8]) throws(CryptoError) -> Sender {
        try setupSender(recipient: recipient, info: info, ephemeral: try P256Key.generate())
    }

    /// The same with a given ephemeral key, for test vectors.
    static func setupSender(
        recipient: [UInt8], info: [UInt8], ephemeral: consuming P256Key
    ) throws(CryptoError) -> Sender {
        guard let peer = P256Key.publicKey(point: recipient) else { throw .damaged(.recoveryPoint) }
        let encapsulated = try ephemeral.point()
        let shared = try ephemeral.sharedSecret(with: peer)
        return Sender(encapsulated: encapsulated, exporter: try schedule(shared, kemContext: encapsulated + recipient, info: info))
    }

    /// SetupBaseR.
    static func setupReceiver(
        encapsulated: [UInt8], privateKey: borrowing P256Key, info: [UInt8]
    ) throws(CryptoError) -> Exporter {
        guard let peer = P256Key.publicKey(point: encapsulated) else { throw .damaged(.recoveryPoint) }
        let shared = try privateKey.sharedSecret(with: peer)
        return try schedule(shared, kemContext: encapsulated + privateKey.point(), info: info)
    }

    /// ExtractAndExpand (section 4.1) and KeySchedule (section 5.1) in base mode.
    private static func schedule(
        _ diffieHellman: borrowing SecretBytes, kemContext: [UInt8], info: [UInt8]
    ) throws(CryptoError) -> Exporter {
        let none = try SecretBytes(count: 0)
        let prk = try labeledExtract(suite: kemSuite, salt: Span(), label: "eae_prk", inputKey: diffieHellman)
        let shared = try labeledExpand(suite: kemSuite, key: prk, label: "shared_secret", info: kemContext, length: 32)

        let pskIDHash = try labeledExtract(suite: suite, salt: Span(), label: "psk_id_hash", inputKey: none)
        let infoHash = try labeledExtract(suite: suite, salt: Span(), label: "info_hash", inputKey: SecretBytes(copying: info))
        let context = [0] + pskIDHash.copyOfPublicBytes() + infoHash.copyOfPublicBytes()
        let secret = try shared.withSpan { (salt) throws(CryptoError) in
            try labeledExtract(suite: suite, salt: salt, label: "secret", inputKey: none)
        }
        return Exporter(secret: try labeledExpand(suite: suite, key: secret, label: "exp", info: context, length: 32))
    }

    private static func labeledExtract(
        suite: [UInt8], salt: Span<UInt8>, label: String, inputKey: borrowing SecretBytes
    ) throws(CryptoError) -> SecretBytes {
        let prefix = Array("HPKE-v1".utf8) + suite + Array(label.utf8)
        let labeled = try SecretBytes.joining(prefix.span, inputKey)
        return try HKDF.extract(.sha256, inputKey: labeled, salt: salt)
    }

    private static func labeledExpand(
        suite: [UInt8], key: borrowing SecretBytes, label: String, info: [UInt8], length: Int
    ) throws(CryptoError) -> SecretBytes {
        let lengthBytes = [UInt8(truncatingIfNeeded: length >> 8), UInt8(truncatingIfNeeded: length)]
        let labeled = lengthBytes + Array("HPKE-v1".utf8) + suite + Array(label.utf8) + info
        return try HKDF.expand(.sha256, key: key, info: labeled.span, length: length)
    }
}
