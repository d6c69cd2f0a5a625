public import CryptoCore

/// A backup that is whole: it had been read back and verified when it got its name.
public struct StoredBackup: Equatable, Sendable {
    public let name: BackupName
    /// Bytes of the vault.
    public let size: UInt64
    /// Of the vault, as it was written.
    public let sha256: Hash256

    public init(name: BackupName, size: UInt64, sha256: Hash256) {
        (self.name, self.size, self.sha256) = (name, size, sha256)
    }

    /// What the file beside it says.
    var checksumLine: [UInt8] { ChecksumLine(sha256, Array(name.text.utf8)).bytes }
}

/// What a place holds of one job.
public struct Catalogue: Equatable, Sendable {
    /// Oldest first.
    public var backups: [StoredBackup] = []
    /// Vaults with a backup's name that nothing vouches for: never counted as good, never removed.
    public var unproven: [String] = []
    /// What a run that was cut off has left: may be removed.
    public var leftovers: [String] = []

    public init() {}

    init(_ backups: [StoredBackup]) { self.backups = backups }

    /// - Parameters:
    ///   - files: every name in the place, with its size in bytes.
    ///   - others: names that are there, too, of what is no file or cannot be looked at.
    ///   - lines: what the files with checksums say.
    public init(job: String, files: [(name: String, size: UInt64)], others: [String] = [], lines: [ChecksumLine]) {
        var hashes: [String: Hash256] = [:]
        for line in lines { hashes[String(decoding: line.name, as: UTF8.self)] = line.sha256 }
        let present = Set(files.map(\.name) + others)
        // Not taken for absent: something is there.
        unproven = others.filter { BackupName($0, job: job) != nil }
        for file in files {
            if let name = BackupName(file.name, job: job) {
                if present.contains(name.checksumFile), let hash = hashes[file.name] {
                    backups.append(StoredBackup(name: name, size: file.size, sha256: hash))
                } else {
                    unproven.append(file.name)
                }
            } else if BackupName.isTemporary(file.name, job) {
                leftovers.append(file.name)
            } else if file.name.hasSuffix(BackupName.checksumEnding) {
                let vault = String(file.name.dropLast(BackupName.checksumEnding.count))
                if BackupName(vault, job: job) != nil, !present.contains(vault) { leftovers.append(file.name) }
            }
        }
        backups.sort { $0.name.time < $1.name.time }
    }

    /// What `rule` no longer keeps, oldest first. `new` stays, and so does the newest.
    func removable(by rule: Retention, keeping new: BackupName) -> [StoredBackup] {
        let kept = rule.kept(of: backups.map(\.name.time))
        return backups.filter { $0.name != new && !kept.contains($0.name.time) }
    }
}
