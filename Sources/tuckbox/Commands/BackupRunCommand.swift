import ArgumentParser
import AuditTrail
import Backups
import SystemFiles
import VaultFiles

struct BackupRunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Make a backup on every target, verify it, remove what is no longer kept.",
        usage: "tuckbox backup run [<options>] <job>",
        discussion: """
            A backup has its name only once it was read back and found to be what
            was written. Old ones go only after that, and never the last good one.

            tuckbox backup run office.yaml

            Exit status: 0 done, 1 no backup was made, 3 some target has none or is
            not as it was left, or the clock is wrong, 11 the job is at work already,
            20 refused by policy.
            """)

    @OptionGroup var options: BackupOptions
    @OptionGroup var policy: PolicyOption
    @OptionGroup var trail: TrailOption
    @OptionGroup var common: CommonOptions

    func run() throws {
        // The job first: it says who is told when something else is amiss.
        let file = try options.file()
        let bulletin = Bulletin(file.job)
        /// Nil until people were to be told how it went.
        var wasTold: Bool?
        do {
            let policy = try policy.load()
            try make(file, policy, try ActionRecord.prepare(.backupRun, trail, policy: policy), bulletin, &wasTold)
        } catch {
            let error = (error as? InvalidJob).map { JobFile.refusal($0, file.path) } ?? error
            let failure = Failure((error as? SourceFailure)?.cause ?? error, about: file.path) ?? Failure(.failed, message: "\(error)")
            let masked = Failure.masked(failure, error)
            if !(wasTold ?? bulletin.tell(isProblem: true, [bulletin.nothing(masked)])) { Console.warn("nobody was told") }
            throw Console.errorsAreTerminal ? failure : masked
        }
    }

    private func make(_ file: JobFile, _ policy: PolicyInForce, _ record: ActionRecord, _ bulletin: Bulletin, _ wasTold: inout Bool?) throws {
        let writer = try file.writer(policy)
        try record.intend(common) { $0.label = writer.label }
        let backup = BackupRun(file.job, writer, try options.folder(file.job))
        let report = try ProgressBar.during("backing up", writer.progress, shown: common.showsProgress) { try backup.run() }
        // Before anything else can go wrong: some of it is told once.
        let sentences = bulletin.sentences(report)
        let told = bulletin.tell(isProblem: !report.isGood, sentences.all)
        wasTold = told
        for result in report.results {
            try record.add(
                VaultBatch.Vault(
                    identifier: result.summary?.vaultID, failed: result.backup == nil, label: writer.label, medium: result.medium,
                    files: UInt64(result.summary?.memberCount ?? 0), contentBytes: result.summary?.contentSize ?? 0,
                    vaultBytes: result.backup?.size ?? 0))
        }
        for sentence in sentences.results { common.note(sentence) }
        for problem in sentences.problems { problem.report() }
        if common.json { try JSONDocument.print(RunFacts(file.job, report)) }
        if !report.hasBackup { (sentences.problems.first?.status ?? .failed).exit() }
        if !report.isGood || !told { ExitStatus.incomplete.exit() }
    }
}

/// A run for scripts.
private struct RunFacts: Encodable {
    let schema = 1
    let job: String
    let vaultId: String?
    let contentBytes: UInt64?
    let omitted: Int
    let clockIsBehind: String?
    let stateWasDamaged: Bool
    let shrankFrom: UInt64?
    let findings: [ShelfFinding]
    let targets: [Target]

    struct Target: Encodable {
        let target: String
        let stick: String?
        let vaultId: String?
        let backup: String?
        let vaultBytes: UInt64?
        let sha256: String?
        let removed: Int
        let nextStick: String?
        let error: String?
        let hint: String?
    }

    init(_ job: BackupJob, _ report: BackupReport) {
        self.job = job.name
        vaultId = report.summary.map { hexadecimal($0.vaultID) }
        contentBytes = report.summary?.contentSize
        omitted = report.omitted
        clockIsBehind = report.clockIsBehind.map { timestamp($0) }
        (stateWasDamaged, findings) = (report.stateWasDamaged, report.findings)
        shrankFrom = report.shrankFrom
        targets = report.results.map { result in
            let failure = result.failure.map { Failure(ofTarget: $0) }
            return Target(
                target: result.target, stick: result.stick, vaultId: result.summary.map { hexadecimal($0.vaultID) }, backup: result.backup?.name.text,
                vaultBytes: result.backup?.size,
                sha256: result.backup?.sha256.text, removed: result.removed, nextStick: result.nextStick, error: failure?.message,
                hint: failure?.hint)
        }
    }
}
