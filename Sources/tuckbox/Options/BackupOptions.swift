import ArgumentParser
import Backups
import SystemFiles

/// Which job a verb is about, and where this computer remembers its runs.
struct BackupOptions: ParsableArguments {
    @Argument(help: ArgumentHelp("The job file; 'man tuckbox-backup-job' says how to write one.", valueName: "job"))
    var job: String

    @Option(help: ArgumentHelp("Where this computer remembers its jobs.", valueName: "folder"))
    var state: String?

    func file() throws -> JobFile { try JobFile.obeyed(Path(argument: job)) }

    func folder(_ job: BackupJob) throws -> StateFolder { try StateFolder(job: job.name, in: state.map { Path(argument: $0) }) }
}

/// What a job has on the targets that can be reached now.
struct Shelves {
    struct Shelf {
        let connection: Connection
        let catalogue: Catalogue
    }

    let shelves: [Shelf]
    let failures: [(target: String, failure: Failure)]
    let state: BackupState

    init(_ job: BackupJob, _ folder: StateFolder, target: String? = nil) throws {
        state = try folder.load()
        if let target, !job.targets.contains(where: { $0.name == target }) {
            throw Failure(
                .usage, message: "the job has no target \(quoted(Array(target.utf8)))",
                hint: "it has: \(job.targets.map(\.name).joined(separator: ", "))")
        }
        var shelves: [Shelf] = []
        var failures: [(String, Failure)] = []
        for one in job.targets where target == nil || one.name == target {
            do {
                let connection = try Connection(one, state)
                shelves.append(Shelf(connection: connection, catalogue: try connection.place.catalogue(of: job.name)))
            } catch {
                guard !(error is Interrupted), let failure = Failure(error) else { throw error }
                failures.append((one.name, failure))
            }
        }
        (self.shelves, self.failures) = (shelves, failures)
    }

    /// The backup of that name, or the newest; from a folder rather than from a remote.
    func find(_ name: String?) throws -> (Shelf, StoredBackup) {
        let all = shelves.flatMap { shelf in shelf.catalogue.backups.map { (shelf, $0) } }
        guard let name else {
            guard let newest = all.map(\.1.name.time).max(), let found = Self.nearest(all.filter { $0.1.name.time == newest }) else {
                throw BackupError.noBackups
            }
            return found
        }
        let wanted = name.hasSuffix(".vault") ? name : name + ".vault"
        guard let found = Self.nearest(all.filter { $0.1.name.text == wanted }) else { throw BackupError.noSuchBackup(name) }
        return found
    }

    private static func nearest(_ candidates: [(Shelf, StoredBackup)]) -> (Shelf, StoredBackup)? {
        candidates.first { $0.0.connection.place.isLocal } ?? candidates.first
    }

    /// Throws if a backup's checksum is not the one that this computer remembers: whoever had the stick has put another file in its place.
    func requireRemembered(_ shelf: Shelf, _ backup: StoredBackup) throws {
        let known = state.shelf(shelf.connection.target.name, shelf.connection.stick)?.copies.first { $0.time == backup.name.time }
        if let known, known.sha256 != backup.sha256.text { throw BackupError.altered(backup.name.text) }
    }
}
