/// Whether a job's backups are as recent as it wants them, by what this computer remembers: a pure judgement.
public struct BackupStatus: Equatable, Sendable {
    public struct Target: Equatable, Sendable {
        public let name: String
        /// Time of its newest backup, on any of its sticks; nil if there is none that can be believed.
        public let newest: Int64?
        public let isFresh: Bool
        /// The stick that should be plugged in next, of those that take turns.
        public let dueStick: String?
    }

    public enum Verdict: String, Sendable {
        /// Every target has a recent backup and the last run went well.
        case good
        /// Some target has a recent backup; something else is amiss.
        case partial
        /// No target has one.
        case overdue
    }

    public let targets: [Target]
    public let verdict: Verdict
    /// The last run did not end, and none is going on.
    public let wasCutOff: Bool
    public let lastRunFailed: [String]
    /// The state could not be read, and the last run began a new one.
    public let stateWasDamaged: Bool
    /// Bytes of the source when it was plausible last, if the last run found less than half of them.
    public let shrankFrom: UInt64?
    /// What the last run found on shelves that was not as it had been left.
    public let findings: [ShelfFinding]
    /// Backups dated in the future: the clock is wrong, or was. They prove nothing about tonight.
    public let fromTheFuture: Int

    /// Seconds that a backup may be ahead of the clock.
    private static let tolerance: Int64 = 300

    /// - Parameters:
    ///   - state: as it was saved.
    ///   - isRunning: whether a run is going on.
    ///   - now: seconds since 1970.
    public init(_ job: BackupJob, _ state: BackupState, isRunning: Bool, now: Int64) {
        let (oldest, latest) = (Self.sum(now, -job.alertAfter), Self.sum(now, Self.tolerance))
        targets = job.targets.map { target in
            // A stick that the job no longer names is nobody's backup.
            let copies = state.shelves.filter { $0.target == target.name && target.hasStick($0.stick) }.flatMap(\.copies)
            let newest = copies.map(\.time).filter { $0 <= latest }.max()
            let due: String? =
                if case .sticks(let sticks, _) = target.place, sticks.count > 1 { state.turns(of: sticks, in: target.name).first?.name } else { nil }
            return Target(name: target.name, newest: newest, isFresh: newest.map { $0 >= oldest } ?? false, dueStick: due)
        }
        fromTheFuture = state.shelves.filter { shelf in job.targets.contains { $0.name == shelf.target && $0.hasStick(shelf.stick) } }
            .flatMap(\.copies).count { $0.time > latest }
        wasCutOff = !isRunning && state.lastRun != nil && state.lastRun?.ended == nil
        lastRunFailed = state.lastRun?.failed ?? []
        stateWasDamaged = state.lastRun?.stateWasDamaged ?? false
        shrankFrom = state.lastRun?.shrankFrom
        findings = (state.lastRun?.findings ?? []).filter { finding in
            job.targets.contains { $0.name == finding.target && $0.hasStick(finding.stick) }
        }
        let fresh = targets.count(where: \.isFresh)
        let isClean =
            fresh == targets.count && !wasCutOff && lastRunFailed.isEmpty && findings.isEmpty && !stateWasDamaged && shrankFrom == nil
            && fromTheFuture == 0
        verdict = fresh == 0 ? .overdue : isClean ? .good : .partial
    }

    /// No further than a number goes: what a state file says of time may be anything.
    private static func sum(_ time: Int64, _ seconds: Int64) -> Int64 {
        let (sum, overflows) = time.addingReportingOverflow(seconds)
        return overflows ? (seconds > 0 ? .max : .min) : sum
    }
}
