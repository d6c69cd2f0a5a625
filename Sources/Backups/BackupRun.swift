internal import SystemFiles
public import VaultFiles

/// One run of a job: a vault of the source on every target that can be reached, verified; then what the job no longer keeps is removed.
public final class BackupRun {
    private let job: BackupJob
    private let writer: VaultWriter
    private let folder: StateFolder
    private var state = BackupState()
    private let report = BackupReport()

    /// Seconds that a clock may be behind the newest backup: two computers never agree quite.
    private static let tolerance: Int64 = 300

    /// - Parameter writer: makes vaults that only recovery keys open.
    public init(_ job: BackupJob, _ writer: VaultWriter, _ folder: StateFolder) {
        (self.job, self.writer, self.folder) = (job, writer, folder)
    }

    /// Does it. What goes wrong with one target is in the report; what is thrown concerns all of them.
    public func run() throws -> BackupReport {
        let lock = try folder.lock()
        defer { withExtendedLifetime(lock.numberForPrograms) {} }
        do { state = try folder.load() } catch BackupError.stateDamaged {
            // A backup without a memory is better than none, every night from now on.
            try folder.setAside()
            report.stateWasDamaged = true
        }
        let untold = state.untoldFindings(of: job)
        let now = currentTime()
        state.lastRun = BackupState.Run(began: now)
        note(untold)
        if report.stateWasDamaged { state.lastRun?.stateWasDamaged = true }
        let number = state.ownNumber()
        try folder.save(state)
        do {
            try run(at: now, number)
        } catch {
            end(failed: job.targets.map(\.name))
            try? folder.save(state)
            throw error
        }
        end(failed: report.results.filter { $0.failure != nil }.map(\.target))
        try folder.save(state)
        return report
    }

    private func end(failed: [String]) {
        state.lastRun?.ended = currentTime()
        state.lastRun?.failed = failed
        state.lastRun?.shrankFrom = report.shrankFrom
        state.lastRun?.clockWasBehind = report.clockIsBehind != nil
    }

    /// A target that can be written to, and what was seen there.
    private struct Reached {
        let connection: Connection
        let catalogue: Catalogue
        let view: ShelfView

        var target: String { connection.target.name }
        var stick: String? { connection.stick }
    }

    private func run(at now: Int64, _ number: String) throws {
        var reached: [Reached] = []
        for target in job.targets {
            do { reached.append(try reach(target, number, beside: reached)) } catch let error as Interrupted {
                throw error
            } catch {
                report.fail(target.name, nil, error)
            }
        }
        try folder.save(state)
        let name = freeName(now, reached)
        let maker = BackupMaker(job, writer, number: number, expectedSize: expectedSize(), report)
        // What is on this computer comes first, so that remotes get copies of it and the source is asked once.
        for place in reached.filter({ $0.connection.place.isLocal }) + reached.filter({ !$0.connection.place.isLocal }) {
            do {
                let backup = try store(name, at: place, maker)
                noteSize()
                let removed = isInOrder(place, now) ? try rotate(place, keeping: backup) : 0
                report.succeed(place.connection, backup, removed, next: next(after: place.connection))
            } catch let error as Interrupted {
                throw error
            } catch let error as SourceFailure where !report.hasBackup {
                throw error
            } catch {
                report.fail(place.target, place.stick, error)
            }
        }
    }

    private func reach(_ target: BackupTarget, _ number: String, beside others: [Reached]) throws -> Reached {
        let connection = try Connection(target, state, making: true)
        if let identity = connection.place.identity, let same = others.first(where: { $0.connection.place.identity == identity }) {
            throw BackupError.samePlace(asTarget: same.target)
        }
        let catalogue = try connection.place.catalogue(of: job.name)
        let uncertain = state.shelf(target.name, connection.stick)?.uncertain ?? []
        connection.place.removeLeftovers(
            catalogue, job.name, number, orphans: uncertain.map { BackupName(job: job.name, time: $0.time).checksumFile })
        let view = state.look(at: catalogue, target.name, connection.stick, job: job.name)
        note(view.findings(target.name, connection.stick))
        return Reached(connection: connection, catalogue: catalogue, view: view)
    }

    /// Told when the run is over; and remembered at once, because what is remembered of the shelf does not say it a second time.
    private func note(_ findings: [ShelfFinding]) {
        for finding in findings where !report.findings.contains(finding) { report.findings.append(finding) }
        if !report.findings.isEmpty { state.lastRun?.findings = report.findings }
    }

    /// The first second that no backup has yet, and behind all of them, unless the clock is wrong: of two runs in one second the later has the later name.
    private func freeName(_ now: Int64, _ reached: [Reached]) -> BackupName {
        let taken = Set(
            reached.flatMap {
                $0.catalogue.backups.map(\.name.checksumFile) + $0.catalogue.unproven.map { $0 + BackupName.checksumEnding } + $0.catalogue.leftovers
            })
        let newest = reached.flatMap { $0.catalogue.backups.map(\.name.time) }.filter { $0 <= now + Self.tolerance }.max() ?? now
        var time = max(now, newest)
        while taken.contains(BackupName(job: job.name, time: time).checksumFile) { time += 1 }
        return BackupName(job: job.name, time: time)
    }

    /// A verified backup on the shelf. A kill at any moment leaves a state that knows of it, or of what may be there.
    private func store(_ name: BackupName, at place: Reached, _ maker: BackupMaker) throws -> StoredBackup {
        let copies = state.shelf(place.target, place.stick)?.copies ?? []
        let backup: StoredBackup
        do {
            backup = try maker.store(name, in: place.connection.place, of: place.target) { [self] backup in
                state.note(copies, uncertain: [BackupState.Copy(backup)], place.target, place.stick)
                try folder.save(state)
            }
        } catch let error as BackupError {
            // What is there under that name is another computer's, also to the next run, which removes what this one may have left.
            if case .nameTaken = error {
                state.note(copies, place.target, place.stick)
                try folder.save(state)
            }
            throw error
        }
        state.note((copies + [BackupState.Copy(backup)]).sorted { $0.time < $1.time }, place.target, place.stick)
        for spoilt in maker.takeSpoilt() { state.forget(spoilt.time, on: spoilt.target) }
        try folder.save(state)
        return backup
    }

    /// Of a program's output: a tenth more than last time. What a target says of sizes is not asked.
    private func expectedSize() -> UInt64? { state.lastMade.map { min($0.size, .max / 2) / 10 * 11 } }

    /// Less than half of what there was is hardly all of it: a disk that is not mounted, a table that is empty. It is told every night until somebody writes
    /// into the job what is plausible.
    private func noteSize() {
        guard let summary = report.summary else { return }
        if job.source.plausible == nil, let last = state.lastMade?.contentSize, summary.contentSize < last / 2 {
            report.shrankFrom = last
        } else {
            report.shrankFrom = nil
            state.lastMade = BackupState.Made(size: summary.size, contentSize: summary.contentSize)
        }
    }

    /// Whether what is no longer kept may go: not while the clock is wrong, and not where something is not as it was left.
    private func isInOrder(_ place: Reached, _ now: Int64) -> Bool {
        if let newest = place.view.known.last?.name.time, newest > now + Self.tolerance {
            report.clockIsBehind = max(newest, report.clockIsBehind ?? newest)
            return false
        }
        return report.shrankFrom == nil && !report.findings.contains { $0.target == place.target && $0.stick == place.stick }
    }

    /// Removes what the job no longer keeps, of what this computer knows; only once something newer was verified.
    private func rotate(_ place: Reached, keeping new: StoredBackup) throws -> Int {
        guard let rule = job.keep, let copies = state.shelf(place.target, place.stick)?.copies else { return 0 }
        let going = Catalogue(place.view.known + [new]).removable(by: rule, keeping: new.name)
        guard !going.isEmpty else { return 0 }
        let times = Set(going.map(\.name.time))
        let staying = copies.filter { !times.contains($0.time) }
        // Written down before it is done, so that after a kill nobody takes them for lost.
        state.note(staying, uncertain: going.map { BackupState.Copy($0) }, place.target, place.stick)
        try folder.save(state)
        var left: [StoredBackup] = []
        for backup in going {
            do { try place.connection.place.remove(backup) } catch { left.append(backup) }
        }
        report.notRemoved += left.count
        state.note(staying, uncertain: left.map { BackupState.Copy($0) }, place.target, place.stick)
        try folder.save(state)
        return going.count - left.count
    }

    /// The stick that should come next, where several take turns.
    private func next(after connection: Connection) -> Stick? {
        guard case .sticks(let sticks, _) = connection.target.place, sticks.count > 1 else { return nil }
        return state.turns(of: sticks, in: connection.target.name).first { $0.name != connection.stick }
    }
}
