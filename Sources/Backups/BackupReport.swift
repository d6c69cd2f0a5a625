public import SystemFiles
public import VaultFiles

/// How a run went.
public final class BackupReport {
    public struct Result {
        public let target: String
        public let stick: String?
        public let medium: MediumIdentity?
        /// Nil if there is no backup from this run.
        public let backup: StoredBackup?
        public let failure: (any Error)?
        /// Of the vault; nil if there is none.
        public let summary: VaultWriter.Summary?
        /// Old backups that were removed.
        public let removed: Int
        /// The stick that should be plugged in next time.
        public let nextStick: String?
    }

    public private(set) var results: [Result] = []
    /// What this computer remembered could not be read, and was set aside.
    public internal(set) var stateWasDamaged = false
    /// What was not on a shelf as this computer had left it: nothing is removed from such a shelf.
    public internal(set) var findings: [ShelfFinding] = []
    /// Time of the newest backup of a shelf, if the clock is behind it: then nothing was removed there.
    public internal(set) var clockIsBehind: Int64?
    /// Bytes of the source the last time that it was plausible, if there is less than half of that: then nothing was removed.
    public internal(set) var shrankFrom: UInt64?
    /// What in the folders is neither a file nor a folder, or leads out of them.
    public internal(set) var omitted = 0
    /// Old backups that could not be removed.
    public internal(set) var notRemoved = 0
    /// Of the vault; nil if none was made.
    public internal(set) var summary: VaultWriter.Summary?

    public var isGood: Bool {
        !results.isEmpty && results.allSatisfy { $0.failure == nil } && clockIsBehind == nil && notRemoved == 0 && findings.isEmpty
            && !stateWasDamaged && shrankFrom == nil
    }
    public var hasBackup: Bool { results.contains { $0.backup != nil } }

    func succeed(_ connection: Connection, _ backup: StoredBackup, _ removed: Int, next: Stick?) {
        results.append(
            Result(
                target: connection.target.name, stick: connection.stick, medium: connection.medium, backup: backup, failure: nil, summary: summary,
                removed: removed,
                nextStick: next?.name))
    }

    /// What was verified is gone, or another, before the run was over.
    func revoke(_ target: String, _ error: any Error) {
        let stick = results.first { $0.target == target }?.stick
        results.removeAll { $0.target == target }
        fail(target, stick, error)
    }

    func fail(_ target: String, _ stick: String?, _ error: any Error) {
        results.append(Result(target: target, stick: stick, medium: nil, backup: nil, failure: error, summary: nil, removed: 0, nextStick: nil))
    }
}
