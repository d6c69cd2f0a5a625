internal import CryptoCore
internal import SystemFiles
internal import VaultFiles

/// Makes verified backups in places: of the source where there is none yet on this computer, and copies of that one elsewhere.
final class BackupMaker {
    private let job: BackupJob
    private let writer: VaultWriter
    /// Of temporary names.
    private let number: String
    /// Bytes that a program's output will make, about; nil if nobody knows.
    private let expectedSize: UInt64?
    private let report: BackupReport
    /// A backup of this run on this computer, to copy from.
    private var original: (place: any BackupPlace, backup: StoredBackup)?

    /// How often a source that changed while it was read is tried.
    private static let tries = 3

    init(_ job: BackupJob, _ writer: VaultWriter, number: String, expectedSize: UInt64?, _ report: BackupReport) {
        (self.job, self.writer, self.number, self.expectedSize, self.report) = (job, writer, number, expectedSize, report)
    }

    /// A verified backup in the place: a copy of this run's, or of the source.
    /// - Parameter announce: is told what will be there, before it has its name or a checksum lies there.
    func store(_ name: BackupName, in place: any BackupPlace, announce: (StoredBackup) throws -> Void) throws -> StoredBackup {
        if let original { return try copy(original.backup, of: original.place, to: place, announce) }
        let backup = try makeFromSource(name, place, announce)
        if place.isLocal { original = (place, backup) }
        return backup
    }

    private func copy(
        _ backup: StoredBackup, of origin: any BackupPlace, to place: any BackupPlace, _ announce: (StoredBackup) throws -> Void
    ) throws -> StoredBackup {
        try place.requireRoom(for: backup.size)
        return try origin.read(backup.name.text) { source in
            let source = source.lent()
            return try place.store(BackupName.temporary(job.name, number)) { output, note in
                let output = output.lent()
                let found = try FileDigest.passing(source) { bytes in
                    try output.write(bytes)
                    try note(bytes)
                }
                guard found.sha256 == backup.sha256 else { throw BackupError.altered(origin.display) }
                try announce(backup)
                return backup
            }
        }
    }

    private func makeFromSource(
        _ name: BackupName, _ place: any BackupPlace, _ announce: (StoredBackup) throws -> Void
    ) throws -> StoredBackup {
        let feed = SourceFeed(job: job, writer: writer, time: name.time) { [report] in report.omitted = $0 }
        var attempt = 1
        while true {
            do {
                if let size = try feed.plannedSize() ?? expectedSize { try place.requireRoom(for: size) }
                return try place.store(BackupName.temporary(job.name, number)) { output, note in
                    let written = try feed.write(to: output, note)
                    report.summary = written.summary
                    let backup = StoredBackup(name: name, size: written.summary.size, sha256: written.sha256)
                    try announce(backup)
                    return backup
                }
            } catch let error as SourceFailure {
                guard attempt < Self.tries, case VaultError.sourceChanged = error.cause else { throw error }
                attempt += 1
            }
        }
    }
}
