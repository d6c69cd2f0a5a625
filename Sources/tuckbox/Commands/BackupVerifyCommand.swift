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

            Exit status: 0 good, 1 failed, 3 some target could not be reached or has
            no backup, or one is gone or not known here, 12 wrong key, 13 damaged
            or altered.
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
            for error in amiss(shelf) {
                let failure = Failure(error)
                Failure(failure.status, message: "\(Bulletin.name(shelf.target, shelf.stick)): \(failure.message)", hint: failure.hint).report()
                failures.append(failure)
            }
            for backup in chosen(shelf) {
                let place = Bulletin.name(shelf.connection.target.name, shelf.connection.stick)
                var seen = VaultBatch.Vault(medium: shelf.connection.medium, vaultBytes: backup.size)
                do {
                    if shelf.view.altered.contains(backup) { throw BackupError.altered(backup.name.text) }
                    try shelf.connection.place.verify(backup)
                    if opening.isGiven { try authenticate(shelf, backup, &seen) }
                    if shelf.view.unknown.contains(backup) { throw BackupError.notKnownHere(backup.name.text) }
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
        let told = results.map(\.backup) + shelves.shelves.flatMap { ($0.view.unproven + $0.view.missing).map(\.text) }
        if let missing = backups.first(where: { name in !told.contains { $0.hasPrefix(name) } }) { throw BackupError.noSuchBackup(missing) }
        // Worse than a backup that is not there is one that is not what it says.
        if let first = failures.first(where: { $0.status != .incomplete }) { first.status.exit() }
        if results.isEmpty, failures.isEmpty { throw BackupError.noBackups }
        if !failures.isEmpty { ExitStatus.incomplete.exit() }
        if !shelves.failures.isEmpty { ExitStatus.incomplete.exit() }
    }

    /// By name, all, or the newest; what is not known here may be newer than it says, and is always looked at.
    private func chosen(_ shelf: Shelves.Shelf) -> [StoredBackup] {
        let backups = shelf.catalogue.backups
        if all { return backups }
        if !self.backups.isEmpty { return backups.filter { isNamed($0.name) } }
        let newest = backups.last { !shelf.view.unknown.contains($0) }
        return backups.filter { $0 == newest || shelf.view.unknown.contains($0) }
    }

    private func isNamed(_ name: BackupName) -> Bool { backups.contains { name.text == $0 || name.text == "\($0).vault" } }

    /// What this computer remembers and does not find.
    private func amiss(_ shelf: Shelves.Shelf) -> [BackupError] {
        let view = shelf.view
        guard backups.isEmpty else {
            return view.unproven.filter(isNamed).map { .unproven($0.text) } + view.missing.filter(isNamed).map { .missing(1, newest: $0.text) }
        }
        var amiss: [BackupError] = view.unproven.map { .unproven($0.text) }
        if let newest = view.missing.last { amiss.append(.missing(view.missing.count, newest: newest.text)) }
        if amiss.isEmpty, shelf.catalogue.backups.isEmpty { amiss.append(.noneThere) }
        return amiss
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
