public import SystemFiles
internal import VaultFiles

/// What a backup held when it was made: lines of `sha256sum` for its files, behind comments. It is the vault's last member, so that
/// only who can open the backup learns of it, and `sha256sum -c` can check a restored folder.
public struct Manifest {
    public static let name = "manifest.sha256"
    /// The folder in the vault that what was backed up is in. It sorts before the manifest.
    public static let contents = "contents"
    private static let first = "# tuckbox backup, manifest 1"

    private var lines: [UInt8] = []
    private(set) var files: UInt64 = 0
    private(set) var bytes: UInt64 = 0

    public init() {}

    mutating func add(_ file: SequentialWriter.Written) {
        guard let hash = file.sha256 else { return }
        lines += ChecksumLine(hash, file.path).bytes
        files += 1
        bytes += file.size
    }

    /// The file's bytes.
    func text(job: String, time: Int64) -> [UInt8] {
        Array("\(Self.first)\n# job: \(job)\n# made: \(UTCTime(time).text)\n# files: \(files)\n# bytes: \(bytes)\n".utf8) + lines
    }

    /// What came of comparing a restored folder with its manifest.
    public struct Comparison: Equatable, Sendable {
        /// Files that the manifest has.
        public var files: UInt64 = 0
        /// Bytes of those that are as they were.
        public var bytes: UInt64 = 0
        /// Files that differ or are missing.
        public var wrong: UInt64 = 0
        /// What the comments say, which all of this has to agree with.
        public var claimedFiles: UInt64?
        public var claimedBytes: UInt64?
        /// Of which job it is, and when it was made: as `text` writes it.
        var job: String?
        var made: String?

        public var isGood: Bool { wrong == 0 && claimedFiles == files && claimedBytes == bytes }

        /// Whether it came with the backup of that name, and not with another one.
        public func isOf(_ name: BackupName) -> Bool { job == name.job && made == UTCTime(name.time).text }
    }

    /// Whether a manifest's bytes came with the backup of that name.
    public static func isText(_ bytes: [UInt8], of name: BackupName) -> Bool {
        var comparison = Comparison()
        let lines = bytes.split(separator: 0x0a)
        guard lines.first?.elementsEqual(first.utf8) == true else { return false }
        for line in lines where line.first == 0x23 { note(String(decoding: line, as: UTF8.self), &comparison) }
        return comparison.isOf(name)
    }

    /// Reads every file of a restored backup and compares it with the manifest in `folder`.
    public static func compare(_ folder: Path) throws -> Comparison {
        let place = try Descriptor.open(folder, [.read, .directory])
        let file = try open(place)
        var comparison = Comparison()
        var isFirst = true
        try LineReader.forEachLine(of: file) { line in
            try Interruption.check()
            if isFirst {
                guard line == Array(first.utf8) else { throw BackupError.noManifest }
                isFirst = false
            } else if line.first == 0x23 {
                note(String(decoding: line, as: UTF8.self), &comparison)
            } else {
                try compare(line, place, &comparison)
            }
        }
        guard !isFirst else { throw BackupError.noManifest }
        return comparison
    }

    private static func open(_ folder: borrowing Descriptor) throws -> Descriptor {
        do throws(FileError) { return try folder.open(Path(name), [.read, .noFollow]) } catch {
            throw error.isMissing ? BackupError.noManifest : error
        }
    }

    private static func note(_ comment: String, _ comparison: inout Comparison) {
        if comment.hasPrefix("# job: ") { comparison.job = String(comment.dropFirst(7)) }
        if comment.hasPrefix("# made: ") { comparison.made = String(comment.dropFirst(8)) }
        if comment.hasPrefix("# files: ") { comparison.claimedFiles = UInt64(comment.dropFirst(9)) }
        if comment.hasPrefix("# bytes: ") { comparison.claimedBytes = UInt64(comment.dropFirst(9)) }
    }

    private static func compare(_ text: [UInt8], _ folder: borrowing Descriptor, _ comparison: inout Comparison) throws {
        comparison.files += 1
        guard let line = ChecksumLine(text), !line.name.split(separator: 0x2f).contains(where: { $0.elementsEqual("..".utf8) }),
            line.name.first != 0x2f
        else {
            comparison.wrong += 1
            return
        }
        do {
            let found = try FileDigest.of(folder.open(Path(bytes: line.name), [.read, .noFollow]))
            if found.sha256 == line.sha256 { comparison.bytes += found.size } else { comparison.wrong += 1 }
        } catch is FileError {
            comparison.wrong += 1
        }
    }
}
