import ArgumentParser
import Backups
import SystemFiles

struct BackupStatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Say whether the backups are as recent as the job wants them.",
        usage: "tuckbox backup status [<options>] <job>",
        discussion: """
            It asks what this computer remembers, so it is quick and needs no target.
            'tuckbox backup verify' looks at the backups themselves.

            tuckbox backup status office.yaml
            tuckbox backup status office.yaml --tell

            Exit status: 0 good, 1 no target has a recent backup, 3 some have, or the
            last run did not go well.
            """)

    @OptionGroup var options: BackupOptions

    @Flag(help: "Run the job's program to tell people, if something is wrong.")
    var tell = false

    @Flag(help: "The job's service has failed: with --tell, tell people whatever the backups are like.")
    var afterFailure = false

    @OptionGroup var common: CommonOptions

    func run() throws {
        let file = try options.file()
        do { try look(file) } catch {
            let failure = Failure(error) ?? Failure(.failed, message: "\(error)")
            if tell { _ = Bulletin(file.job).tell(isProblem: true, ["it cannot be said whether the backups are recent: \(failure.message)"]) }
            throw error
        }
    }

    private func look(_ file: JobFile) throws {
        let folder = try options.folder(file.job)
        let state = try folder.load()
        let status = BackupStatus(file.job, state, isRunning: folder.isRunning, now: currentTime())
        let drill = try folder.lastDrill()
        let lines = sentences(status, drill)
        if common.json { try JSONDocument.print(Report(file.job, status, state, drill)) } else { for line in lines { Console.result(line) } }
        let reason = afterFailure ? ["the job's service has failed: 'systemctl status tuckbox-backup@\(file.job.name)' says how"] : []
        if tell, afterFailure || status.verdict != .good { _ = Bulletin(file.job).tell(isProblem: true, reason + lines) }
        switch status.verdict {
        case .good: return
        case .partial: ExitStatus.incomplete.exit()
        case .overdue: ExitStatus.failed.exit()
        }
    }

    private func sentences(_ status: BackupStatus, _ drill: StateFolder.Drill?) -> [String] {
        var lines = status.targets.map { target in
            let newest = target.newest.map { "newest backup of \(Bulletin.day($0))" } ?? "no backup yet"
            let due = target.dueStick.map { "; stick '\($0)' is due" } ?? ""
            return "\(target.name): \(target.isFresh ? "good" : "OVERDUE"), \(newest)\(due)"
        }
        if status.wasCutOff { lines.append("the last run was cut off before it ended") }
        if !status.lastRunFailed.isEmpty { lines.append("the last run made no backup on: \(status.lastRunFailed.joined(separator: ", "))") }
        if status.stateWasDamaged { lines.append("what this computer remembered was damaged, and the last run began anew") }
        if let before = status.shrankFrom { lines.append("the last run found less than half of the \(byteCount(before)) that there were before") }
        lines += status.findings.map { "the last run found: \(Failure($0).message)" }
        if status.fromTheFuture > 0 {
            lines.append("\(counted(status.fromTheFuture, "backup")) dated in the future: the clock is wrong, or was when they were made")
        }
        if let drill {
            lines.append(
                "last rehearsal: \(Bulletin.day(drill.time)), \(drill.passed ? "passed" : "FAILED"), on the backup of \(Bulletin.day(drill.made))")
        } else {
            lines.append("no rehearsal yet: 'tuckbox backup drill' proves that a backup can be restored")
        }
        return lines
    }

    private struct Report: Encodable {
        let schema = 1
        let job: String
        let verdict: String
        let targets: [Target]
        let lastRunBegan: String?
        let lastRunFailed: [String]
        let lastRunWasCutOff: Bool
        let stateWasDamaged: Bool
        let shrankFrom: UInt64?
        let findings: [ShelfFinding]
        let backupsFromTheFuture: Int
        let lastDrill: String?
        let lastDrillPassed: Bool?

        struct Target: Encodable {
            let target: String
            let newest: String?
            let fresh: Bool
            let dueStick: String?
        }

        init(_ job: BackupJob, _ status: BackupStatus, _ state: BackupState, _ drill: StateFolder.Drill?) {
            (self.job, verdict) = (job.name, status.verdict.rawValue)
            targets = status.targets.map {
                Target(target: $0.name, newest: $0.newest.map { timestamp($0) }, fresh: $0.isFresh, dueStick: $0.dueStick)
            }
            lastRunBegan = state.lastRun.map { timestamp($0.began) }
            (lastRunFailed, lastRunWasCutOff, backupsFromTheFuture) = (status.lastRunFailed, status.wasCutOff, status.fromTheFuture)
            (stateWasDamaged, findings) = (status.stateWasDamaged, status.findings)
            shrankFrom = status.shrankFrom
            (lastDrill, lastDrillPassed) = (drill.map { timestamp($0.time) }, drill?.passed)
        }
    }
}
