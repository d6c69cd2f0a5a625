/// What CryptoCore can refuse or fail at. `VaultDefect` carries the reason for a damaged vault.
public enum CryptoError: Error, Equatable, Sendable {
    /// Nothing says that these bytes are a vault.
    case notAVault
    /// Made to a later version of the format, or with a flag that this one does not define.
    case tooNew
    /// Damaged or altered.
    case damaged(VaultDefect)
    /// Its header's number cannot go up any more: no writer of ours gets there, somebody made it so.
    case cannotBeRenumbered
    /// No slot opens with the credentials that were given.
    case wrongKey
    case passphraseRefused(PassphraseDefect)
    case notAKeyFile
    case notARecoveryKey
    /// The private recovery key did not open with this passphrase.
    case wrongRecoveryKeyPassphrase
    /// The library refused an operation that cannot fail on valid input; says which.
    case libraryFailure(StaticOperation)
}

/// The operation of libcrypto or the kernel that failed.
public enum StaticOperation: String, Sendable {
    case allocation, randomness, digest, keyDerivation, encryption, keyGeneration, keyAgreement, keyExport, signature
}

/// Why a vault counts as damaged (Docs/FORMAT.md).
public enum VaultDefect: String, Equatable, Sendable {
    case noGoodHeaderCopy, wrongMagic, copiesDisagree, reservedBytesNotZero, finderText, label, slotCount, slotType
    case rounds, roundsSum, twoFactorRule, recoveryPoint, fileSize
    case headerMAC, payloadPrefix, payloadCommitment, payloadLength, chunk
    case footer, index, padding, tar
}

/// Why a passphrase was refused.
public enum PassphraseDefect: String, Equatable, Sendable {
    case empty, notUTF8, controlCharacter, tooLong
}
