public import CryptoCore
public import SystemFiles

/// A trail that entries are appended to. Any number of processes may have the same one.
public struct Trail: Sendable {
    public let folder: Path
    /// Of the program, for the first entry.
    private let version: String

    public init(_ folder: Path, version: String) {
        (self.folder, self.version) = (folder, version)
    }

    /// What an append did.
    public struct Receipt: Equatable, Sendable {
        /// Number of the last entry that was appended.
        public let number: UInt64
        /// Whether the trail began with it.
        public let began: Bool
        /// What was wrong with the trail and is now on record.
        public let found: [TrailEntry.Event]
    }

    /// Appends entries together: all are on the medium when it returns, or none is.
    /// - Parameter policy: SHA-256 of the policy that holds; nil without one. If it is another than last time, that is an entry before these.
    /// - Throws: `TrailError`, `FileError`; the trail is then as it was.
    @discardableResult
    public func append(_ entries: [TrailEntry], policy: Hash256?, at time: UTCTime = UTCTime(currentTime())) throws -> Receipt {
        let directory = try TrailFolder.openForWriting(folder)
        let lock = try directory.open(TrailFolder.lock, [.readWrite, .create, .noFollow])
        try lock.lockExclusively(waiting: TrailFolder.patience)
        let appender = try Appender.open(directory, folder, version, time)
        return try appender.append(entries, policy: policy)
    }

    /// Begins the trail if it is not there; throws `.exists` if it is.
    public func begin(at time: UTCTime = UTCTime(currentTime())) throws {
        let directory = try TrailFolder.openForWriting(folder)
        let lock = try directory.open(TrailFolder.lock, [.readWrite, .create, .noFollow])
        try lock.lockExclusively(waiting: TrailFolder.patience)
        let appender = try Appender.open(directory, folder, version, time)
        guard appender.isNew else { throw TrailError.exists(folder) }
        _ = try appender.append([], policy: nil)
    }

    /// Shows the verification key to `show`, then removes it from the computer and notes that as an entry.
    /// - Parameter policy: as for `append`.
    public func takeVerificationKey(policy: Hash256?, show: (borrowing SecretBytes) throws -> Void) throws {
        guard try FileStatus.ifPresent(folder.appending(TrailFolder.state.bytes), following: true) != nil else { throw TrailError.noTrail(folder) }
        let directory = try TrailFolder.openForWriting(folder)
        guard let text = try TrailFolder.secret(TrailFolder.verificationKey, limit: VerificationKey.maximumFileSize, in: directory)
        else { throw TrailError.keyGone(folder) }
        try show(text)
        try Self.wipe(TrailFolder.verificationKey, in: directory)
        try append([TrailEntry(.keyShown)], policy: policy)
    }

    /// Overwrites a file's bytes, then removes it.
    private static func wipe(_ name: Path, in directory: borrowing Descriptor) throws {
        let file = try directory.open(name, [.readWrite, .noFollow])
        try file.write([UInt8](repeating: 0, count: Int(clamping: try file.status().size)), at: 0)
        try file.sync()
        AtomicOutput.discard(name.bytes, in: directory)
        try directory.sync()
    }
}
