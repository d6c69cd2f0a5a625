internal import CLinux
internal import Glibc

extension Descriptor {
    /// The same file anew, for reading only and from its beginning: for files without a name that were written here.
    public func reopenedForReading() throws(FileError) -> Descriptor {
        try Self.open(Path("/proc/self/fd/\(number)"), relativeTo: AT_FDCWD, shown: path, .read, 0)
    }

    /// The same device anew, for reading past the page cache: whole sectors, to memory that begins at a multiple of their size. The cache reads pages, and gives
    /// none of a page of which one sector fails.
    public func reopenedForDirectReading() throws(FileError) -> Descriptor {
        try Self.open(Path("/proc/self/fd/\(number)"), relativeTo: AT_FDCWD, shown: path, Options(rawValue: tuckbox_open_direct), 0)
    }
}
