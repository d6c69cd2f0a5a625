internal import CLinux
internal import Glibc

/// An open file, closed when it goes out of scope.
public struct Descriptor: ~Copyable, Sendable {
    let number: Int32
    /// For messages.
    public let path: Path
    private let owned: Bool

    init(number: Int32, path: Path, owned: Bool = true) {
        (self.number, self.path, self.owned) = (number, path, owned)
    }

    deinit { if owned { _ = close(number) } }

    public struct Options: OptionSet, Sendable {
        public let rawValue: Int32
        public init(rawValue: Int32) { self.rawValue = rawValue }
        public static let read = Options([])
        public static let write = Options(rawValue: O_WRONLY)
        public static let readWrite = Options(rawValue: O_RDWR)
        /// Make it; fail if it is there.
        public static let createNew = Options(rawValue: O_CREAT | O_EXCL)
        /// Make it if it is not there.
        public static let create = Options(rawValue: O_CREAT)
        /// Every write goes to the end, wherever that is by then.
        public static let append = Options(rawValue: O_APPEND)
        public static let noFollow = Options(rawValue: O_NOFOLLOW)
        public static let directory = Options(rawValue: O_DIRECTORY)
        /// Past the kernel's cache; `UncachedFile` knows what has to be heeded then.
        static let direct = Options(rawValue: tuckbox_open_direct)
    }

    /// Standard input, output or error, or one that the caller of the program opened. Not closed by us.
    public static func inherited(_ number: Int32, name: String) -> Descriptor {
        Descriptor(number: number, path: Path(name), owned: false)
    }

    /// The same file for closures and threads that end before `self` does. It does not close it.
    public func lent() -> Descriptor { Descriptor(number: number, path: path, owned: false) }

    /// The same open file with a number of its own: position and locks are shared, and last until both are closed.
    public func duplicate() throws(FileError) -> Descriptor {
        let copy = fcntl(number, F_DUPFD_CLOEXEC, 3)
        guard copy >= 0 else { throw FileError(.open, path) }
        return Descriptor(number: copy, path: path)
    }

    /// Whether the caller of the program left descriptor `number` open.
    public static func isOpen(_ number: Int32) -> Bool { fcntl(number, F_GETFD) != -1 }

    public static func open(_ path: Path, _ options: Options, permissions: UInt16 = 0o600) throws(FileError) -> Descriptor {
        try open(path, relativeTo: AT_FDCWD, shown: path, options, permissions)
    }

    /// Opens `path` below the directory that this descriptor has open.
    public func open(_ path: Path, _ options: Options, permissions: UInt16 = 0o600) throws(FileError) -> Descriptor {
        try Self.open(path, relativeTo: number, shown: self.path.appending(path.bytes), options, permissions)
    }

    static func open(
        _ path: Path, relativeTo directory: Int32, shown: Path, _ options: Options, _ permissions: UInt16
    ) throws(FileError) -> Descriptor {
        // O_NONBLOCK: a pipe in a tree must not stop us; it has no effect on regular files.
        let flags = options.rawValue | O_CLOEXEC | O_NOCTTY | O_NONBLOCK
        let number = unsafe path.withCString { unsafe openat(directory, $0, flags, mode_t(permissions)) }
        guard number >= 0 else {
            throw FileError(options.rawValue & O_CREAT != 0 ? .create : options.contains(.directory) ? .openFolder : .open, shown)
        }
        return Descriptor(number: number, path: shown)
    }

    public func status() throws(FileError) -> FileStatus {
        var raw = stat()
        guard unsafe fstat(number, &raw) == 0 else { throw FileError(.status, path) }
        return FileStatus(raw)
    }

    /// Names that the file has. No part of `FileStatus`, which tells whether a file is still what it was: a name of it may go meanwhile.
    public func linkCount() throws(FileError) -> UInt64 {
        var raw = stat()
        guard unsafe fstat(number, &raw) == 0 else { throw FileError(.status, path) }
        return UInt64(raw.st_nlink)
    }

    public var isTerminal: Bool { isatty(number) == 1 }

    /// Takes an advisory lock; throws at once if another process has one that conflicts. Where a file system has no locks, a shared one is done without.
    public func lock(exclusively: Bool) throws(FileError) {
        guard flock(number, (exclusively ? LOCK_EX : LOCK_SH) | LOCK_NB) != 0 else { return }
        let isMissing = [ENOSYS, EOPNOTSUPP, ENOLCK].contains(errno)
        if exclusively || !isMissing { throw FileError(.lock, path) }
    }

    public func sync() throws(FileError) {
        guard fsync(number) == 0 else { throw FileError(.sync, path) }
    }

    /// Writes back everything of the file system that this file is on: one call for a whole tree.
    public func syncFileSystem() throws(FileError) {
        guard tuckbox_syncfs(number) == 0 else { throw FileError(.sync, path) }
    }

    /// Starts writing back what was written to a stretch, so that a later `sync` has less to wait for.
    public func startWriteback(at offset: UInt64, count: Int) {
        if let offset = Int64(exactly: offset) { _ = tuckbox_start_writeback(number, offset, Int64(count)) }
    }

    /// Drops clean pages, so that the next read comes from the medium.
    public func dropCache() { _ = posix_fadvise(number, 0, 0, POSIX_FADV_DONTNEED) }

    public func truncate(to size: UInt64) throws(FileError) {
        guard let size = Int(exactly: size) else { throw FileError(.write, path, code: EFBIG) }
        guard ftruncate(number, size) == 0 else { throw FileError(.write, path) }
    }

    public func setPermissions(_ permissions: UInt16) throws(FileError) {
        guard fchmod(number, mode_t(permissions)) == 0 else { throw FileError(.changeAttributes, path) }
    }
}

extension Descriptor {
    /// An empty file in memory, gone when it is closed.
    public static func memory() throws(FileError) -> Descriptor {
        let number = tuckbox_memory_file()
        guard number >= 0 else { throw FileError(.create, Path("memory")) }
        return Descriptor(number: number, path: Path("memory"))
    }

    /// A nameless file in the folder that `TMPDIR` names, or /var/tmp: gone when it is closed, also by a crash.
    public static func temporary() throws(FileError) -> Descriptor {
        let folder = CurrentUser.temporaryFolder
        do throws(FileError) {
            return try open(folder, Options(rawValue: tuckbox_open_nameless | O_RDWR))
        } catch {
            // Not every file system knows nameless files.
            let name = AtomicOutput.temporaryName()
            let directory = try open(folder, [.read, .directory])
            do throws(FileError) {
                let file = try directory.open(Path(bytes: name), [.readWrite, .createNew])
                AtomicOutput.discard(name, in: directory)
                return file
            } catch {
                throw error.told(of: folder)
            }
        }
    }
}
