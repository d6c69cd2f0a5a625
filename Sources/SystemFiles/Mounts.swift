internal import CLinux

/// A file system where it is mounted, as the kernel lists it in /proc/self/mountinfo (proc_pid_mountinfo(5)).
public struct Mount: Equatable, Sendable {
    public let major: UInt32
    public let minor: UInt32
    public let place: Path

    /// Every mount that this process sees, in the order in which they were made.
    public static func all(_ table: Path = Path("/proc/self/mountinfo")) throws -> [Mount] {
        let file = try Descriptor.open(table, .read)
        var bytes: [UInt8] = []
        while bytes.count < 1 << 24 {
            let more = try file.bytes(count: 1 << 16, at: UInt64(bytes.count))
            if more.isEmpty { break }
            bytes += more
        }
        return bytes.split(separator: 0x0a).compactMap { Mount(line: $0) }
    }

    /// Nil for what is no line of the table.
    init?(line: ArraySlice<UInt8>) {
        let fields = line.split(separator: 0x20, maxSplits: 5, omittingEmptySubsequences: false)
        guard fields.count == 6 else { return nil }
        let numbers = String(decoding: fields[2], as: UTF8.self).split(separator: ":", omittingEmptySubsequences: false).map { UInt32($0) }
        guard numbers.count == 2, let major = numbers[0], let minor = numbers[1] else { return nil }
        (self.major, self.minor) = (major, minor)
        place = Path(bytes: Self.unescaped(fields[4]))
    }

    /// Spaces, tabs, newlines and backslashes stand there as three octal digits.
    private static func unescaped(_ field: ArraySlice<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = field
        while let first = rest.popFirst() {
            let digits = rest.prefix(3)
            if first == 0x5c, digits.count == 3, digits.allSatisfy({ (0x30...0x37).contains($0) }) {
                bytes.append(UInt8(truncatingIfNeeded: digits.reduce(0) { $0 * 8 + Int($1 - 0x30) }))
                rest = rest.dropFirst(3)
            } else {
                bytes.append(first)
            }
        }
        return bytes
    }
}

/// A memory stick, or another medium, by what it says of itself.
public enum NamedMedium {
    /// Where the medium is mounted whose file system has the UUID `identity`, or whose device has that serial number; in the order of the mounts.
    public static func places(of identity: String, udev: Path = Path("/run/udev/data"), byUUID: Path = Path("/dev/disk/by-uuid")) throws -> [Path] {
        let device = numbered(byUUID, identity)
        return try Mount.all().filter { mount in
            if let device, device == (mount.major, mount.minor) { return true }
            return identifies(udev.appending("b\(mount.major):\(mount.minor)"), identity)
        }.map(\.place)
    }

    /// Whether `folder` is on that medium.
    public static func holds(_ folder: Path, _ identity: String, udev: Path = Path("/run/udev/data"), byUUID: Path = Path("/dev/disk/by-uuid"))
        throws -> Bool
    {
        let device = try FileStatus.of(folder).device
        let (major, minor) = (tuckbox_device_major(device), tuckbox_device_minor(device))
        if let named = numbered(byUUID, identity), named == (major, minor) { return true }
        return identifies(udev.appending("b\(major):\(minor)"), identity)
    }

    /// The device that udev has given a name by its file system's UUID.
    private static func numbered(_ folder: Path, _ identity: String) -> (major: UInt32, minor: UInt32)? {
        guard !identity.contains("/"), identity != ".", identity != "..",
            let status = try? FileStatus.of(folder.appending(identity)), let device = status.representedDevice
        else { return nil }
        return (tuckbox_device_major(device), tuckbox_device_minor(device))
    }

    private static func identifies(_ record: Path, _ identity: String) -> Bool {
        let facts = MediumIdentity.facts(record)
        return ["ID_FS_UUID", "ID_SERIAL_SHORT", "ID_SERIAL"].contains { facts[$0] == identity }
    }
}
