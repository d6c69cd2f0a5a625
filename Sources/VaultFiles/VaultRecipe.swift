public import CryptoCore

/// How new vaults are made: to whom they open and what their headers say. Shared by all vaults of one run.
public struct VaultRecipe: Sendable {
    /// Passphrase, with the key file if there is one; nil for vaults that only recovery keys open.
    let credentials: Credentials?
    let requiresTwoFactors: Bool
    let recoveryKeys: [RecoveryPublicKey]
    public var label: String
    public var notice: String
    let rounds: UInt32
    /// One salt for the run: one derivation, and vaults that can be seen to belong together.
    private let salt: [UInt8]

    /// - Parameter label: protective marking, printable ASCII, at most 63 characters.
    /// - Parameter notice: what a finder reads; see `Header`.
    public init(
        credentials: Credentials?, requiresTwoFactors: Bool, recoveryKeys: [RecoveryPublicKey], label: String, notice: String,
        rounds: UInt32 = Slot.defaultRounds
    ) throws {
        self.credentials = credentials
        self.requiresTwoFactors = requiresTwoFactors
        self.recoveryKeys = recoveryKeys
        self.label = label
        self.notice = notice
        self.rounds = rounds
        salt = try randomBytes(32)
    }

    /// Keys and header for one new vault.
    func makeVault(vaultID: [UInt8], created: UInt64) throws -> NewVault {
        guard let fixed = FixedPart(requiresTwoFactors: requiresTwoFactors, vaultID: vaultID, created: created, label: label)
        else { throw CryptoError.damaged(.label) }
        let contentKey = try ContentKey.generate()
        let payloadKeys = try contentKey.payloadKeys(for: fixed, salt: randomBytes(Cobblestone.saltSize))
        var slots: [Slot] = []
        if let credentials { slots.append(try credentials.makeSlot(for: contentKey, vaultID: vaultID, salt: salt, rounds: rounds)) }
        for key in recoveryKeys { slots.append(try key.makeSlot(for: contentKey, vaultID: vaultID)) }
        let header = try Header(notice: notice, fixed: fixed, payloadPrefix: payloadKeys.prefix, slots: slots)
        return NewVault(contentKey: contentKey, payloadKeys: payloadKeys, header: header)
    }
}

/// The keys and the header of a vault that is being written.
final class NewVault: Sendable {
    let contentKey: ContentKey
    let payloadKeys: MessageKeys
    let header: Header

    init(contentKey: consuming ContentKey, payloadKeys: consuming MessageKeys, header: Header) {
        self.contentKey = contentKey
        self.payloadKeys = payloadKeys
        self.header = header
    }

    /// What stands before the chunks.
    func beginning() throws -> [UInt8] {
        try header.serialized(copy: 0, contentKey: contentKey) + payloadKeys.prefix
    }

    /// What stands behind them.
    func ending(checksums: [UInt32], payloadLength: UInt64) throws -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(checksums.count * 4 + 8 + Header.copySize)
        for checksum in checksums { IndexCoding.append(checksum, to: &bytes) }
        IndexCoding.append(payloadLength, to: &bytes)
        return try bytes + header.serialized(copy: 1, contentKey: contentKey)
    }
}
