internal import CLinux
internal import Glibc

/// What the file system and the device under a directory are like.
public struct Medium: Sendable {
    /// Bytes that an ordinary user can still write.
    public let freeBytes: UInt64
    /// Largest file that the file system can hold; nil if it is larger than anything here.
    public let largestFile: UInt64?
    private let directory: Path
    private let sysfs: Path

    /// - Parameter directory: an existing directory.
    /// - Parameter sysfs: where the kernel describes devices.
    public init(under directory: Path, sysfs: Path = Path("/sys")) throws(FileError) {
        var facts = tuckbox_file_system()
        guard unsafe directory.withCString({ unsafe tuckbox_file_system($0, &facts) }) == 0 else { throw FileError(.openFolder, directory) }
        freeBytes = facts.available_bytes
        // MSDOS_SUPER_MAGIC of <linux/magic.h>: FAT12, FAT16 and FAT32.
        largestFile = facts.type == 0x4d44 ? UInt64(UInt32.max) : nil
        (self.directory, self.sysfs) = (directory, sysfs)
    }

    /// Whether the device can be unplugged: a memory stick.
    public var isRemovable: Bool {
        get throws(FileError) { Self.isRemovable(device: try FileStatus.of(directory).device, sysfs: sysfs) }
    }

    /// A disk says so itself; a partition's disk is the directory above it. USB disks count even when they say that they are fixed.
    public static func isRemovable(device: UInt64, sysfs: Path) -> Bool {
        let block = sysfs.appending("dev/block/\(tuckbox_device_major(device)):\(tuckbox_device_minor(device))")
        guard let resolved = canonical(block) else { return false }
        if resolved.bytes.split(separator: 0x2f).contains(where: { $0.starts(with: "usb".utf8) }) { return true }
        for candidate in [resolved.appending("removable"), resolved.parent.appending("removable")] {
            if let file = try? Descriptor.open(candidate, .read), let text = try? file.bytes(count: 1, at: 0) { return text == [0x31] }
        }
        return false
    }

    private static func canonical(_ path: Path) -> Path? {
        guard let resolved = unsafe path.withCString({ unsafe realpath($0, nil) }) else { return nil }
        defer { unsafe free(resolved) }
        return unsafe Path(String(cString: resolved))
    }
}

extension Path {
    /// Without symbolic links, `.` and `..`; throws if it does not exist.
    public func resolved() throws(FileError) -> Path {
        guard let resolved = unsafe withCString({ unsafe realpath($0, nil) }) else { throw FileError(.open, self) }
        defer { unsafe free(resolved) }
        let length = unsafe strlen(resolved)
        return unsafe Path(bytes: UnsafeBufferPointer(start: resolved, count: length).map(UInt8.init(bitPattern:)))
    }
}
