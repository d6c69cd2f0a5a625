internal import CFuse
internal import CLinux
internal import Glibc
import Synchronization
import SystemFiles

/// The real file system. Nobody else changes it, its names are bytes below its root, and no link leads out of it: a path goes through folders alone.
final class Stick: Sendable {
    private let root: OpenFile
    let rules: NameRules
    /// The folder that was used last: most is done in the same one as before. Forgotten when any folder gets another place.
    private let lastFolder = Mutex(LastFolder())

    private struct LastFolder {
        var location: Location = []
        var file: OpenFile?
        /// Times that folders got other places.
        var changes = 0
    }

    /// A path below the root, its components joined by slashes; empty for the root.
    typealias Location = [UInt8]

    /// - Parameter root: the open root folder, which is taken over.
    init(root: Int32) {
        self.root = OpenFile(root)
        // Of <linux/magic.h> and the drivers' sources.
        rules =
            switch tuckbox_file_system_type(root) {
            case 0x4d44: .vfat
            case 0x2011_bab0: .exfat
            case 0x7366_746e: .ntfs
            default: .bytes
            }
    }

    func space() throws(Errno) -> statvfs {
        var space = statvfs()
        guard unsafe fstatvfs(root.number, &space) == 0 else { throw .last }
        return space
    }

    func status(_ location: Location) throws(Errno) -> stat {
        let (folder, name) = try folder(of: location)
        var raw = stat()
        let result = unsafe withCString(name) { unsafe fstatat(folder.number, $0, &raw, AT_SYMLINK_NOFOLLOW) }
        guard result == 0 else { throw .last }
        return raw
    }

    func open(_ location: Location) throws(Errno) -> OpenFile { try open(location, O_RDONLY | O_NOFOLLOW | O_NONBLOCK) }

    func makeFolder(_ location: Location, mode: UInt32) throws(Errno) {
        try unsafe inFolder(of: location) { unsafe mkdirat($0, $1, mode) }
    }

    func removeFile(_ location: Location) throws(Errno) {
        try unsafe inFolder(of: location) { unsafe unlinkat($0, $1, 0) }
    }

    func removeFolder(_ location: Location) throws(Errno) {
        defer { forgetFolder() }
        try unsafe inFolder(of: location) { unsafe unlinkat($0, $1, AT_REMOVEDIR) }
    }

    func rename(_ location: Location, to target: Location) throws(Errno) {
        // The gate's own are files.
        defer { if !PreparedFile.isOurs(location) { forgetFolder() } }
        let (folder, name) = try folder(of: location)
        try unsafe inFolder(of: target) { number, target in unsafe withCString(name) { unsafe renameat(folder.number, $0, number, target) } }
    }

    func linkTarget(_ location: Location) throws(Errno) -> [UInt8] {
        let (folder, name) = try folder(of: location)
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = unsafe withCString(name) { unsafe readlinkat(folder.number, $0, &buffer, buffer.count) }
        guard count >= 0 else { throw .last }
        return buffer[..<count].map(UInt8.init(bitPattern:))
    }

    func setMode(_ location: Location, _ mode: UInt32) throws(Errno) {
        try unsafe inFolder(of: location) { unsafe fchmodat($0, $1, mode, 0) }
    }

    func setOwner(_ location: Location, user: UInt32, group: UInt32) throws(Errno) {
        try unsafe inFolder(of: location) { unsafe fchownat($0, $1, user, group, AT_SYMLINK_NOFOLLOW) }
    }

    func setTimes(_ location: Location, _ times: [timespec]) throws(Errno) {
        try unsafe inFolder(of: location) { unsafe utimensat($0, $1, times, AT_SYMLINK_NOFOLLOW) }
    }

    /// The names in a folder with their inode numbers and kinds (`DT_REG`, …), without `.` and `..`.
    func list(_ location: Location) throws(Errno) -> [(name: [UInt8], inode: UInt64, kind: UInt8)] {
        // A descriptor that the stream takes over.
        let copy = try openNumber(location, O_RDONLY | O_DIRECTORY)
        guard let stream = unsafe fdopendir(copy) else {
            _ = close(copy)
            throw .last
        }
        defer { unsafe closedir(stream) }
        var entries: [(name: [UInt8], inode: UInt64, kind: UInt8)] = []
        while true {
            errno = 0
            guard let entry = unsafe readdir(stream) else {
                guard errno == 0 else { throw .last }
                return entries
            }
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { unsafe Array($0.prefix { $0 != 0 }) }
            guard name != [0x2e], name != [0x2e, 0x2e] else { continue }
            unsafe entries.append((name, UInt64(entry.pointee.d_ino), entry.pointee.d_type))
        }
    }

    func syncFolder(_ location: Location) throws(Errno) {
        do throws(Errno) { try open(location, O_RDONLY | O_DIRECTORY).sync() } catch {
            // Not every file system can.
            guard error == Errno(EINVAL) || error == Errno(EOPNOTSUPP) || error == Errno(ENOSYS) else { throw error }
        }
    }

    func sync() throws(Errno) {
        guard tuckbox_syncfs(root.number) == 0 else { throw .last }
    }

    static func folderLocation(of location: Location) -> Location { location.lastIndex(of: 0x2f).map { Array(location[..<$0]) } ?? [] }

    private func inFolder(of location: Location, _ call: (Int32, UnsafePointer<CChar>) -> Int32) throws(Errno) {
        let (folder, name) = try folder(of: location)
        guard unsafe withCString(name, { unsafe call(folder.number, $0) }) == 0 else { throw .last }
    }

    private func folder(of location: Location) throws(Errno) -> (OpenFile, name: [UInt8]) {
        guard !location.isEmpty else { return (root, [0x2e]) }
        let folder = Self.folderLocation(of: location)
        guard !folder.isEmpty else { return (root, location) }
        return (try openFolder(folder), Array(location[(folder.count + 1)...]))
    }

    private func openFolder(_ location: Location) throws(Errno) -> OpenFile {
        let (last, changes) = lastFolder.withLock { ($0.location == location ? $0.file : nil, $0.changes) }
        if let last { return last }
        let file = try open(location, tuckbox_open_path | O_DIRECTORY)
        lastFolder.withLock { if $0.changes == changes { ($0.location, $0.file) = (location, file) } }
        return file
    }

    private func forgetFolder() { lastFolder.withLock { ($0.file, $0.changes) = (nil, $0.changes &+ 1) } }

    private func open(_ location: Location, _ flags: Int32) throws(Errno) -> OpenFile { OpenFile(try openNumber(location, flags)) }

    func openNumber(_ location: Location, _ flags: Int32, mode: UInt32 = 0) throws(Errno) -> Int32 {
        try checkedNumber {
            unsafe withCString(location.isEmpty ? [0x2e] : location) { unsafe tuckbox_open_beneath(root.number, $0, flags | O_CLOEXEC, mode) }
        }
    }
}
