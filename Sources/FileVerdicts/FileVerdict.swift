public import CryptoCore
public import DocumentText
public import ProtectedData
public import SystemFiles
public import VaultFiles

/// What one file is, as far as somebody who may have to let it travel wants to know.
public struct FileVerdict: Sendable {
    /// The raw value is stable: it is in JSON.
    public enum Kind: String, Codable, CaseIterable, Sendable {
        case vault, protected, encrypted
        case encryptedOrRandom = "encrypted_or_random"
        case notExamined = "not_examined"
        case clean
    }

    /// Why a file was not read, or not whole.
    public enum Shortfall: Equatable, Sendable {
        case extraction(Incompleteness)
        case unreadable(FileError)
        case notAFile
        /// It begins as a vault does, and this is wrong with it.
        case damagedVault(CryptoError)
        /// Something in it looks like a vault and is none.
        case vaultLookalike
    }

    public let kind: Kind
    /// What was read of it; nil for vaults and for what could not be read.
    public var assessment: Assessment?
    /// Nil if it was read whole. What was found in the rest of a file counts; that nothing was found does not: such a file is `notExamined`.
    public var shortfall: Shortfall?
    /// Who encrypted it, for `encrypted`.
    public var tool: EncryptionTool?
    /// For `vault`: its header, which proves nothing until it is opened with a key.
    public var vault: VaultFile?

    public init(
        _ kind: Kind, assessment: Assessment? = nil, shortfall: Shortfall? = nil, tool: EncryptionTool? = nil, vault: VaultFile? = nil
    ) {
        (self.kind, self.assessment, self.shortfall, self.tool, self.vault) = (kind, assessment, shortfall, tool, vault)
    }

    public var isFullyRead: Bool { shortfall == nil }
}
