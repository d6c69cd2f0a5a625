internal import CryptoCore
public import SystemFiles
public import VaultFiles

/// One run of a job: a vault of the source on every target that can be reached, verified; then what the job no longer keeps is removed.
public final class BackupRun {
    private let job: BackupJob
    private let writer: VaultWriter
    private let folder: StateFolder
    private var state = BackupState()
    private var report = BackupReport()
    /// A backup of this run on this computer, to copy from.
    private var original: (place: any BackupPlace, backup: StoredBackup)?
    private var summary: VaultWriter.Summary?

    /// Seconds that a clock may be behind the newest backup: two computers never agree quite.
    private static let tolerance: Int64 = 300
    /// How often a source that changed while it was read is tried.
    private static let tries = 3

    /// - Parameter writer: makes vaults that only recovery keys open.
    public init(_ job: BackupJob, _ writer: VaultWriter, _ folder: StateFolder) {
        (self.job, self.writer, self.folder) = (job, writer, folder)
    }

    /// Does it. What goes wrong with one target is in the report; what is thrown concerns all of them.
    public func run() throws -> BackupReport {
        let lock = try folder.lock()
        defer { withExtendedLifetime(lock.numberForPrograms) {} }
        state = try folder.load()
        let now = currentTime()
        state.lastRun = BackupState.Run(began: now)
        try folder.save(state)
        do {
            try run(at: now)
        } catch {
            state.lastRun?.ended = currentTime()
            state.lastRun?.failed = job.targets.map(\.name)
            try? folder.save(state)
            throw error
        }
        state.lastRun?.ended = currentTime()
        state.lastRun?.failed = report.results.filter { $0.failure != nil }.map(\.target)
        state.lastRun?.clockWasBehind = report.clockIsBehind != nil
        try folder.save(state)
        return report
    }

    private func run(at now: Int64) throws {
        var reached: [(Connection, Catalogue)] = []
        for target in job.targets {
            do {
                let connection = try Connection(target, state, making: true)
                let catalogue = try connection.place.catalogue(of: job.name)
                connection.place.removeLeftovers(catalogue)
                state.note(catalogue.backups, target.name, connection.stick)
                reached.append((connection, catalogue))
            } catch let error as Interrupted {
                throw error
            } catch {
                report.fail(target.name, nil, error)
            }
        }
        let newest = state.newest
        if let newest, newest > now + Self.tolerance { report.clockIsBehind = newest }
        let name = freeName(now, reached.map(\.1))
        // What is on this computer comes first, so that remotes get copies of it and the source is asked once.
        for (connection, catalogue) in reached.filter({ $0.0.place.isLocal }) + reached.filter({ !$0.0.place.isLocal }) {
            do {
                let backup = try store(name, at: connection)
                var catalogue = catalogue
                catalogue.backups.append(backup)
                let removed = rotate(connection, &catalogue, keeping: backup)
                state.note(catalogue.backups.sorted { $0.name.time < $1.name.time }, connection.target.name, connection.stick)
                try folder.save(state)
                report.succeed(connection, backup, removed, next: next(after: connection))
            } catch let error as Interrupted {
                throw error
            } catch let error as SourceFailure {
                throw error
            } catch {
                report.fail(connection.target.name, connection.stick, error)
            }
        }
        report.summary = summary
    }

    /// The first second that no backup has yet, and behind all of them, unless the clock is wrong: of two runs in one second the later has the later name.
    private func freeName(_ now: Int64, _ catalogues: [Catalogue]) -> BackupName {
        let taken = Set(catalogues.flatMap { $0.backups.map(\.name.text) + $0.unproven })
        let newest = catalogues.compactMap { $0.backups.last?.name.time }.max() ?? now
        var time = newest > now + Self.tolerance ? now : max(now, newest)
        while taken.contains(BackupName(job: job.name, time: time).text) { time += 1 }
        return BackupName(job: job.name, time: time)
    }

    /// A verified backup in the place: a copy of this run's, or of the source.
    private func store(_ name: BackupName, at connection: Connection) throws -> StoredBackup {
        let place = connection.place
        if let original { return try copy(original.backup, of: original.place, to: place) }
        let backup = try makeFromSource(name, place)
        if place.isLocal { original = (place, backup) }
        return backup
    }

    private func copy(_ backup: StoredBackup, of origin: any BackupPlace, to place: any BackupPlace) throws -> StoredBackup {
        try place.requireRoom(for: backup.size)
        return try origin.read(backup.name.text) { source in
            let source = source.lent()
            return try place.store(BackupName.temporary(job.name)) { output, note in
                let output = output.lent()
                let found = try FileDigest.passing(source) { bytes in
                    try output.write(bytes)
                    try note(bytes)
                }
                guard found.sha256 == backup.sha256 else { throw BackupError.altered(origin.display) }
                return backup
            }
        }
    }

    private func makeFromSource(_ name: BackupName, _ place: any BackupPlace) throws -> StoredBackup {
        let feed = SourceFeed(job: job, writer: writer, time: name.time) { [report] in report.omitted = $0 }
        var attempt = 1
        while true {
            do {
                if let size = try feed.plannedSize() ?? expectedSize() { try place.requireRoom(for: size) }
                return try place.store(BackupName.temporary(job.name)) { output, note in
                    let written = try feed.write(to: output, note)
                    summary = written.summary
                    return StoredBackup(name: name, size: written.summary.size, sha256: written.sha256)
                }
            } catch let error as SourceFailure {
                guard attempt < Self.tries, case VaultError.sourceChanged = error.cause else { throw error }
                attempt += 1
            }
        }
    }

    /// Of a program's output: a tenth more than last time.
    private func expectedSize() -> UInt64? {
        state.shelves.compactMap { $0.copies.last }.max { $0.time < $1.time }.map { min($0.size, .max / 2) / 10 * 11 }
    }

    /// Removes what the job no longer keeps; only once something newer was verified, and not while the clock is wrong.
    private func rotate(_ connection: Connection, _ catalogue: inout Catalogue, keeping new: StoredBackup) -> Int {
        guard let rule = job.keep, report.clockIsBehind == nil else { return 0 }
        var removed = 0
        for backup in catalogue.removable(by: rule, keeping: new.name) {
            do {
                try connection.place.remove(backup)
                catalogue.backups.removeAll { $0 == backup }
                removed += 1
            } catch {
                report.notRemoved += 1
            }
        }
        return removed
    }

    /// The stick that should come next, where several take turns.
    private func next(after connection: Connection) -> Stick? {
        guard case .sticks(let sticks, _) = connection.target.place, sticks.count > 1 else { return nil }
        return state.turns(of: sticks, in: connection.target.name).first { $0.name != connection.stick }
    }
}

/// How a run went.
public final class BackupReport {
    public struct Result {
        public let target: String
        public let stick: String?
        public let medium: MediumIdentity?
        /// Nil if there is no backup from this run.
        public let backup: StoredBackup?
        public let failure: (any Error)?
        /// Old backups that were removed.
        public let removed: Int
        /// The stick that should be plugged in next time.
        public let nextStick: String?
    }

    public private(set) var results: [Result] = []
    /// Time of the newest backup, if the clock is behind it: then nothing was removed.
    public internal(set) var clockIsBehind: Int64?
    /// What in the folders is neither a file nor a folder, or leads out of them.
    public internal(set) var omitted = 0
    /// Old backups that could not be removed.
    public internal(set) var notRemoved = 0
    /// Of the vault; nil if none was made.
    public internal(set) var summary: VaultWriter.Summary?

    public var isGood: Bool { !results.isEmpty && results.allSatisfy { $0.failure == nil } && clockIsBehind == nil && notRemoved == 0 }
    public var hasBackup: Bool { results.contains { $0.backup != nil } }

    func succeed(_ connection: Connection, _ backup: StoredBackup, _ removed: Int, next: Stick?) {
        results.append(
            Result(
                target: connection.target.name, stick: connection.stick, medium: connection.medium, backup: backup, failure: nil, removed: removed,
                nextStick: next?.name))
    }

    func fail(_ target: String, _ stick: String?, _ error: any Error) {
        results.append(Result(target: target, stick: stick, medium: nil, backup: nil, failure: error, removed: 0, nextStick: nil))
    }
}
