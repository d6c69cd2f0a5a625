internal import CLinux
internal import Glibc

/// A system call that failed.
public struct FileError: Error, Equatable, Sendable {
    public enum Operation: String, Sendable {
        case open
        case openFolder = "open the folder"
        case read, write
        case status = "look at"
        case list, create, rename, remove, sync, lock, mount, unmount
        case changeAttributes = "set the attributes of"
    }

    public let operation: Operation
    public let path: Path
    /// The kernel's error number.
    public let code: Int32

    public init(_ operation: Operation, _ path: Path, code: Int32) {
        (self.operation, self.path, self.code) = (operation, path, code)
    }

    /// With the error number that the last call left.
    init(_ operation: Operation, _ path: Path) {
        self.init(operation, path, code: errno)
    }

    /// The same failure, told of another path: of the file that somebody asked for instead of the one it was prepared under.
    public func told(of path: Path) -> FileError { FileError(operation, path, code: code) }

    /// What the kernel says, in the C library's words, first letter in lower case.
    public var reason: String {
        var buffer = [CChar](repeating: 0, count: 256)
        let text = unsafe String(cString: tuckbox_error_text(code, &buffer, UInt(buffer.count)))
        return text.prefix(1).lowercased() + text.dropFirst()
    }

    public var isMissing: Bool { code == ENOENT || code == ENOTDIR }
    public var isNotFolder: Bool { code == ENOTDIR && operation == .openFolder }
    public var isExisting: Bool { code == EEXIST || code == ENOTEMPTY }
    /// The file system holds no such name.
    public var isNameRefused: Bool { code == ENAMETOOLONG || code == EINVAL || code == EILSEQ }
    public var isPermission: Bool { code == EACCES || code == EPERM }
    public var isReadOnly: Bool { code == EROFS }
    public var isFull: Bool { code == ENOSPC || code == EDQUOT }
    public var isBusy: Bool { code == EWOULDBLOCK || code == EBUSY }
    public var isBrokenPipe: Bool { code == EPIPE }
    public var isReadFault: Bool { code == EIO }
}

/// SIGINT, SIGTERM or SIGHUP came.
public struct Interrupted: Error, Equatable, Sendable {
    public init() {}
}
