import AuditTrail
import Backups
import CryptoCore
import SystemFiles
import VaultFiles

/// A backup that was opened with the recovery key.
struct OpenedBackup {
    let backup: StoredBackup
    /// Where it was found.
    let place: String
    let header: Header
    let contents: VaultContents

    /// - Parameter name: nil for the newest.
    init(
        _ name: String?, _ file: JobFile, _ folder: StateFolder, target: String?, _ opening: OpeningOptions, _ record: ActionRecord,
        _ common: CommonOptions
    )
        throws
    {
        let shelves = try Shelves(file.job, folder, target: target)
        for (target, failure) in shelves.failures { Console.warn("\(target): \(failure.message)") }
        let (shelf, backup) = try shelves.find(name)
        self.backup = backup
        place = Bulletin.name(shelf.connection.target.name, shelf.connection.stick)
        let path = Path(backup.name.text)
        let vault = try shelf.connection.place.read(backup.name.text) { try VaultFile(reading: $0.duplicate(), path) }
        try backup.requireSame(vault)
        header = vault.headers.header
        let fixed = header.fixed
        try record.intend(common) { ($0.vaultID, $0.label, $0.medium) = (fixed.vaultID, fixed.label, shelf.connection.medium) }
        do {
            contents = try VaultContents(of: vault.unlock(opening.credentials(for: path, vault.headers)))
        } catch {
            throw Failure(error, about: path) ?? error
        }
    }

    /// The one file that a program's output became; nil if folders were backed up.
    func stream(_ job: BackupJob) -> [UInt8]? {
        guard case .command(_, let storedAs, _) = job.source else { return nil }
        let path = Array("\(Manifest.contents)/\(storedAs)".utf8)
        return contents.entries.contains { $0.path == path && $0.kind == .file } ? path : nil
    }

    /// Throws unless the manifest is that of the backup's name: for what is restored without it. It has few lines then.
    func requireOwnManifest() throws {
        let path = Array(Manifest.name.utf8)
        guard let entry = contents.entries.first(where: { $0.path == path }), entry.size <= 1 << 20 else { throw BackupError.noManifest }
        let file = try Descriptor.memory()
        _ = try VaultExtractor(try Selection([path], in: contents), jobs: 1).extract(toStream: file)
        let isOwn = try Manifest.isText(file.bytes(count: Int(clamping: entry.size), at: 0), of: backup.name)
        guard isOwn else { throw BackupError.manifestOfAnother(backup.name.text) }
    }

    /// Restores everything to a new folder and compares it with what was recorded when the backup was made.
    func restore(to output: Path, jobs: Int) throws -> Manifest.Comparison {
        let extractor = VaultExtractor(try Selection([], in: contents), jobs: jobs)
        _ = try extractor.extract(to: output, replacing: false)
        return try compare(output)
    }

    private func compare(_ folder: Path) throws -> Manifest.Comparison {
        let comparison = try Manifest.compare(folder)
        guard comparison.isOf(backup.name) else { throw BackupError.manifestOfAnother(backup.name.text) }
        let extra = contents.fileCount - 1 - Int(clamping: comparison.files)
        guard comparison.isGood, extra == 0 else {
            throw BackupError.restoredDiffers(wrong: Int(clamping: comparison.wrong), extra: max(0, extra))
        }
        return comparison
    }
}
