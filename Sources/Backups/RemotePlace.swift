public import SystemFiles

/// A remote of rclone, which does all of the transport: SFTP, WebDAV, S3 and the rest.
public final class RemotePlace: BackupPlace {
    static let program = "/usr/bin/rclone"
    /// Bytes of a listing, or of all checksums: some hundred thousand backups.
    private static let mostText = 1 << 26

    /// `NAME:PATH`.
    private let remote: String
    private let options: [String]
    public var display: String { remote }
    public var isLocal: Bool { false }

    /// - Parameter configuration: rclone's; nil for its own default.
    public init(_ remote: String, configuration: String?) {
        self.remote = remote.last == "/" ? String(remote.dropLast()) : remote
        let patience = ["--contimeout=20s", "--timeout=60s", "--retries=3", "--low-level-retries=3", "--stats=0", "--ask-password=false"]
        options = patience + (configuration.map { ["--config=\($0)"] } ?? [])
    }

    private func line(_ verb: String, _ arguments: [String]) -> CommandLine { CommandLine([Self.program, verb] + options + ["--"] + arguments) }
    private func address(_ name: String) -> String { remote.hasSuffix(":") ? remote + name : "\(remote)/\(name)" }

    public func files() throws -> [(name: String, size: UInt64)] {
        try doing("list") {
            // A folder that is not there yet is empty.
            _ = try Programs.output(of: line("mkdir", [remote]), limit: 0)
            let listing = CommandLine([Self.program, "lsf"] + options + ["--files-only", "--format=sp", "--separator=;", "--", remote])
            return try Programs.output(of: listing, limit: Self.mostText).split(separator: 0x0a).compactMap { line in
                let parts = line.split(separator: 0x3b, maxSplits: 1)
                guard parts.count == 2, let size = UInt64(String(decoding: parts[0], as: UTF8.self)) else { return nil }
                return String(validating: parts[1], as: UTF8.self).map { ($0, size) }
            }
        }
    }

    public func checksums(of job: String, among files: [(name: String, size: UInt64)]) throws -> [UInt8] {
        try doing("read") {
            let filter = ["--max-depth=1", "--max-size=4k", "--include=/\(job).*\(BackupName.checksumEnding)"]
            return try Programs.output(of: CommandLine([Self.program, "cat"] + options + filter + ["--", remote]), limit: Self.mostText)
        }
    }

    /// Not every remote can say how much room it has: writing shows.
    public func requireRoom(for size: UInt64) {}

    public func write<Result>(_ name: String, _ body: (borrowing Descriptor) throws -> Result) throws -> Result {
        try doing("write") { try Programs.writing(line("rcat", [address(name)]), body) }
    }

    public func read<Result>(_ name: String, _ body: (borrowing Descriptor) throws -> Result) throws -> Result {
        try doing("read") { try Programs.reading(line("cat", [address(name)]), body) }
    }

    public func rename(_ old: String, to new: String, replacing: Bool) throws {
        try doing("rename") { _ = try Programs.output(of: line("moveto", [address(old), address(new)]), limit: 0) }
    }

    public func remove(_ name: String) throws {
        try doing("remove") { _ = try Programs.output(of: line("deletefile", [address(name)]), limit: 0) }
    }

    /// The job's lock is all that there is.
    public func isAbandoned(_ name: String) -> Bool { true }

    /// rclone's failures, told of the remote.
    private func doing<Result>(_ what: String, _ body: () throws -> Result) throws -> Result {
        do { return try body() } catch BackupError.programFailed(let program, let ending) where program == Path(Self.program) {
            let status: Int32 = if case .exited(let status) = ending { status } else { -1 }
            throw BackupError.remoteFailed(remote, doing: what, status: status)
        } catch let error as FileError where error.isBrokenPipe && error.path == Path(Self.program) {
            throw BackupError.remoteFailed(remote, doing: what, status: -1)
        }
    }
}
