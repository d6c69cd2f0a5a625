internal import FoundationEssentials
public import SystemFiles

/// Where a job's state is, and its lock.
public struct StateFolder: Sendable {
    public let path: Path
    private static let file = "state.json"
    private static let limit = 1 << 26

    /// - Parameter base: nil for the usual place.
    public init(job: String, in base: Path?) throws {
        guard let base = base ?? CurrentUser.serviceStateFolder?.appending("tuckbox/backup") else {
            throw FileError(.openFolder, Path("~"), code: 2)
        }
        path = base.appending(job)
    }

    /// What was saved last; nothing if nothing was.
    public func load() throws -> BackupState {
        let file: Descriptor
        do throws(FileError) { file = try Descriptor.open(path.appending(Self.file), .read) } catch {
            guard error.isMissing else { throw error }
            return BackupState()
        }
        let bytes = try file.bytes(count: min(Int(clamping: try file.status().size), Self.limit), at: 0)
        guard let state = try? JSONDecoder().decode(BackupState.self, from: Data(bytes)), state.schema == 1 else {
            throw BackupError.stateDamaged(file.path)
        }
        return state
    }

    public func save(_ state: BackupState) throws {
        try makeFolders(path)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
        let bytes = try encoder.encode(state)
        let folder = try Descriptor.open(path, [.read, .directory])
        let name = AtomicOutput.temporaryName()
        do {
            let file = try folder.open(Path(bytes: name), [.readWrite, .createNew])
            try file.write(Array(bytes))
            try file.sync()
            try AtomicOutput.publish(name, as: Array(Self.file.utf8), in: folder, replacing: true)
            try folder.sync()
        } catch {
            AtomicOutput.discard(name, in: folder)
            throw error
        }
    }

    /// Keeps what cannot be read under another name, in place of what was set aside before.
    func setAside() throws {
        let folder = try Descriptor.open(path, [.read, .directory])
        try AtomicOutput.publish(Array(Self.file.utf8), as: Array("\(Self.file).damaged".utf8), in: folder, replacing: true)
    }

    /// Held by whoever runs the job, for as long as the descriptor is open.
    public func lock() throws -> Descriptor {
        try makeFolders(path)
        let file = try Descriptor.open(path.appending("lock"), [.readWrite, .create])
        // Who only looks has it for a moment.
        do throws(FileError) { try file.lockExclusively(waiting: 1000) } catch {
            throw error.isBusy ? BackupError.alreadyRunning : error
        }
        return file
    }

    /// Whether a run is going on.
    public var isRunning: Bool {
        guard let file = try? Descriptor.open(path.appending("lock"), .readWrite) else { return false }
        do throws(FileError) { try file.lock(exclusively: false) } catch { return error.isBusy }
        return false
    }

    private func makeFolders(_ path: Path) throws {
        if try FileStatus.ifPresent(path, following: true) != nil { return }
        if path.parent != path { try makeFolders(path.parent) }
        let parent = try Descriptor.open(path.parent, [.read, .directory])
        try parent.makeDirectoryIfMissing(Path(bytes: path.lastComponent))
    }
}
