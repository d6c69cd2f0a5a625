internal import CLinux
internal import Glibc

/// A name under which work is done beside the final one, and the step that gives it the final one.
public enum AtomicOutput {
    /// A hidden name that nothing else uses and that says whose it is, should a power cut leave it behind.
    public static func temporaryName() -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        let number = String(generator.next() as UInt64, radix: 36)
        return Array(".tuckbox-\(number).part".utf8)
    }

    /// Whether `name` is one that `temporaryName` makes: what a kill or a power cut left behind. It may be deleted.
    public static func isTemporary(_ name: [UInt8]) -> Bool {
        name.starts(with: ".tuckbox-".utf8) && name.suffix(5).elementsEqual(".part".utf8)
    }

    /// Renames `temporary` to `final`, both in the open directory.
    /// - Parameter replacing: false refuses to replace anything that has the name by now.
    public static func publish(_ temporary: [UInt8], as final: [UInt8], in directory: borrowing Descriptor, replacing: Bool) throws(FileError) {
        let (from, to) = (Path(bytes: temporary), Path(bytes: final))
        let number = directory.number
        let failure = FileError(.rename, directory.path.appending(final), code: 0)
        let result = unsafe from.withCString { from in
            unsafe to.withCString { to -> Int32 in
                if replacing { return unsafe renameat(number, from, number, to) }
                if unsafe tuckbox_rename_noreplace(number, from, to) == 0 { return 0 }
                // Some file systems have no such flag: then look first, which leaves a short race.
                guard errno == EINVAL || errno == ENOSYS else { return -1 }
                var raw = stat()
                guard unsafe fstatat(number, to, &raw, AT_SYMLINK_NOFOLLOW) != 0 else {
                    errno = EEXIST
                    return -1
                }
                return unsafe renameat(number, from, number, to)
            }
        }
        guard result == 0 else { throw FileError(failure.operation, failure.path, code: errno) }
    }

    /// Removes a file of ours after a failure; what cannot be removed is left.
    public static func discard(_ name: [UInt8], in directory: borrowing Descriptor) {
        let number = directory.number
        _ = unsafe Path(bytes: name).withCString { unsafe unlinkat(number, $0, 0) }
    }

    /// Removes a directory of ours and all that is in it, never following a link.
    public static func discardTree(_ name: [UInt8], in directory: borrowing Descriptor) {
        if let tree = try? directory.open(Path(bytes: name), [.read, .directory, .noFollow]) {
            for entry in (try? tree.directoryEntries()) ?? [] {
                let isDirectory = (try? tree.status(of: Path(bytes: entry)))?.kind == .directory
                if isDirectory { discardTree(entry, in: tree) } else { discard(entry, in: tree) }
            }
        }
        let number = directory.number
        _ = unsafe Path(bytes: name).withCString { unsafe unlinkat(number, $0, AT_REMOVEDIR) }
    }

    /// Removes the file of that name in the open directory, wherever that is by now.
    public static func remove(_ name: Path, in directory: borrowing Descriptor) throws(FileError) {
        let number = directory.number
        guard unsafe name.withCString({ unsafe unlinkat(number, $0, 0) }) == 0 else { throw FileError(.remove, directory.path.appending(name.bytes)) }
    }

    /// Removes the file at `path`.
    public static func remove(_ path: Path) throws(FileError) {
        guard unsafe path.withCString({ unsafe unlink($0) }) == 0 else { throw FileError(.remove, path) }
    }

    /// Removes the empty directory at `path`.
    public static func removeDirectory(_ path: Path) throws(FileError) {
        guard unsafe path.withCString({ unsafe rmdir($0) }) == 0 else { throw FileError(.remove, path) }
    }
}
