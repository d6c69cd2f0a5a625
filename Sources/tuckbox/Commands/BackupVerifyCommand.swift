import ArgumentParser
import Backups
import CryptoCore
import SystemFiles
import VaultFiles

struct BackupVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Read backups from their targets and compare them with what was written.",
        discussion: """
            Without BACKUP, the newest on each target that can be reached. With
            --recovery-key everything inside is authenticated too.

            tuckbox backup verify office.yaml
            tuckbox backup verify office.yaml --all --recovery-key school

            Exit status: 0 good, 1 failed, 3 some target could not be reached,
            12 wrong key, 13 damaged or altered.
            """)

    @OptionGroup var options: BackupOptions

    @Argument(help: ArgumentHelp("Backups, as 'tuckbox backup list' names them.", valueName: "backup"))
    var backups: [String] = []

    @Flag(help: "All backups on the targets that can be reached.")
    var all = false

    @Option(help: ArgumentHelp("Only on this target.", valueName: "target"))
    var target: String?

    @OptionGroup var opening: OpeningOptions
    @OptionGroup var trail: TrailOption
    @OptionGroup var common: CommonOptions

    func validate() throws {
        if all, !backups.isEmpty { throw ValidationError("give names of backups or --all, not both") }
    }

    func run() throws {
        let record = try ActionRecord.prepare(.backupVerify, trail)
        let file = try options.file()
        try record.intend(common)
        let shelves = try Shelves(file.job, try options.folder(file.job), target: target)
        var results: [Result] = []
        var failures: [Failure] = []
        for shelf in shelves.shelves {
            for backup in try chosen(shelf.catalogue) {
                let place = Bulletin.name(shelf.connection.target.name, shelf.connection.stick)
                var seen = VaultBatch.Vault(medium: shelf.connection.medium, vaultBytes: backup.size)
                do {
                    try shelves.requireRemembered(shelf, backup)
                    try shelf.connection.place.verify(backup)
                    if opening.isGiven { try authenticate(shelf, backup, &seen) }
                    try record.add(seen)
                    common.note("\(backup.name.text) on \(place): good\(opening.isGiven ? "; everything in it is authentic" : ", as it was written")")
                    results.append(Result(target: shelf.connection.target.name, stick: shelf.connection.stick, backup: backup.name.text, good: true))
                } catch {
                    guard !(error is Interrupted), let failure = Failure(error) else { throw error }
                    seen.failed = true
                    try record.add(seen)
                    Failure(failure.status, message: "\(place): \(failure.message)", hint: failure.hint).report()
                    failures.append(failure)
                    results.append(Result(target: shelf.connection.target.name, stick: shelf.connection.stick, backup: backup.name.text, good: false))
                }
            }
        }
        for (target, failure) in shelves.failures {
            Failure(failure.status, message: "\(target): \(failure.message)", hint: failure.hint).report()
        }
        if common.json { try JSONDocument.print(Report(job: file.job.name, backups: results)) }
        if let missing = backups.first(where: { name in !results.contains { $0.backup.hasPrefix(name) } }) { throw BackupError.noSuchBackup(missing) }
        if let first = failures.first { first.status.exit() }
        if results.isEmpty { throw BackupError.noBackups }
        if !shelves.failures.isEmpty { ExitStatus.incomplete.exit() }
    }

    private func chosen(_ catalogue: Catalogue) throws -> [StoredBackup] {
        if all { return catalogue.backups }
        if backups.isEmpty { return catalogue.backups.suffix(1) }
        return catalogue.backups.filter { backup in backups.contains { backup.name.text == $0 || backup.name.text == "\($0).vault" } }
    }

    private func authenticate(_ shelf: Shelves.Shelf, _ backup: StoredBackup, _ seen: inout VaultBatch.Vault) throws {
        let path = Path(backup.name.text)
        let vault = try shelf.connection.place.read(backup.name.text) { try VaultFile(reading: $0.duplicate(), path) }
        let header = vault.headers.header
        (seen.identifier, seen.label) = (header.fixed.vaultID, header.fixed.label)
        _ = try vault.unlock(opening.credentials(for: path, vault.headers)).verify(jobs: Machine.processors, progress: Progress())
    }

    private struct Report: Encodable {
        let schema = 1
        let job: String
        let backups: [Result]
    }

    private struct Result: Encodable {
        let target: String
        let stick: String?
        let backup: String
        let good: Bool
    }
}
