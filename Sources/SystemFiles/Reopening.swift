internal import Glibc

extension Descriptor {
    /// The same file anew, for reading only and from its beginning: for files without a name that were written here.
    public func reopenedForReading() throws(FileError) -> Descriptor {
        try Self.open(Path("/proc/self/fd/\(number)"), relativeTo: AT_FDCWD, shown: path, .read, 0)
    }
}
