/// A memory stick, or another medium, by what it says of itself.
public enum NamedMedium {
    /// Where the medium is mounted whose file system has the UUID `identity`, or whose device has that serial number; in the order of the mounts.
    public static func places(of identity: String, udev: Path = Path("/run/udev/data"), byUUID: Path = Path("/dev/disk/by-uuid")) throws -> [Path] {
        let device = numbered(byUUID, identity)
        return try MountTable().mounts.filter { mount in
            device == mount.device || identifies(udev.appending("b\(mount.device)"), identity)
        }.map(\.place)
    }

    /// Whether `folder` is on that medium.
    public static func holds(_ folder: Path, _ identity: String, udev: Path = Path("/run/udev/data"), byUUID: Path = Path("/dev/disk/by-uuid"))
        throws -> Bool
    {
        let device = DeviceNumber(rawValue: try FileStatus.of(folder).device)
        return numbered(byUUID, identity) == device || identifies(udev.appending("b\(device)"), identity)
    }

    /// The device that udev has given a name by its file system's UUID.
    private static func numbered(_ folder: Path, _ identity: String) -> DeviceNumber? {
        guard !identity.contains("/"), identity != ".", identity != "..",
            let status = try? FileStatus.of(folder.appending(identity)), let device = status.representedDevice
        else { return nil }
        return DeviceNumber(rawValue: device)
    }

    private static func identifies(_ record: Path, _ identity: String) -> Bool {
        let facts = MediumIdentity.facts(record)
        return ["ID_FS_UUID", "ID_SERIAL_SHORT", "ID_SERIAL"].contains { facts[$0] == identity }
    }
}
