/// A partition, the medium as a whole where it has none, or a stretch between partitions. Texts are hostile.
public struct MediumVolume: Equatable, Sendable {
    /// Bytes of the medium.
    public var extent: Extent
    /// Whether no partition claims it.
    public var isGap = false
    /// libtsk's number of the file system's type; 0: none that it knows.
    public var fileSystemType: UInt32 = 0
    /// `FAT32`, `exFAT`, `NTFS`, `ext4`, …; nil if none is known.
    public var fileSystem: String?
    public var label: [UInt8] = []
    public var identifier: String?
    /// `LUKS 2`, `BitLocker`, …
    public var encryptedBy: String?
    /// FAT's times have no zone.
    public var hasLocalTimes = false
    /// Bytes that the file system says it has.
    public var fileSystemSize: UInt64 = 0

    public init(_ extent: Extent) { self.extent = extent }

    /// Whether its entries can be walked.
    public var isReadable: Bool { fileSystemType != 0 && encryptedBy == nil }
}

/// The partition table as a whole.
public enum PartitionScheme: String, Sendable, CaseIterable {
    case none, mbr, gpt, apple, bsd, sun
}
