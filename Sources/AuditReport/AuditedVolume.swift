/// A partition with what is on it, or the whole medium where there is no partition table.
public struct AuditedVolume: Codable, Equatable, Sendable {
    /// From 1; files name it.
    public var number: Int
    public var offset: UInt64
    public var sizeBytes: UInt64
    /// `FAT32`, `exFAT`, `NTFS`, `ext4`, …; nil if none is known.
    public var fileSystem: String?
    /// What its user called it. Hostile, and may name a person.
    public var label: String?
    /// The file system's own identifier: UUID or serial number.
    public var identifier: String?
    /// What encrypts all of it: `LUKS 2`, `BitLocker`, …; nil if nothing is known to.
    public var encryptedBy: String?
    /// Whether times of its files are local times without a zone, as FAT keeps them; they are given as if they were UTC.
    public var hasLocalTimes: Bool
    /// Why it was not examined, or not fully.
    public var reason: String?

    public init(
        number: Int, offset: UInt64, sizeBytes: UInt64, fileSystem: String? = nil, label: String? = nil, identifier: String? = nil,
        encryptedBy: String? = nil, hasLocalTimes: Bool = false, reason: String? = nil
    ) {
        (self.number, self.offset, self.sizeBytes, self.fileSystem, self.label) = (number, offset, sizeBytes, fileSystem, label)
        (self.identifier, self.encryptedBy, self.hasLocalTimes, self.reason) = (identifier, encryptedBy, hasLocalTimes, reason)
    }
}
