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
        let view: ShelfView

        var target: String { connection.target.name }
        var stick: String? { connection.stick }
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
                let catalogue = try connection.place.catalogue(of: job.name)
                let view = ShelfView(catalogue, state.shelf(one.name, connection.stick), job: job.name)
                shelves.append(Shelf(connection: connection, catalogue: catalogue, view: view))
            } catch {
                guard !(error is Interrupted), let failure = Failure(error) else { throw error }
                failures.append((one.name, failure))
            }
        }
        (self.shelves, self.failures) = (shelves, failures)
    }

    /// The backup of that name, or the newest that this computer knows; from a folder rather than from a remote.
    /// - Throws: `BackupError.altered` if it is not what this computer remembers: whoever had the stick has put another file in its place.
    func find(_ name: String?) throws -> (Shelf, StoredBackup) {
        let foreign = shelves.flatMap { shelf in shelf.view.unknown.map { (shelf, $0) } }
        let trusted = shelves.flatMap { shelf in (shelf.view.known + shelf.view.altered).map { (shelf, $0) } }
        let found: (Shelf, StoredBackup)?
        if let name {
            let wanted = name.hasSuffix(".vault") ? name : name + ".vault"
            func named(_ candidates: [(Shelf, StoredBackup)]) -> (Shelf, StoredBackup)? {
                Self.nearest(candidates.filter { $0.1.name.text == wanted })
            }
            found = named(trusted) ?? named(foreign)
            if found == nil { throw BackupError.noSuchBackup(name) }
        } else {
            for (_, backup) in foreign { Console.warn(Failure(BackupError.notKnownHere(backup.name.text)).message) }
            found = Self.newest(trusted) ?? Self.newest(foreign)
        }
        guard let found else { throw BackupError.noBackups }
        if found.0.view.altered.contains(found.1) { throw BackupError.altered(found.1.name.text) }
        if name != nil, found.0.view.unknown.contains(found.1) { Console.warn(Failure(BackupError.notKnownHere(found.1.name.text)).message) }
        return found
    }

    private static func newest(_ candidates: [(Shelf, StoredBackup)]) -> (Shelf, StoredBackup)? {
        let newest = candidates.map(\.1.name.time).max()
        return nearest(candidates.filter { $0.1.name.time == newest })
    }

    private static func nearest(_ candidates: [(Shelf, StoredBackup)]) -> (Shelf, StoredBackup)? {
        func rank(_ shelf: Shelf, _ backup: StoredBackup) -> Int {
            (shelf.view.altered.contains(backup) ? 2 : 0) + (shelf.connection.place.isLocal ? 0 : 1)
        }
        return candidates.min { rank($0.0, $0.1) < rank($1.0, $1.1) }
    }
}
