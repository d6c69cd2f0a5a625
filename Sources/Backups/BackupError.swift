public import SystemFiles
internal import VaultFiles

/// Why a backup was not made, is not good or cannot be opened, beyond what the modules below say themselves
/// (`VaultError`, `CryptoError`, `FileError` and `Interrupted` pass through unchanged).
public enum BackupError: Error, Equatable, Sendable {
    /// Another process is at work on the same job.
    case alreadyRunning
    case programMissing(Path)
    /// The program ended otherwise than with status 0.
    case programFailed(Path, ChildProcess.Ending)
    /// There is not a single file in the job's folders.
    case noFiles
    /// It was ended because it took too long.
    case programTooSlow(Path)
    /// It wrote less, or is less, than the job says is plausible.
    case sourceTooSmall(Path, bytes: UInt64, atLeast: UInt64)
    /// None of a target's sticks is plugged in and mounted; which should be.
    case noStick(due: String, others: [String])
    /// The folder is on the same file system as `/`, and the job says that it must not be.
    case notMounted(Path)
    /// It is the very place of another target of the job.
    case samePlace(asTarget: String)
    /// Another computer has put a backup of that name there since the run began.
    case nameTaken(String)
    /// rclone ended with this status while it did something: `list`, `write`, `read`, `rename`, `remove`.
    case remoteFailed(String, doing: String, status: Int32)
    /// What was read back differs from what was written.
    case readBackDiffers(String)
    /// A backup's bytes are not those that were written.
    case altered(String)
    /// This computer neither made nor took over the backup, on a shelf that it knows.
    case notKnownHere(String)
    /// A backup that this computer remembers is there, and what lies beside it does not vouch for it.
    case unproven(String)
    /// So many backups that this computer remembers are not there.
    case missing(Int, newest: String)
    case noBackups
    /// On one target of several.
    case noneThere
    case noSuchBackup(String)
    /// It was not made by `tuckbox backup`, or has lost its manifest.
    case noManifest
    /// The manifest says that it is another backup than the one of this name.
    case manifestOfAnother(String)
    /// Restored files that differ from the manifest, or are missing; and how many files there are beyond it.
    case restoredDiffers(wrong: Int, extra: Int)
    case noRecoveryKey
    case stateDamaged(Path)

    /// Whether it is the fault of where the backup goes, though it shows while the source is read.
    var isOfMedium: Bool {
        if case .readBackDiffers = self { true } else { false }
    }
}
