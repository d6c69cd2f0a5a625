internal import Glibc

extension Descriptor {
    /// The names in the directory that this descriptor has open, sorted as bytes, without `.` and `..`.
    public func directoryEntries() throws(FileError) -> [[UInt8]] {
        // A descriptor of its own: fdopendir takes it over, and positions are not shared.
        let copy = unsafe openat(number, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard copy >= 0, let stream = unsafe fdopendir(copy) else { throw FileError(.list, path) }
        defer { unsafe closedir(stream) }
        var names: [[UInt8]] = []
        while true {
            errno = 0
            guard let entry = unsafe readdir(stream) else {
                guard errno == 0 else { throw FileError(.list, path) }
                break
            }
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { unsafe Array($0.prefix { $0 != 0 }) }
            if name != [0x2e], name != [0x2e, 0x2e] { names.append(name) }
        }
        return names.sorted { $0.lexicographicallyPrecedes($1) }
    }

    /// Where the symbolic link `name` below this directory points.
    public func linkTarget(_ name: Path) throws(FileError) -> [UInt8] {
        var buffer = [CChar](repeating: 0, count: 4096)
        let length = unsafe name.withCString { name in
            unsafe readlinkat(number, name, &buffer, buffer.count)
        }
        guard length >= 0 else { throw FileError(.read, path.appending(name.bytes)) }
        return buffer[..<length].map(UInt8.init(bitPattern:))
    }

    public func status(of name: Path) throws(FileError) -> FileStatus {
        var raw = stat()
        guard unsafe name.withCString({ unsafe fstatat(number, $0, &raw, AT_SYMLINK_NOFOLLOW) }) == 0
        else { throw FileError(.status, path.appending(name.bytes)) }
        return FileStatus(raw)
    }

    public func makeDirectory(_ name: Path, permissions: UInt16 = 0o700) throws(FileError) {
        guard unsafe name.withCString({ unsafe mkdirat(number, $0, mode_t(permissions)) }) == 0
        else { throw FileError(.create, path.appending(name.bytes)) }
    }

    /// The same, unless it is there.
    public func makeDirectoryIfMissing(_ name: Path) throws(FileError) {
        do throws(FileError) { try makeDirectory(name) } catch {
            guard error.isExisting else { throw error }
        }
    }

    public func makeSymbolicLink(_ name: Path, target: [UInt8]) throws(FileError) {
        let made = unsafe Path(bytes: target).withCString { target in
            unsafe name.withCString { unsafe symlinkat(target, number, $0) }
        }
        guard made == 0 else { throw FileError(.create, path.appending(name.bytes)) }
    }

    /// Sets permission bits (less the umask) and the time of the last change of what is called `name`; a link keeps its own bits.
    public func setAttributes(of name: Path, permissions: UInt16, modified: Int64, isLink: Bool) throws(FileError) {
        let times = [timespec(tv_sec: Int(modified), tv_nsec: 0), timespec(tv_sec: Int(modified), tv_nsec: 0)]
        let done = unsafe name.withCString { cName in
            unsafe (isLink || fchmodat(number, cName, mode_t(permissions & ~Self.umaskBits), 0) == 0)
                && utimensat(number, cName, times, AT_SYMLINK_NOFOLLOW) == 0
        }
        guard done || Self.isBeyondFileSystem(errno) else { throw FileError(.changeAttributes, path.appending(name.bytes)) }
    }

    /// The same for this open file, and its size if it was written with holes at the end.
    public func finish(size: UInt64, permissions: UInt16, modified: Int64) throws(FileError) {
        if try status().size < size { try truncate(to: size) }
        let times = [timespec(tv_sec: Int(modified), tv_nsec: 0), timespec(tv_sec: Int(modified), tv_nsec: 0)]
        let done = unsafe fchmod(number, mode_t(permissions & ~Self.umaskBits)) == 0 && futimens(number, times) == 0
        guard done || Self.isBeyondFileSystem(errno) else { throw FileError(.changeAttributes, path) }
    }

    /// FAT has no permissions and a narrow range of times: what it cannot keep is no reason to fail.
    private static func isBeyondFileSystem(_ code: Int32) -> Bool { [EPERM, EINVAL, EOPNOTSUPP, EOVERFLOW].contains(code) }

    private static let umaskBits: UInt16 = {
        let mask = umask(0o077)
        umask(mask)
        return UInt16(truncatingIfNeeded: mask)
    }()
}
