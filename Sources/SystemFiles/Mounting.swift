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
