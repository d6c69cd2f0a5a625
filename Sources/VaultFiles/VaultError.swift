public import CryptoCore
public import SystemFiles

/// What wrapping and unwrapping can refuse, beyond what CryptoCore and the file system say themselves
/// (`CryptoError`, `FileError` and `Interrupted` pass through unchanged).
public enum VaultError: Error, Equatable, Sendable {
    /// Something already has the name of the output.
    case outputExists(Path)
    /// The output would replace one of the inputs.
    case outputIsInput(Path)
    /// An input is neither a file nor a folder.
    case notFileOrFolder(Path)
    /// An input changed while it was read: size, time or identity.
    case sourceChanged(Path)
    /// Two inputs would have the same name in the vault.
    case sameName(Path)
    case tooManyMembers
    case nameTooLong(Path)
    /// The name cannot stand in a vault, or not behind the one before.
    case notStorable(Path)
    /// Bytes needed and free.
    case notEnoughSpace(Path, needed: UInt64, free: UInt64)
    /// The output would be larger than its file system can hold; largest size in bytes.
    case tooLargeForFileSystem(Path, largest: UInt64)
    case noSuchMember([UInt8])

    /// Two of the members that were asked for would have the same name outside.
    case sameMemberName([UInt8])
    /// Two names in the vault are one name on this file system.
    case namesCollide(Path)
    /// A new vault would take the place of one of the file's names, and the others would keep the old one.
    case hasOtherNames(Path)
    /// The vault that was just written does not read back as it should.
    case readBackFailed(Path)
    /// Chunks of the payload are damaged or were altered.
    case damagedContents(DamageReport)
    /// Without a key: chunks of the payload, or their checksums, are damaged.
    case checksumsDiffer(DamageReport)
    /// A verification asks for two good header copies, alike and authentic.
    case headerCopiesDiffer(HeaderPair.Condition)
    /// The contents are authentic, their table of checksums is damaged.
    case checksumTableDamaged
}
