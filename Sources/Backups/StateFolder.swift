internal import FoundationEssentials
public import SystemFiles

/// Where a job's state is, and its lock.
public struct StateFolder: Sendable {
    /// The last rehearsal. It may end while a run goes on, which writes the state: so it has a file of its own.
    public struct Drill: Codable, Equatable, Sendable {
        public let time: Int64
        /// Of the backup.
        public let made: Int64
        public let passed: Bool

        public init(time: Int64, made: Int64, passed: Bool) { (self.time, self.made, self.passed) = (time, made, passed) }
    }

    public let path: Path
    private static let (file, drillFile) = ("state.json", "drill.json")
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
        guard let state = try read(Self.file, BackupState.self) else { return BackupState() }
        guard state.schema == 1 else { throw BackupError.stateDamaged(path.appending(Self.file)) }
        return state
    }

    public func save(_ state: BackupState) throws { try write(state, to: Self.file) }

    /// Nil if there was none yet. What somebody has spoilt is none: it keeps nobody from hearing of the backups.
    public func lastDrill() throws -> Drill? {
        do { return try read(Self.drillFile, Drill.self) } catch BackupError.stateDamaged { return nil }
    }

    public func save(_ drill: Drill) throws { try write(drill, to: Self.drillFile) }

    /// Nil if there is no such file.
    private func read<Content: Decodable>(_ name: String, _: Content.Type) throws -> Content? {
        let file: Descriptor
        do throws(FileError) { file = try Descriptor.open(path.appending(name), .read) } catch {
            guard error.isMissing else { throw error }
            return nil
        }
        let bytes = try file.bytes(count: min(Int(clamping: try file.status().size), Self.limit), at: 0)
        guard let content = try? JSONDecoder().decode(Content.self, from: Data(bytes)) else { throw BackupError.stateDamaged(file.path) }
        return content
    }

    private func write(_ content: some Encodable, to name: String) throws {
        try makeFolders(path)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
        let bytes = try encoder.encode(content)
        let folder = try Descriptor.open(path, [.read, .directory])
        let temporary = AtomicOutput.temporaryName()
        do {
            let file = try folder.open(Path(bytes: temporary), [.readWrite, .createNew])
            try file.write(Array(bytes))
            try file.sync()
            try AtomicOutput.publish(temporary, as: Array(name.utf8), in: folder, replacing: true)
            try folder.sync()
        } catch {
            AtomicOutput.discard(temporary, in: folder)
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
