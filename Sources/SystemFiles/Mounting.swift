internal import CLinux
internal import Glibc

/// A file system that is mounted nowhere. It goes when this, and every program that has it open, are gone.
public struct DetachedMount: ~Copyable, Sendable {
    /// The root folder.
    public let root: Descriptor
    private let device: Path
    private let type: String
    private let options: [String]
    private let isReadOnly: Bool

    /// Mounts what is on `device`, without devices and set-user-id programs.
    /// - Parameters:
    ///   - type: the kernel's name of the file system.
    ///   - options: `name` or `name=value`.
    public static func open(_ device: Path, type: String, options: [String], isReadOnly: Bool) throws(FileError) -> DetachedMount {
        try open(device, type: type, options: options, isReadOnly: isReadOnly, isView: false)
    }

    private static func open(_ device: Path, type: String, options: [String], isReadOnly: Bool, isView: Bool) throws(FileError) -> DetachedMount {
        let texts = unsafe ([type] + options).map { unsafe strdup($0) }
        defer { for i in unsafe texts.indices { unsafe free(texts[i]) } }
        let pointers = unsafe texts.dropFirst().map { unsafe UnsafePointer($0) } + [nil]
        let number = unsafe device.withCString { source in
            unsafe pointers.withUnsafeBufferPointer { options in
                unsafe tuckbox_mount_detached(texts[0], source, options.baseAddress, isReadOnly ? 1 : 0, isView ? 1 : 0)
            }
        }
        guard number >= 0 else { throw FileError(.mount, device) }
        let root = Descriptor(number: number, path: device)
        return DetachedMount(root: root, device: device, type: type, options: options, isReadOnly: isReadOnly)
    }

    /// The same file system, through which nothing can be written. Not a clone of the mount: before Linux 6.15 one that is attached nowhere has none.
    public borrowing func readOnlyCopy() throws(FileError) -> DetachedMount {
        try Self.open(device, type: type, options: options, isReadOnly: isReadOnly, isView: true)
    }

    /// Has the whole file system be read only; busy as long as somebody has a file of it open for writing.
    public borrowing func makeReadOnly() throws(FileError) {
        guard unsafe tuckbox_remount_read_only(root.number, "") == 0 else { throw FileError(.mount, root.path) }
    }

    /// Gives it a place that everybody sees, without counting as somebody who uses what is there.
    public borrowing func attach(to folder: Path) throws(FileError) {
        let copy = try Self.open(device, type: type, options: options, isReadOnly: isReadOnly, isView: false)
        let number = copy.root.number
        guard unsafe folder.withCString({ unsafe tuckbox_mount_attach(number, $0) }) == 0 else { throw FileError(.mount, folder) }
    }
}

public enum Mounting {
    /// Mounts FUSE at `folder`, served by whoever has `device`, an open `/dev/fuse`. Its root belongs to `user` until it says otherwise.
    public static func fuse(_ device: borrowing Descriptor, at folder: Path, name: String, user: UInt32, group: UInt32) throws(FileError) {
        let number = device.number
        guard unsafe folder.withCString({ unsafe tuckbox_mount_fuse(number, $0, name, user, group) }) == 0 else { throw FileError(.mount, folder) }
    }

    /// Has the whole file system at `folder` be read only; busy as long as somebody has a file open for writing.
    public static func makeReadOnly(_ folder: Path) throws(FileError) {
        guard unsafe folder.withCString({ unsafe tuckbox_remount_read_only(-1, $0) }) == 0 else { throw FileError(.mount, folder) }
    }

    /// - Parameter lazily: it is out of sight at once, and goes when nobody uses it any more.
    public static func unmount(_ folder: Path, lazily: Bool) throws(FileError) {
        guard unsafe folder.withCString({ unsafe tuckbox_unmount($0, lazily ? 1 : 0) }) == 0 else { throw FileError(.unmount, folder) }
    }
}

/// What is mounted where, as this process sees it.
public struct MountTable: Sendable {
    public struct Entry: Equatable, Sendable {
        /// `8:17`.
        public let device: String
        public let place: Path
        /// The folder of the file system that is seen there; `/` is all of it.
        public let root: [UInt8]
        public let type: String
        public let isReadOnly: Bool
    }

    public let entries: [Entry]

    public init() throws {
        let file = try Descriptor.open(Path("/proc/self/mountinfo"), .read)
        var bytes: [UInt8] = []
        while bytes.count < 16 << 20, case let more = try file.bytes(count: 1 << 16, at: UInt64(bytes.count)), !more.isEmpty { bytes += more }
        self.init(bytes)
    }

    /// - Parameter text: proc_pid_mountinfo(5).
    public init(_ text: [UInt8]) { entries = text.split(separator: 0x0a).compactMap(Self.entry) }

    private static func entry(_ line: ArraySlice<UInt8>) -> Entry? {
        let fields = line.split(separator: 0x20).map(Array.init)
        guard fields.count >= 9, let end = fields.firstIndex(of: [0x2d]), end + 3 < fields.count else { return nil }
        let options = [fields[5], fields[end + 3]].map { $0.split(separator: 0x2c).map(Array.init) }
        return Entry(
            device: String(decoding: fields[2], as: UTF8.self), place: Path(bytes: unescaped(fields[4])), root: unescaped(fields[3]),
            type: String(decoding: fields[end + 1], as: UTF8.self), isReadOnly: options.contains { $0.contains(Array("ro".utf8)) })
    }

    /// `\040` is a space.
    private static func unescaped(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            let digits = bytes.dropFirst(index + 1).prefix(3)
            if bytes[index] == 0x5c, digits.count == 3, digits.allSatisfy({ (0x30...0x37).contains($0) }) {
                result.append(UInt8(truncatingIfNeeded: digits.reduce(0) { $0 * 8 + Int($1 - 0x30) }))
                index += 4
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return result
    }
}
