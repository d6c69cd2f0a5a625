public import SystemFiles

/// Why a trail cannot be written or read. `FileError` is thrown for what the system refuses.
public enum TrailError: Error, Equatable, Sendable {
    /// The folder, or a file of it, belongs to somebody else or can be written by others.
    case notOnlyOurs(Path)
    /// There are entries and no valid state: it was removed or damaged.
    case stateLost(Path)
    /// There is no trail in the folder.
    case noTrail(Path)
    /// There is one already.
    case exists(Path)
    /// Its verification key was shown and removed.
    case keyGone(Path)
    /// An entry is larger than a line may be.
    case entryTooLarge
    /// The user has no home folder.
    case noHome
    case notACheckpoint(Path)
    case notAVerificationKey(Path)
    /// There is no such month, it is the newest, or it is not the oldest that is left.
    case notArchivable(String)
    /// Entries of the month have to be kept longer: until then.
    case kept(String, until: String)
    case archiveDamaged(Path, entry: UInt64?)
    /// Entry `number` is no entry, or longer than a line may be.
    case unreadableEntry(UInt64)
}
