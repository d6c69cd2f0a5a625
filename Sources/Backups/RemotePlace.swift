public import SystemFiles

/// A remote of rclone, which does all of the transport: SFTP, WebDAV, S3 and the rest.
public final class RemotePlace: BackupPlace {
    static let program = "/usr/bin/rclone"
    /// Bytes of a listing, or of all checksums: some hundred thousand backups.
    private static let mostText = 1 << 26
    /// rclone's exit status where a folder is not there.
    private static let folderMissing: Int32 = 3

    /// `NAME:PATH`.
    private let remote: String
    private let options: [String]
    /// Whether its folder may not be there yet.
    private var isNew: Bool
    public var display: String { remote }
    public var isLocal: Bool { false }
    /// One name may mean another remote in another configuration.
    public var identity: String? { options.joined(separator: " ") + " " + remote }

    /// - Parameters:
    ///   - configuration: rclone's; nil for its own default.
    ///   - isNew: whether its folder may not be there yet.
    public init(_ remote: String, configuration: String?, isNew: Bool) {
        self.isNew = isNew
        self.remote = remote.last == "/" ? String(remote.dropLast()) : remote
        let patience = ["--contimeout=20s", "--timeout=60s", "--retries=3", "--low-level-retries=3", "--stats=0", "--ask-password=false"]
        options = patience + (configuration.map { ["--config=\($0)"] } ?? [])
    }

    private func line(_ verb: String, _ arguments: [String]) -> CommandLine { CommandLine([Self.program, verb] + options + ["--"] + arguments) }
    private func address(_ name: String) -> String { remote.hasSuffix(":") ? remote + name : "\(remote)/\(name)" }

    public func catalogue(of job: String) throws -> Catalogue {
        try doing("list") {
            let listed: (files: [UInt8], checksums: [UInt8])
            do {
                if isNew { try makeFolder() }
                listed = try list(job)
            } catch BackupError.programFailed(_, .exited(Self.folderMissing)) {
                try makeFolder()
                listed = try list(job)
            }
            let (files, others) = Self.files(in: listed.files)
            return Catalogue(job: job, files: files, others: others, lines: ChecksumLine.all(in: listed.checksums))
        }
    }

    private func makeFolder() throws {
        _ = try Programs.output(of: line("mkdir", [remote]), limit: 0)
        isNew = false
    }

    /// Names with sizes, and everything that the job's files with checksums say. Both at once: rclone takes a while to start.
    private func list(_ job: String) throws -> (files: [UInt8], checksums: [UInt8]) {
        let names = CommandLine([Self.program, "lsf"] + options + ["--files-only", "--format=sp", "--separator=;", "--", remote])
        let filter = ["--max-depth=1", "--max-size=4k", "--include=/\(job).*\(BackupName.checksumEnding)"]
        let checksums = CommandLine([Self.program, "cat"] + options + filter + ["--", remote])
        let texts = try Programs.outputs(of: [names, checksums], limit: Self.mostText)
        return (texts[0], texts[1])
    }

    /// A line without a size is a name all the same: some remotes do not know how large something is.
    static func files(in listing: [UInt8]) -> (files: [(name: String, size: UInt64)], others: [String]) {
        var files: [(name: String, size: UInt64)] = []
        var others: [String] = []
        for line in listing.split(separator: 0x0a) {
            guard let separator = line.firstIndex(of: 0x3b), let name = String(validating: line[(separator + 1)...], as: UTF8.self) else { continue }
            if let size = UInt64(String(decoding: line[..<separator], as: UTF8.self)) { files.append((name, size)) } else { others.append(name) }
        }
        return (files, others)
    }

    /// Not every remote can say how much room it has: writing shows.
    public func requireRoom(for size: UInt64) {}

    public func store(_ temporary: String, _ make: (borrowing Descriptor, @escaping Watcher) throws -> StoredBackup) throws -> StoredBackup {
        var checksumFile: String?
        do {
            let (backup, reader) = try doing("write") {
                let (upload, backup) = try Programs.feeding(line("rcat", [address(temporary)])) { try make($0) { _ in } }
                let reader = try Programs.Waiting(CommandLine([Self.program, "cat"] + options + ["--files-from-raw=-", "--", remote]))
                // While the rest is on its way.
                let told = Result {
                    // rclone would replace what another computer put there that began in the same second.
                    try requireFree(backup.name)
                    // Without a vault a checksum means nothing, and the next run removes it.
                    checksumFile = backup.name.checksumFile
                    try Programs.tell(line("rcat", [address(backup.name.checksumFile)]), backup.checksumLine)
                }
                // Not killed if that fails: it clears up after itself.
                try upload.finish()
                try told.get()
                return (backup, reader)
            }
            let found = try doing("read") { try reader.reading(Array("\(temporary)\n".utf8)) { try FileDigest.of($0) } }
            guard found.sha256 == backup.sha256, found.size == backup.size else { throw BackupError.readBackDiffers(display) }
            try doing("rename") { _ = try Programs.output(of: line("moveto", [address(temporary), address(backup.name.text)]), limit: 0) }
            return backup
        } catch {
            if let checksumFile { try? remove(checksumFile) }
            try? remove(temporary)
            throw error
        }
    }

    private func requireFree(_ name: BackupName) throws {
        let same = CommandLine([Self.program, "lsf"] + options + ["--files-only", "--max-depth=1", "--include=/\(name.text)*", "--", remote])
        guard try Programs.output(of: same, limit: Self.mostText).isEmpty else { throw BackupError.nameTaken(name.text) }
    }

    public func read<Result>(_ name: String, _ body: (borrowing Descriptor) throws -> Result) throws -> Result {
        try doing("read") { try Programs.reading(line("cat", [address(name)]), body) }
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
