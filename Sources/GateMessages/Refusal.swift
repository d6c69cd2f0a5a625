/// Why a file was not let onto a stick. Says how much was found, never whose it is.
public struct Refusal: Equatable, Sendable {
    public enum Reason: String, CaseIterable, Sendable {
        /// Protected data that is not encrypted.
        case protected
        /// It begins like a vault and is not a whole one.
        case damagedVault = "damaged_vault"
        /// A whole vault that the school's recovery key does not open.
        case vaultWithoutRecoveryKey = "vault_without_recovery_key"
        /// Encrypted by a program that the school knows nothing about.
        case encryptedByOthers = "encrypted_by_others"
        /// Encrypted, or noise.
        case encryptedOrRandom = "encrypted_or_random"
        /// It could not be examined, or not in time, or not to its end.
        case notExamined = "not_examined"
        /// Nothing was found in it, but this stick takes vaults alone.
        case notAVault = "not_a_vault"
        /// The stick was made read-only while it was open.
        case readOnly = "read_only"
    }

    public let reason: Reason
    /// What kinds of data were found; the identifiers of ProtectedData's `Category`.
    public let categories: [String]
    /// Distinct people in it, as far as they can be told apart.
    public let people: Int

    public init(_ reason: Reason, categories: [String] = [], people: Int = 0) {
        (self.reason, self.categories, self.people) = (reason, categories, people)
    }
}
