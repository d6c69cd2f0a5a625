/// How sure the audit is: what was not examined, and why.
public struct Confidence: Codable, Equatable, Sendable {
    public enum Level: String, Codable, CaseIterable, Sendable {
        /// Everything that can be read was read.
        case full
        /// Something was left out; what was found stands.
        case partial
        /// So much was left out that nothing found means little.
        case low
    }

    public internal(set) var level: Level
    public internal(set) var gaps: [Gap]

    /// Something that was not examined.
    public struct Gap: Codable, Equatable, Sendable {
        public enum Kind: String, Codable, CaseIterable, Sendable {
            /// The medium gave errors.
            case readErrors = "read_errors"
            /// Files whose contents could not be read whole: the files themselves say why.
            case filesNotExamined = "files_not_examined"
            /// Deleted files whose place is known to be used by others now.
            case deletedOverwritten = "deleted_overwritten"
            /// The file system does not keep where deleted files were (ext3, ext4).
            case deletedNotKept = "deleted_not_kept"
            /// Deleted files cannot be seen through a mounted folder.
            case folderOnly = "folder_only"
            /// A volume is encrypted as a whole.
            case encryptedVolume = "encrypted_volume"
            /// Large areas that look random.
            case randomArea = "random_area"
            case unknownFileSystem = "unknown_file_system"
            /// The file system contradicts itself, or the reader failed on it.
            case damagedFileSystem = "damaged_file_system"
            /// Free space was not searched, or not whole.
            case freeSpaceNotSearched = "free_space_not_searched"
            /// A limit was reached: time, memory, number of files.
            case limitReached = "limit_reached"
            case interrupted

            /// Whether it takes more than a few files out of sight.
            var isLarge: Bool {
                switch self {
                case .unknownFileSystem, .damagedFileSystem, .limitReached, .interrupted: true
                default: false
                }
            }

            /// Whether it is so by nature, whatever anybody does.
            var isInherent: Bool {
                switch self {
                case .deletedNotKept, .deletedOverwritten, .folderOnly: true
                default: false
                }
            }
        }

        public var kind: Kind
        public var volume: Int?
        public var files: Int?
        public var bytes: UInt64?

        public init(_ kind: Kind, volume: Int? = nil, files: Int? = nil, bytes: UInt64? = nil) {
            (self.kind, self.volume, self.files, self.bytes) = (kind, volume, files, bytes)
        }
    }

    init(_ gaps: [Gap]) {
        self.gaps = gaps
        level = gaps.contains { $0.kind.isLarge } ? .low : gaps.contains { !$0.kind.isInherent } ? .partial : .full
    }
}

/// Something that says whose the medium is. Never from inside a document.
public struct OwnerHint: Codable, Equatable, Sendable {
    public enum Source: String, Codable, CaseIterable, Sendable {
        /// What a vault's header says; anybody can write such a header.
        case vault
        case volumeLabel = "volume_label"
        case device
    }

    public var source: Source
    public var text: String

    public init(_ source: Source, _ text: String) { (self.source, self.text) = (source, text) }
}
