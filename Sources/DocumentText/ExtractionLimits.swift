/// What one document may cost. A limit that is reached makes it "not fully examined".
public struct ExtractionLimits: Sendable {
    /// Containers within containers.
    public var depth = 6
    /// Bytes that come out of compression and encodings, all levels together.
    public var expandedBytes: UInt64 = 1 << 30
    /// Expanded bytes for each byte of the document; counts from `ratioFloor` expanded bytes on.
    public var expansionRatio: UInt64 = 200
    public var ratioFloor: UInt64 = 32 << 20
    /// Members of archives, attachments, sheets.
    public var members = 100_000
    /// Bytes that are kept at one time: members that have to be read back and forth, tables of strings.
    public var heldBytes = 64 << 20
    /// Bytes of pieces beyond twice the size of the document.
    public var outputBytes: UInt64 = 1 << 30

    public init() {}
}
