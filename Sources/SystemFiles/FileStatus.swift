internal import Glibc

/// What fstat says of a file, as a value.
public struct FileStatus: Equatable, Sendable {
    public enum Kind: Sendable { case file, directory, symbolicLink, pipe, socket, device }

    public let kind: Kind
    /// Identity: file system and inode.
    public let device: UInt64
    public let inode: UInt64
    /// Which device a block device's node is for; nil for anything else.
    public let node: UInt64?
    /// Bytes; 0 for anything but a regular file.
    public let size: UInt64
    /// Permission bits, at most 0777.
    public let permissions: UInt16
    /// User id.
    public let owner: UInt32
    /// Whether it is a directory in which people can rename and remove only what is theirs: /tmp.
    public let isSticky: Bool
    /// Seconds since 1970.
    public let modified: Int64
    let modifiedNanoseconds: Int64
    /// Which device it stands for, if it is one.
    let representedDevice: UInt64?

    init(_ raw: stat) {
        kind =
            switch raw.st_mode & S_IFMT {
            case S_IFREG: .file
            case S_IFDIR: .directory
            case S_IFLNK: .symbolicLink
            case S_IFIFO: .pipe
            case S_IFSOCK: .socket
            default: .device
            }
        device = UInt64(raw.st_dev)
        inode = UInt64(raw.st_ino)
        node = raw.st_mode & S_IFMT == S_IFBLK ? UInt64(raw.st_rdev) : nil
        size = raw.st_mode & S_IFMT == S_IFREG ? UInt64(clamping: raw.st_size) : 0
        permissions = UInt16(truncatingIfNeeded: raw.st_mode & 0o777)
        owner = raw.st_uid
        isSticky = raw.st_mode & S_ISVTX != 0
        modified = Int64(raw.st_mtim.tv_sec)
        modifiedNanoseconds = Int64(raw.st_mtim.tv_nsec)
        representedDevice = kind == .device ? UInt64(raw.st_rdev) : nil
    }

    /// Whether nobody but root can write it; of a directory, whether nobody else can put something else in the place of what root has there.
    public var isOnlyRoots: Bool { owner == 0 && (permissions & 0o022 == 0 || (kind == .directory && isSticky)) }

    /// Of the file at `path`.
    /// - Parameter following: whether a symbolic link is followed.
    public static func of(_ path: Path, following: Bool = true) throws(FileError) -> FileStatus {
        var raw = stat()
        guard unsafe path.withCString({ unsafe fstatat(AT_FDCWD, $0, &raw, following ? 0 : AT_SYMLINK_NOFOLLOW) }) == 0
        else { throw FileError(.status, path) }
        return FileStatus(raw)
    }

    /// Nil if there is nothing at `path`.
    public static func ifPresent(_ path: Path, following: Bool = false) throws(FileError) -> FileStatus? {
        do throws(FileError) { return try of(path, following: following) } catch {
            if error.isMissing { return nil }
            throw error
        }
    }
}

extension Path {
    /// The file itself or the folder above it that others than root can change, so that they could have put something else in its place; nil if there is none.
    public func placeOthersCanChange() throws(FileError) -> Path? {
        var place = try resolved()
        while try FileStatus.of(place).isOnlyRoots {
            if place.parent == place { return nil }
            place = place.parent
        }
        return place
    }
}

/// Seconds since 1970, UTC.
public func currentTime() -> Int64 { Int64(time(nil)) }
