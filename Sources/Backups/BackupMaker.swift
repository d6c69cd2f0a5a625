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
    /// Backups of this run on this computer, to copy from.
    private var originals: [Original] = []
    /// Those that were found to be something else when they were copied.
    private var spoilt: [(time: Int64, target: String)] = []
    /// When the last one was made from the source.
    private var lastTime: Int64?

    private struct Original {
        let target: String
        let place: any BackupPlace
        let backup: StoredBackup
        let summary: VaultWriter.Summary?
    }

    /// What was to be copied cannot be read, or is no longer what was written: another may do.
    private struct OriginFailure: Error { let cause: any Error }
    /// Where it was to be copied to failed: another original would not help.
    private struct OutputFailure: Error { let cause: any Error }

    /// How often a source that changed while it was read is tried.
    private static let tries = 3

    init(_ job: BackupJob, _ writer: VaultWriter, number: String, expectedSize: UInt64?, _ report: BackupReport) {
        (self.job, self.writer, self.number, self.expectedSize, self.report) = (job, writer, number, expectedSize, report)
    }

    /// A verified backup in the place: a copy of this run's, or of the source.
    /// - Parameter announce: is told what will be there, before it has its name or a checksum lies there.
    func store(
        _ name: BackupName, in place: any BackupPlace, of target: String, announce: (StoredBackup) throws -> Void
    ) throws -> StoredBackup {
        while let original = originals.first {
            do {
                let backup = try copy(original.backup, of: original.place, to: place, announce)
                report.summary = original.summary
                if place.isLocal { originals.append(Original(target: target, place: place, backup: backup, summary: original.summary)) }
                return backup
            } catch let error as OriginFailure {
                originals.removeFirst()
                report.revoke(original.target, error.cause)
                guard case BackupError.altered = error.cause else { continue }
                // It has a checksum of this run's, and would be taken for good.
                try? original.place.remove(original.backup)
                spoilt.append((original.backup.name.time, original.target))
            }
        }
        // What the source gives a second time is another backup, and has a name of its own.
        let own = BackupName(job: name.job, time: lastTime.map { max(name.time, $0 + 1) } ?? name.time)
        let backup = try makeFromSource(own, place, announce)
        lastTime = own.time
        if place.isLocal { originals.append(Original(target: target, place: place, backup: backup, summary: report.summary)) }
        return backup
    }

    /// Those since it was asked last.
    func takeSpoilt() -> [(time: Int64, target: String)] {
        defer { spoilt = [] }
        return spoilt
    }

    private func copy(
        _ backup: StoredBackup, of origin: any BackupPlace, to place: any BackupPlace, _ announce: (StoredBackup) throws -> Void
    ) throws -> StoredBackup {
        try place.requireRoom(for: backup.size)
        var isOpen = false
        do {
            return try origin.read(backup.name.text) { source in
                isOpen = true
                let source = source.lent()
                return try place.store(BackupName.temporary(job.name, number)) { output, note in
                    let output = output.lent()
                    let found = try Self.pass(source) { bytes in
                        try output.write(bytes)
                        try note(bytes)
                    }
                    guard found.sha256 == backup.sha256 else { throw OriginFailure(cause: BackupError.altered(backup.name.text)) }
                    try announce(backup)
                    return backup
                }
            }
        } catch {
            throw isOpen || error is Interrupted ? error : OriginFailure(cause: error)
        }
    }

    /// Says which end an error is of.
    private static func pass(_ source: borrowing Descriptor, _ each: (Span<UInt8>) throws -> Void) throws -> FileDigest.Found {
        do {
            return try FileDigest.passing(source) { bytes in
                do { try each(bytes) } catch { throw OutputFailure(cause: error) }
            }
        } catch let error as OutputFailure {
            throw error.cause
        } catch let error as Interrupted {
            throw error
        } catch {
            throw OriginFailure(cause: error)
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
