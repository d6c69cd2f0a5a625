/// The thing that was looked at, and what proves that it is as it was.
public struct AuditedMedium: Codable, Equatable, Sendable {
    public enum Kind: String, Codable, CaseIterable, Sendable { case device, image, folder }

    public var kind: Kind
    /// The device's node or the image's format: `/dev/sdb`, `raw`, `gzip`, `split`, `ewf`. Never a path of the user's.
    public var name: String
    /// Bytes; of a folder, what its files hold.
    public var sizeBytes: UInt64
    /// Bytes; nil for folders.
    public var sectorBytes: UInt32?
    /// `mbr`, `gpt`, `none`, or what else the partition table is; nil for folders.
    public var partitionScheme: String?
    /// What a device says of itself; nil if it says nothing, and for images.
    public var device: Device?
    public var evidence: Evidence
    /// Ranges that could not be read, in order.
    public var readErrors: [ByteRange]

    public struct Device: Codable, Equatable, Sendable {
        public var vendor: String?
        public var model: String?
        public var serial: String?
        /// `usb`, `mmc`, `ata`, …
        public var bus: String?

        public init(vendor: String? = nil, model: String? = nil, serial: String? = nil, bus: String? = nil) {
            (self.vendor, self.model, self.serial, self.bus) = (vendor, model, serial, bus)
        }
    }

    public struct Evidence: Codable, Equatable, Sendable {
        /// SHA-256 of the whole medium in hexadecimal, taken while it was read.
        public var sha256Before: String?
        /// The same, read again at the end; nil if it was not read twice.
        public var sha256After: String?
        /// What shows that nothing was written.
        public var proof: Proof?
        /// Sectors written to the device meanwhile, by the kernel's own count.
        public var sectorsWritten: UInt64?

        public enum Proof: String, Codable, CaseIterable, Sendable {
            /// The block device refuses writes.
            case readOnlyDevice = "read_only_device"
            /// The kernel counted no sector written between start and end.
            case kernelCounters = "kernel_counters"
            /// Both digests are the same.
            case sameDigest = "same_digest"
            /// The image was opened for reading only.
            case openedReadOnly = "opened_read_only"
        }

        public init(sha256Before: String? = nil, sha256After: String? = nil, proof: Proof? = nil, sectorsWritten: UInt64? = nil) {
            (self.sha256Before, self.sha256After, self.proof, self.sectorsWritten) = (sha256Before, sha256After, proof, sectorsWritten)
        }

        /// Nil if nothing says whether it was.
        public var isUnchanged: Bool? {
            if let sha256Before, let sha256After { return sha256Before == sha256After }
            if let sectorsWritten { return sectorsWritten == 0 }
            return proof == nil ? nil : true
        }
    }

    public init(
        kind: Kind, name: String, sizeBytes: UInt64, sectorBytes: UInt32? = nil, partitionScheme: String? = nil, device: Device? = nil,
        evidence: Evidence = Evidence(), readErrors: [ByteRange] = []
    ) {
        (self.kind, self.name, self.sizeBytes, self.sectorBytes, self.partitionScheme) = (kind, name, sizeBytes, sectorBytes, partitionScheme)
        (self.device, self.evidence, self.readErrors) = (device, evidence, readErrors)
    }
}

/// Bytes of the medium.
public struct ByteRange: Codable, Equatable, Sendable {
    public var offset: UInt64
    public var sizeBytes: UInt64

    public init(offset: UInt64, sizeBytes: UInt64) { (self.offset, self.sizeBytes) = (offset, sizeBytes) }

    /// The first byte behind it, as far as numbers go.
    public var end: UInt64 {
        let (end, overflow) = offset.addingReportingOverflow(sizeBytes)
        return overflow ? .max : end
    }
}
