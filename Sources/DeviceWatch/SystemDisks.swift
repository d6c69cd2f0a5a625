import SystemFiles

/// The disks, and all that is on them, that the computer runs from: whatever holds one of the `systemFolders` or swap, with everything in between: partitions,
/// LVM, LUKS, RAID, and image files as live systems have them.
struct SystemDisks: Equatable {
    /// Mount points without which a system does not run, and where live systems keep the medium that they were started from.
    static let systemFolders: Set<String> = [
        "/", "/usr", "/boot", "/boot/efi", "/boot/firmware", "/efi", "/etc", "/var", "/home",
        "/run/live/medium", "/lib/live/mount/medium", "/run/initramfs/live", "/cdrom", "/run/archiso/bootmnt",
    ]

    private let disks: Set<DeviceNumber>
    private let sysfs: Path

    /// As it is now.
    /// - Parameter sysfs: where the kernel describes devices.
    init(sysfs: Path = Path("/sys"), mounts: Path = Path("/proc/self/mountinfo"), swaps: Path = Path("/proc/swaps")) {
        let table = MountTable(Self.contents(mounts))
        var tracer = Tracer(sysfs: sysfs, table: table)
        for mount in table.mounts where Self.systemFolders.contains(mount.place.display) { tracer.trace(mount) }
        for swap in SwapTable.parse(Self.contents(swaps)) { tracer.trace(fileOrNode: swap) }
        (disks, self.sysfs) = (tracer.disks, sysfs)
    }

    /// Whether the computer runs from the disk that `device` is or is a part of.
    func contains(_ device: DeviceNumber) -> Bool { disks.contains(Tracer.disk(of: device, sysfs)) }

    /// At most 4 MiB: the mounts of a system come first.
    private static func contents(_ path: Path) -> [UInt8] {
        guard let file = try? Descriptor.open(path, .read) else { return [] }
        var bytes: [UInt8] = []
        while bytes.count < 1 << 22, let more = try? file.bytes(count: 1 << 16, at: UInt64(bytes.count)), !more.isEmpty { bytes += more }
        return bytes
    }
}

/// Follows devices down to the disks that they are on.
private struct Tracer {
    let sysfs: Path
    let table: MountTable
    private(set) var disks: Set<DeviceNumber> = []
    private var seen: Set<DeviceNumber> = []

    init(sysfs: Path, table: MountTable) { (self.sysfs, self.table) = (sysfs, table) }

    mutating func trace(_ mount: MountTable.Mount) {
        trace(mount.device)
        // Btrfs and others have a number of their own; the node that was mounted says more.
        if mount.device.major == 0, mount.source.hasPrefix("/dev/") { trace(fileOrNode: Path(mount.source)) }
    }

    mutating func trace(fileOrNode path: Path) {
        guard let status = try? FileStatus.of(path) else { return }
        if let node = status.node {
            trace(DeviceNumber(rawValue: node))
        } else if let mount = table.mount(holding: path) {
            trace(mount)
        }
    }

    /// Every device is looked at once, so the chain ends.
    private mutating func trace(_ device: DeviceNumber) {
        guard device.major != 0, seen.insert(device).inserted else { return }
        let disk = Self.disk(of: device, sysfs)
        disks.insert(disk)
        for place in disk == device ? [device] : [device, disk] {
            let folder = sysfs.appending("dev/block/\(place)")
            for below in Self.names(folder.appending("slaves")) {
                if let number = Self.number(folder.appending("slaves").appending(below)) { trace(number) }
            }
            if let image = Self.line(folder.appending("loop/backing_file")) { trace(fileOrNode: Path(image)) }
        }
    }

    /// A partition's folder is in its disk's.
    static func disk(of device: DeviceNumber, _ sysfs: Path) -> DeviceNumber {
        let folder = sysfs.appending("dev/block/\(device)")
        guard line(folder.appending("partition")) != nil, let place = try? folder.resolved() else { return device }
        return number(place.parent) ?? device
    }

    private static func number(_ folder: Path) -> DeviceNumber? { line(folder.appending("dev")).flatMap { DeviceNumber($0) } }

    private static func line(_ path: Path) -> String? {
        guard let file = try? Descriptor.open(path, .read), let bytes = try? file.bytes(count: 4096, at: 0) else { return nil }
        return String(decoding: bytes.prefix { $0 != 0x0a }, as: UTF8.self)
    }

    private static func names(_ folder: Path) -> [[UInt8]] {
        guard let folder = try? Descriptor.open(folder, [.read, .directory]), let names = try? folder.directoryEntries() else { return [] }
        return names
    }
}
