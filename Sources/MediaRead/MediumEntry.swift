/// A file of a file system, or a further stream of one. Names and numbers are hostile.
public struct MediumEntry: Equatable, Sendable {
    public enum State: UInt8, Sendable { case live, deleted, orphan }

    /// Where its contents are.
    public enum Storage: Equatable, Sendable {
        case extents([Extent])
        /// Compressed, or within the file system's own records: only a helper can read it.
        case reference(ContentReference)
        /// The file system does not keep it, or others use its place.
        case lost(Loss)
    }

    public enum Loss: UInt8, Sendable {
        /// Deleted, and where it was is not kept.
        case notKept
        /// Deleted, and its place is in use.
        case overwritten
        /// The file system contradicts itself.
        case damaged
        /// Encrypted by the file system: EFS.
        case encrypted
    }

    public var path: [UInt8]
    public var state: State
    public var size: UInt64
    public var storage: Storage
    /// Seconds since 1970; nil if it has none.
    public var modified: Int64?
    public var created: Int64?
    public var accessed: Int64?
    /// What the file system has for itself, and libtsk shows as a file.
    public var isBookkeeping = false

    public init(path: [UInt8], state: State, size: UInt64, storage: Storage) {
        (self.path, self.state, self.size, self.storage) = (path, state, size, storage)
    }

    /// Bytes that the files of a medium are read for, together: overlapping ones could claim any number.
    /// - Parameter size: the medium's bytes.
    public static func mostContents(ofMedium size: UInt64) -> UInt64 {
        let (twice, overflow) = size.multipliedReportingOverflow(by: 2)
        return overflow ? .max : twice.addingReportingOverflow(1 << 30).partialValue
    }
}

/// Names a stream of a file within one file system, in libtsk's numbers.
public struct ContentReference: Equatable, Hashable, Sendable {
    public var inode: UInt64
    public var type: UInt32
    public var id: UInt16

    public init(inode: UInt64, type: UInt32, id: UInt16) { (self.inode, self.type, self.id) = (inode, type, id) }
}
