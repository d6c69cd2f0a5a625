public import CryptoCore

/// What vaults open with after a rewrap.
public struct RewrapRecipe: Sendable {
    /// Why a vault is left as it is: it would become weaker, or somebody would lose it.
    public enum Refusal: Error, Equatable, Sendable {
        /// It needs two factors, and no key file was given for the new passphrase.
        case needsKeyFile
        /// Its passphrases cannot be carried over to a new content key, because nobody said them.
        case losesPassphrases(Int)
        /// Nothing would be left that opens it.
        case losesAllKeys
    }

    let newPassphrase: Credentials?
    let hasKeyFile: Bool
    let replacedRecoveryKey: [UInt8]?
    let newRecoveryKeys: [RecoveryPublicKey]
    /// Points of recovery keys that somebody answers for; others may have been planted by whoever once had the content key.
    private let namedPoints: Set<[UInt8]>
    private let dropsOtherRecoveryKeys: Bool
    /// Only the header changes; the content key stays.
    public let headerOnly: Bool
    let rounds: UInt32
    /// One salt for the run: one derivation.
    private(set) var salt: [UInt8]

    /// - Parameter newPassphrase: replaces all passphrase slots; nil keeps them, which only a header-only rewrap can.
    /// - Parameter hasKeyFile: whether `newPassphrase` has a key file beside it.
    /// - Parameter replacedRecoveryKey: the point of a recovery key whose slot is dropped.
    /// - Parameter newRecoveryKeys: added where they are missing.
    /// - Parameter knownRecoveryKeys: those that are no surprise in a vault, beside the new ones.
    /// - Parameter dropsOtherRecoveryKeys: whether recovery keys that are neither new nor known lose their slots.
    public init(
        newPassphrase: Credentials?, hasKeyFile: Bool, replacedRecoveryKey: RecoveryPublicKey?, newRecoveryKeys: [RecoveryPublicKey],
        knownRecoveryKeys: [RecoveryPublicKey] = [], dropsOtherRecoveryKeys: Bool = false, headerOnly: Bool, rounds: UInt32 = Slot.defaultRounds
    ) throws {
        self.newPassphrase = newPassphrase
        self.hasKeyFile = hasKeyFile
        self.replacedRecoveryKey = replacedRecoveryKey?.point
        self.newRecoveryKeys = newRecoveryKeys
        namedPoints = Set((newRecoveryKeys + knownRecoveryKeys).map(\.point))
        self.dropsOtherRecoveryKeys = dropsOtherRecoveryKeys
        self.headerOnly = headerOnly
        self.rounds = rounds
        salt = try randomBytes(32)
    }

    /// What tells this recipe from others, also from one with another passphrase.
    /// - Parameter salt: of the run that it is compared with.
    func identity(salt: [UInt8]) throws -> [UInt8] {
        var message: [UInt8] = Array("tuckbox rewrap".utf8) + [0, headerOnly ? 1 : 0, hasKeyFile ? 1 : 0]
        message += replacedRecoveryKey ?? [UInt8](repeating: 0, count: 65)
        for key in newRecoveryKeys { message += key.point }
        if dropsOtherRecoveryKeys { message += Array("named".utf8) + namedPoints.sorted { $0.lexicographicallyPrecedes($1) }.flatMap(\.self) }
        guard let newPassphrase, let value = try newPassphrase.checkValue(of: message, salt: salt, rounds: rounds) else {
            return try Digest.sha256.hash(message.span)
        }
        return value
    }

    /// The same recipe with the salt of an earlier run, to go on with it.
    func resuming(salt: [UInt8]) -> RewrapRecipe {
        var copy = self
        copy.salt = salt
        return copy
    }

    /// The slots of `header`'s successor.
    /// - Parameter contentKey: the one that they are to wrap: the same as before if header-only.
    func slots(after header: Header, contentKey: borrowing ContentKey) throws -> [Slot] {
        let vaultID = header.fixed.vaultID
        let passphrases = header.slots.filter { $0.kind != .recovery }
        var slots: [Slot] = []
        if let newPassphrase, !passphrases.isEmpty {
            // As strong as the weakest way in before, and never weaker.
            let needsKeyFile = header.fixed.requiresTwoFactors || passphrases.allSatisfy { $0.kind == .passphraseAndKeyFile }
            guard !needsKeyFile || hasKeyFile else { throw Refusal.needsKeyFile }
            slots.append(try newPassphrase.makeSlot(for: contentKey, vaultID: vaultID, salt: salt, rounds: rounds))
        } else if !passphrases.isEmpty {
            guard headerOnly else { throw Refusal.losesPassphrases(passphrases.count) }
            slots = passphrases
        }
        for point in recoveryPoints(after: header) {
            if headerOnly, let kept = header.slots.first(where: { $0.recoveryPoint == point }) {
                slots.append(kept)
            } else if let key = RecoveryPublicKey(point: point) {
                slots.append(try key.makeSlot(for: contentKey, vaultID: vaultID))
            }
        }
        guard !slots.isEmpty else { throw Refusal.losesAllKeys }
        return slots
    }

    /// The recovery keys of `header`'s successor.
    /// - Parameter header: one whose MAC was checked: otherwise anybody could have put a key there.
    private func recoveryPoints(after header: Header) -> [[UInt8]] {
        var points = header.slots.compactMap(\.recoveryPoint).filter {
            $0 != replacedRecoveryKey && (!dropsOtherRecoveryKeys || namedPoints.contains($0))
        }
        for key in newRecoveryKeys where !points.contains(key.point) { points.append(key.point) }
        return points
    }

    /// Whether its successor would have the recovery keys that it has.
    func keepsRecoveryKeys(of header: Header) -> Bool { Set(recoveryPoints(after: header)) == Set(header.slots.compactMap(\.recoveryPoint)) }

    /// Those of them that nobody named: they open the successor too.
    func otherRecoveryKeys(after header: Header) -> [RecoveryPublicKey] {
        recoveryPoints(after: header).filter { !namedPoints.contains($0) }.compactMap(RecoveryPublicKey.init(point:))
    }
}
