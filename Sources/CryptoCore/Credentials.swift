import Synchronization

/// What somebody has to open vaults with. Derived keys are kept for its lifetime, so that
/// vaults with the same salt and passphrase cost one derivation.
public final class Credentials: Sendable {
    private let passphrase: Passphrase?
    private let keyFile: KeyFile?
    private let recoveryKeys: [RecoveryPrivateKey]
    private let derived = Mutex<[Derivation: Entry]>([:])

    public init(passphrase: consuming Passphrase?, keyFile: consuming KeyFile?, recoveryKeys: [RecoveryPrivateKey]) {
        self.passphrase = passphrase
        self.keyFile = keyFile
        self.recoveryKeys = recoveryKeys
    }

    /// PBKDF2 derivations done so far.
    public var derivationCount: Int { derived.withLock { $0.count } }

    /// The public halves of the recovery keys.
    public var recoveryPublicKeys: [RecoveryPublicKey] { recoveryKeys.map(\.publicKey) }

    /// Opens a vault's header: finds the slot, then checks the header's MAC.
    /// - Returns: the content key and the number of the slot that opened.
    public func open(_ pair: HeaderPair) throws(CryptoError) -> OpenedHeader {
        let fixed = pair.header.fixed
        for (index, slot) in pair.header.slots.enumerated() {
            guard let key = try keyEncryptionKey(for: slot, vaultID: fixed.vaultID),
                let contentKey = try slot.unwrap(with: key, vaultID: fixed.vaultID)
            else { continue }
            // The first slot that opens decides: trying on after a bad MAC would let a forger choose.
            guard try pair.isAuthentic(under: contentKey) else { throw .damaged(.headerMAC) }
            return OpenedHeader(contentKey: contentKey, slot: index)
        }
        throw .wrongKey
    }

    /// A passphrase slot, with the key file as second factor if there is one.
    /// - Parameter salt: 32 bytes; the same for vaults of one run, so that they share a derivation.
    /// - Parameter rounds: at least `Slot.minimumRounds`.
    public func makeSlot(for contentKey: borrowing ContentKey, vaultID: [UInt8], salt: [UInt8], rounds: UInt32) throws(CryptoError) -> Slot {
        // A slot that no reader would accept must not come to be.
        guard salt.count == Slot.saltSize else { throw .libraryFailure(.keyDerivation) }
        guard rounds >= Slot.minimumRounds else { throw .damaged(.rounds) }
        let kind: Slot.Kind = keyFile == nil ? .passphrase : .passphraseAndKeyFile
        var parameters = [UInt8](repeating: 0, count: Slot.parametersSize)
        parameters[0] = kind.rawValue
        parameters.put(rounds, at: 4)
        parameters.put(salt, at: 8)
        guard let key = try passphraseKey(kind, Derivation(salt: salt, rounds: rounds)) else { throw .wrongKey }
        return try Slot(kind: kind, parameters: parameters, contentKey: contentKey, keyEncryptionKey: key, vaultID: vaultID)
    }

    /// A value that only the same passphrase gives again for `message`, as dear to guess as a slot of the same salt and rounds. Nil without a passphrase.
    public func checkValue(of message: [UInt8], salt: [UInt8], rounds: UInt32) throws(CryptoError) -> [UInt8]? {
        guard let key = try passphraseKey(.passphrase, Derivation(salt: salt, rounds: rounds)) else { return nil }
        return try key.withSpan { (key) throws(CryptoError) in try Digest.sha256.authenticate(message.span, key: key) }
    }

    private func keyEncryptionKey(for slot: Slot, vaultID: [UInt8]) throws(CryptoError) -> SecretBytes? {
        guard let rounds = slot.rounds else {
            guard let own = recoveryKeys.first(where: { $0.publicKey.point == slot.recoveryPoint }) else { return nil }
            return try own.keyEncryptionKey(encapsulated: slot.encapsulated, vaultID: vaultID)
        }
        return try passphraseKey(slot.kind, Derivation(salt: slot.salt, rounds: rounds))
    }

    /// KEK1 or KEK2; nil if the passphrase or the key file is not at hand.
    private func passphraseKey(_ kind: Slot.Kind, _ derivation: Derivation) throws(CryptoError) -> SecretBytes? {
        guard passphrase != nil, kind == .passphrase || keyFile != nil else { return nil }
        let first = try derive(derivation)
        switch keyFile {
        case .some(let keyFile) where kind == .passphraseAndKeyFile:
            let joined = try first.bytes.withSpan { (kek) throws(CryptoError) in try SecretBytes.joining(kek, keyFile.bytes) }
            return try HKDF.derive(
                .sha512, inputKey: joined, salt: derivation.salt.span, info: domain("tuckbox.vault/v0/kek2").span, length: 32)
        default:
            return try first.bytes.prefix(32)
        }
    }

    /// Threads that need the same key wait for it instead of deriving it again; those that need another derive it meanwhile.
    private func derive(_ derivation: Derivation) throws(CryptoError) -> DerivedKey {
        let entry = derived.withLock { known in
            if let entry = known[derivation] { return entry }
            let entry = Entry()
            known[derivation] = entry
            return entry
        }
        let result: Result<DerivedKey, CryptoError> = entry.key.withLock { key in
            if let key { return .success(key) }
            do throws(CryptoError) {
                let new = try newKey(derivation)
                key = new
                return .success(new)
            } catch { return .failure(error) }
        }
        return try result.get()
    }

    private func newKey(_ derivation: Derivation) throws(CryptoError) -> DerivedKey {
        switch passphrase {
        case .some(let passphrase):
            return DerivedKey(
                try PBKDF2.derive(
                    .sha512, passphrase: passphrase.bytes, salt: derivation.salt.span, rounds: derivation.rounds, length: 32))
        case .none: throw .wrongKey
        }
    }
}

/// What opening a header gives.
public final class OpenedHeader: Sendable {
    public let contentKey: ContentKey
    /// Index of the slot that opened.
    public let slot: Int

    public init(contentKey: consuming ContentKey, slot: Int) {
        self.contentKey = contentKey
        self.slot = slot
    }
}

/// The place of one derivation's key.
private final class Entry: Sendable {
    let key = Mutex<DerivedKey?>(nil)
}

/// KEK1 of one derivation, shared between the vaults that use it.
private final class DerivedKey: Sendable {
    let bytes: SecretBytes
    init(_ bytes: consuming SecretBytes) { self.bytes = bytes }
}
