internal import CryptoCore
internal import FoundationEssentials
public import SystemFiles

/// What this computer remembers of a job: where good backups are, also on sticks that are away, and how the last run ended. Nothing secret, no name of a file.
public struct BackupState: Codable, Equatable, Sendable {
    public struct Copy: Codable, Equatable, Sendable {
        /// Seconds since 1970.
        public let time: Int64
        public let size: UInt64
        public let sha256: String
    }

    /// What is on one stick, in one folder or on one remote. Oldest first.
    public struct Shelf: Codable, Equatable, Sendable {
        public let target: String
        public let stick: String?
        public var copies: [Copy]
    }

    public struct Run: Codable, Equatable, Sendable {
        public let began: Int64
        /// Nil while it goes on, and for ever if it was cut off.
        public var ended: Int64?
        /// Names of targets that got no backup.
        public var failed: [String] = []
        /// Whether the clock was behind the newest backup.
        public var clockWasBehind = false
    }

    public struct Drill: Codable, Equatable, Sendable {
        public let time: Int64
        /// Of the backup.
        public let made: Int64
        public let passed: Bool

        public init(time: Int64, made: Int64, passed: Bool) { (self.time, self.made, self.passed) = (time, made, passed) }
    }

    public var schema = 1
    public var shelves: [Shelf] = []
    public var lastRun: Run?
    public var lastDrill: Drill?

    public init() {}

    public func shelf(_ target: String, _ stick: String?) -> Shelf? { shelves.first { $0.target == target && $0.stick == stick } }

    /// Remembers what a place was seen to hold.
    mutating func note(_ backups: [StoredBackup], _ target: String, _ stick: String?) {
        shelves.removeAll { $0.target == target && $0.stick == stick }
        let copies = backups.map { Copy(time: $0.name.time, size: $0.size, sha256: $0.sha256.text) }
        shelves.append(Shelf(target: target, stick: stick, copies: copies))
    }

    /// The sticks that take turns, the one that is due first: the one whose newest backup is the oldest.
    public func turns(of sticks: [Stick], in target: String) -> [Stick] {
        let newest = sticks.map { shelf(target, $0.name)?.copies.last?.time ?? .min }
        return zip(sticks, newest).enumerated().sorted { a, b in
            a.element.1 != b.element.1 ? a.element.1 < b.element.1 : a.offset < b.offset
        }.map(\.element.0)
    }

    var newest: Int64? { shelves.compactMap { $0.copies.last?.time }.max() }
}

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
        guard let file = try? Descriptor.open(path.appending(Self.file), .read) else { return BackupState() }
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

    /// Held by whoever runs the job, for as long as the descriptor is open.
    public func lock() throws -> Descriptor {
        try makeFolders(path)
        let file = try Descriptor.open(path.appending("lock"), [.readWrite, .create])
        do throws(FileError) { try file.lock(exclusively: true) } catch {
            throw error.isBusy ? BackupError.alreadyRunning : error
        }
        return file
    }

    /// Whether a run is going on.
    public var isRunning: Bool {
        guard let file = try? Descriptor.open(path.appending("lock"), .readWrite) else { return false }
        do throws(FileError) { try file.lock(exclusively: true) } catch { return error.isBusy }
        return false
    }

    private func makeFolders(_ path: Path) throws {
        if try FileStatus.ifPresent(path, following: true) != nil { return }
        if path.parent != path { try makeFolders(path.parent) }
        let parent = try Descriptor.open(path.parent, [.read, .directory])
        try parent.makeDirectoryIfMissing(Path(bytes: path.lastComponent))
    }
}
