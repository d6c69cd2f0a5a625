public import SystemFiles

/// A disk or a partition as the kernel and udev described it at one moment: a copy, so it stays true of that moment.
///
/// All text comes from the device or from its medium. It is of bounded length and may hold anything: show it with `escapedForDisplay`.
public struct BlockDevice: Equatable, Sendable {
    public enum Kind: Equatable, Sendable {
        case disk
        /// - Parameter disk: the syspath of the disk that it is on; nil if the kernel does not say any more.
        case partition(disk: String?)
    }

    /// What the device is attached by, as far as it matters here.
    public enum Attachment: Equatable, Sendable {
        /// Anywhere below a USB port: sticks, USB hard disks, card readers; usb-storage and UAS alike.
        case usb
        /// A memory card in a reader that is not on USB. Not eMMC, which is soldered in.
        case memoryCard
        /// Everything else: what belongs to the computer.
        case other
    }

    /// Where the kernel describes it: `/sys/devices/…`. The next device in the same port gets the same.
    public let syspath: String
    /// `/dev/sdb1`. Nil if there is none.
    public let node: String?
    public let number: DeviceNumber
    public let kind: Kind
    /// Counts disks as they come, since the computer was started; partitions have their disk's. Nil before Linux 5.15.
    public let diskSequence: UInt64?
    /// Bytes. 0 if there is no medium, and when it is gone.
    public let size: UInt64
    /// Whether the kernel refuses to write to it: by its flag, or because the medium is write-protected.
    public let isReadOnly: Bool
    /// Whether the medium can be taken out, as the kernel has it. USB hard disks say no.
    public let isRemovable: Bool
    public let attachment: Attachment
    /// Of the USB device that it belongs to.
    public let usb: USBIdentity?
    /// Who made it and what it is called, in the device's own words.
    public let vendor: String?
    public let model: String?
    public let fileSystem: FileSystem?
    /// Whether the computer runs from it: it, or its disk, holds /, /usr, /boot, swap or the like.
    public let isSystemDisk: Bool
    /// Whether it is an optical drive.
    public let isOptical: Bool
    /// `TUCKBOX_GUARDED`: the rules of the static floor have shut it.
    public let isShutByRules: Bool
    /// `TUCKBOX_EXEMPT`: a rule of the administrator's says that the guard leaves it alone.
    public let isExempt: Bool
    /// The same for the same stick in any port of any computer; see `DeviceIdentity`.
    public let identity: DeviceIdentity

    /// What udev found on it, without looking closely.
    public struct FileSystem: Equatable, Sendable {
        /// `vfat`, `exfat`, `crypto_LUKS`…
        public let type: String
        /// `filesystem`, `crypto`, `raid`…
        public let usage: String?
        public let uuid: String?
        public let label: String?
    }

    public var hasMedium: Bool { size > 0 }
    public var isOnUSB: Bool { attachment == .usb }
    public var isPartition: Bool { kind != .disk }

    /// Whether the guard keeps it: storage that leaves the building. Decision 0011 says why USB hard disks and memory cards count, and why the disk that the
    /// computer runs from never does, wherever it is.
    public var isGuarded: Bool { attachment != .other && !isSystemDisk && !isOptical && !isExempt }
}
