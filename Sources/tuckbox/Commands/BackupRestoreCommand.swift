import ArgumentParser
import AuditTrail
import Backups
import CryptoCore
import SystemFiles
import VaultFiles

struct BackupRestoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Restore a backup to a new folder or a program, with the recovery key.",
        discussion: """
            Without BACKUP, the newest. What was a program's output can go to standard
            output with -o -; folders go to a new folder, and are compared with what
            was recorded when the backup was made.

            tuckbox backup restore office.yaml -o restored --recovery-key school
            tuckbox backup restore db.yaml -o - --recovery-key school | psql new

            A backup is an ordinary vault: 'tuckbox unwrap' opens it anywhere.

            Exit status: 0 done, 1 failed, 12 wrong key, 13 damaged or altered.
            """)

    @OptionGroup var options: BackupOptions

    @Argument(help: ArgumentHelp("The backup, as 'tuckbox backup list' names it.", valueName: "backup"))
    var backup: String?

    @Option(name: [.short, .long], help: ArgumentHelp("A new folder, or - for standard output.", valueName: "path"))
    var output: String

    @Option(help: ArgumentHelp("Only from this target.", valueName: "target"))
    var target: String?

    @OptionGroup var opening: OpeningOptions
    @OptionGroup var trail: TrailOption
    @OptionGroup var common: CommonOptions

    func validate() throws {
        if output.isEmpty { throw ValidationError("-o needs a name") }
    }

    func run() throws {
        let record = try ActionRecord.prepare(.backupRestore, trail)
        let file = try options.file()
        let opened = try OpenedBackup(backup, file, try options.folder(file.job), target: target, opening, record, common)
        record.note { ($0.files, $0.contentBytes) = (UInt64(opened.contents.fileCount), opened.contents.contentSize) }
        guard output == "-" else {
            let path = Path(argument: output).withoutTrailingSlashes
            let comparison = try opened.restore(to: path, jobs: Machine.processors)
            common.note(
                "restored \(opened.backup.name.text) to \(quoted(path)): \(counted(Int(clamping: comparison.files), "file")), \(byteCount(comparison.bytes)), all as they were"
            )
            if common.json {
                try JSONDocument.print(
                    Report(backup: opened.backup.name.text, path: path.display, files: comparison.files, contentBytes: comparison.bytes))
            }
            return
        }
        guard let stream = opened.stream(file.job) else {
            throw Failure(.failed, message: "folders do not go to standard output", hint: "name a new folder with -o")
        }
        try opened.requireOwnManifest()
        _ = try VaultExtractor(try Selection([stream], in: opened.contents), jobs: 1).extract(
            toStream: .inherited(1, name: "standard output"))
    }

    private struct Report: Encodable {
        let schema = 1
        let backup: String
        let path: String
        let files: UInt64
        let contentBytes: UInt64
    }
}
