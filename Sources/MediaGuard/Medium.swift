/// What a disk or partition holds, as far as udev could tell without anybody mounting it.
public enum MediumContent: Equatable, Sendable {
    /// Something that the kernel can mount and the guard lets it.
    case fileSystem(FileSystem)
    /// LUKS, BitLocker and the like.
    case encrypted
    /// Nothing, or nothing that udev knows.
    case unknown
    /// A file system, or a part of one, that the guard has nobody mount.
    case unsupported

    /// - Parameters:
    ///   - type: udev's `ID_FS_TYPE`; nil without one.
    ///   - usage: udev's `ID_FS_USAGE`.
    public init(type: String?, usage: String?) {
        if usage == "crypto" || type == "BitLocker" || type?.hasPrefix("crypto_") == true {
            self = .encrypted
        } else if let type, !type.isEmpty {
            self = FileSystem(udev: type).map { .fileSystem($0) } ?? .unsupported
        } else {
            self = .unknown
        }
    }
}

/// The file systems that the guard mounts. Others are found on few sticks, and each is a parser of hostile bytes in the kernel.
public enum FileSystem: String, CaseIterable, Sendable {
    case vfat, exfat, ext4
    /// Windows' NTFS, by the kernel's own driver.
    case ntfs3
    /// Discs, and what was copied from one.
    case iso9660, udf

    init?(udev type: String) {
        switch type {
        case "vfat", "msdos": self = .vfat
        case "exfat": self = .exfat
        case "ext2", "ext3", "ext4": self = .ext4
        case "ntfs", "ntfs3": self = .ntfs3
        case "iso9660": self = .iso9660
        case "udf": self = .udf
        default: return nil
        }
    }

    /// Whether the guard lets it be written.
    public var isWritable: Bool { self != .iso9660 && self != .udf }

    /// Whether files have owners on it. Otherwise all belong to whom the mount options say.
    public var hasOwners: Bool { self == .ext4 }
}
