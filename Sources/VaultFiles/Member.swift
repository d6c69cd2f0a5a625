/// One index record: a file, folder or symbolic link in a vault, or a part of a stream (Docs/FORMAT.md, section 5.1).
public struct Member: Equatable, Sendable {
    public enum Kind: UInt8, Sendable {
        case file = 0x30
        case symbolicLink = 0x32
        case folder = 0x35
    }

    public let kind: Kind
    /// Permission bits, at most 0777.
    public let permissions: UInt16
    /// 0, or the number from 1 of a part of a stream.
    public let part: UInt32
    /// Seconds since 1970.
    public let modified: Int64
    /// Bytes of content.
    public let size: UInt64
    /// Bytes; components separated by `/`.
    public let path: [UInt8]
    /// Empty unless a link.
    public let linkTarget: [UInt8]

    public init(
        kind: Kind, permissions: UInt16, part: UInt32 = 0, modified: Int64, size: UInt64 = 0, path: [UInt8], linkTarget: [UInt8] = []
    ) {
        self.kind = kind
        self.permissions = permissions
        self.part = part
        self.modified = modified
        self.size = size
        self.path = path
        self.linkTarget = linkTarget
    }

    public static let maximumPathLength = 4095
    public static let maximumComponentLength = 255
    /// Index records in one vault.
    public static let maximumCount = 4_194_304

    /// The name in the tar.
    var tarName: [UInt8] {
        switch kind {
        case .folder: return path + [0x2f]
        case .file where part > 0:
            let digits = String(part)
            return path + Array("/part".utf8) + Array(repeating: 0x30, count: max(0, 6 - digits.utf8.count)) + Array(digits.utf8)
        default: return path
        }
    }

    /// The member that has the same header and is no part.
    var asPlainFile: Member {
        Member(kind: kind, permissions: permissions, modified: modified, size: size, path: tarName)
    }

    /// Whether two parts belong to one stream, `next` right after `self`.
    func isContinued(by next: Member) -> Bool {
        part > 0 && part < .max && next.part == part + 1 && next.path == path && next.permissions == permissions
            && next.modified == modified && size > 0
    }
}
