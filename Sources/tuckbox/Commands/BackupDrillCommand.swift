import ArgumentParser
import AuditTrail
import Backups
import CryptoCore
import SystemFiles
import VaultFiles

struct BackupDrillCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drill",
        abstract: "Rehearse: restore a backup, compare it, load it, write a certificate.",
        discussion: """
            Without BACKUP, the newest. It is restored to a scratch folder that is
            removed afterwards, compared with what was recorded when it was made, and
            given to the programs that the job names under 'drill:'.

            tuckbox backup drill office.yaml --recovery-key school -o today.html

            Exit status: 0 passed, 1 failed, 12 wrong key, 13 damaged or altered.
            """)

    @OptionGroup var options: BackupOptions

    @Argument(help: ArgumentHelp("The backup, as 'tuckbox backup list' names it.", valueName: "backup"))
    var backup: String?

    @Option(
        name: [.short, .long], help: ArgumentHelp("Where the certificate goes: a page if it ends in .html, otherwise a text.", valueName: "file"))
    var output: String

    @Option(help: ArgumentHelp("Where there is room for all that is restored; TMPDIR or /var/tmp otherwise.", valueName: "folder"))
    var scratch: String?

    @Option(help: ArgumentHelp("Only from this target.", valueName: "target"))
    var target: String?

    @OptionGroup var opening: OpeningOptions
    @OptionGroup var trail: TrailOption
    @OptionGroup var common: CommonOptions

    func run() throws {
        let certificatePath = Path(argument: output)
        if try FileStatus.ifPresent(certificatePath) != nil { throw VaultError.outputExists(certificatePath) }
        let record = try ActionRecord.prepare(.backupDrill, trail)
        let file = try options.file()
        let folder = try options.folder(file.job)
        let began = MonotonicTime.now
        let opened = try OpenedBackup(backup, file, folder, target: target, opening, record, common)
        record.note { ($0.files, $0.contentBytes) = (UInt64(opened.contents.fileCount), opened.contents.contentSize) }
        var certificate = DrillCertificate(file.job, opened)
        let failure = try ScratchFolder.within(scratch.map { Path(argument: $0) }) { scratch in
            try rehearse(file.job, opened, scratch.appending("restored"), &certificate)
        }
        certificate.seconds = (MonotonicTime.now.milliseconds - began.milliseconds) / 1000
        try certificate.write(to: certificatePath)
        try folder.save(StateFolder.Drill(time: currentTime(), made: opened.backup.name.time, passed: failure == nil))
        common.note("\(failure == nil ? "passed" : "FAILED"): the certificate is \(quoted(certificatePath))")
        if common.json {
            try JSONDocument.print(
                Report(backup: opened.backup.name.text, passed: failure == nil, certificate: certificatePath.display, error: failure?.message))
        }
        if let failure { throw failure }
    }

    /// Nil if all went well.
    private func rehearse(_ job: BackupJob, _ opened: OpenedBackup, _ folder: Path, _ certificate: inout DrillCertificate) throws -> Failure? {
        do {
            certificate.compared = try opened.restore(to: folder, jobs: Machine.processors)
            if var load = job.drill.load {
                let stream = opened.stream(job).map { folder.appending($0) }
                if stream == nil { load.words.append(String(decoding: folder.appending(Manifest.contents).bytes, as: UTF8.self)) }
                try Programs.run(load, on: stream)
                certificate.isLoaded = true
            }
            if let check = job.drill.check {
                certificate.checked = String(decoding: try Programs.output(of: check, limit: 4096), as: UTF8.self)
            }
            return nil
        } catch {
            guard !(error is Interrupted), let failure = Failure(error, about: Path(opened.backup.name.text)) else { throw error }
            // Other errors may name a file, and a file's name may be a child's.
            certificate.failure = error is BackupError ? failure.message : "it could not be restored whole (exit status \(failure.status.rawValue))"
            return failure
        }
    }

    private struct Report: Encodable {
        let schema = 1
        let backup: String
        let passed: Bool
        let certificate: String
        let error: String?
    }
}
