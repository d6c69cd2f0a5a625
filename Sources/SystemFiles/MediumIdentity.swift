internal import CLinux

/// Which medium a folder is on, as far as the system knows.
public struct MediumIdentity: Equatable, Hashable, Sendable {
    /// Whether it can be unplugged.
    public let isRemovable: Bool
    /// The device's serial number. Only of what can be unplugged.
    public let serial: String?
    /// The file system's UUID. Only of what can be unplugged.
    public let fileSystem: String?

    public init(isRemovable: Bool, serial: String?, fileSystem: String?) {
        (self.isRemovable, self.serial, self.fileSystem) = (isRemovable, serial, fileSystem)
    }

    /// - Parameter udev: where udev keeps what it knows of devices.
    public init(of folder: Path, sysfs: Path = Path("/sys"), udev: Path = Path("/run/udev/data")) throws(FileError) {
        let device = try FileStatus.of(folder).device
        isRemovable = Medium.isRemovable(device: device, sysfs: sysfs)
        let facts = isRemovable ? Self.facts(udev.appending("b\(tuckbox_device_major(device)):\(tuckbox_device_minor(device))")) : [:]
        (serial, fileSystem) = (facts["ID_SERIAL_SHORT"] ?? facts["ID_SERIAL"], facts["ID_FS_UUID"])
    }

    /// The properties in udev's record of a device: lines `E:NAME=value`. Serial numbers are whatever a stick says of itself.
    static func facts(_ record: Path) -> [String: String] {
        guard let file = try? Descriptor.open(record, .read), let bytes = try? file.bytes(count: 1 << 16, at: 0) else { return [:] }
        var facts: [String: String] = [:]
        for line in bytes.split(separator: 0x0a) where line.starts(with: "E:".utf8) {
            let parts = line.dropFirst(2).split(separator: 0x3d, maxSplits: 1)
            guard parts.count == 2 else { continue }
            let value = escapedForDisplay(Array(parts[1].prefix(128)))
            facts[String(decoding: parts[0], as: UTF8.self)] = value
        }
        return facts
    }
}
