public import SystemFiles

/// Images that are compressed as a whole. They are expanded once, by a program in a sandbox, to a file without a name: a file system is read back and forth.
public enum ExpandedImage {
    public enum Form: String, Sendable {
        case gzip, zstd
        /// .E01, in pieces perhaps.
        case encase
    }

    public enum Failure: Error, Equatable, Sendable {
        /// The helper, or the program that expands the form, is not installed, or failed: the image is damaged.
        case failed(Form)
        case tooLarge
    }

    /// Bytes that an image may become.
    private static let limit: UInt64 = 1 << 40

    /// Nil if `path` is not compressed.
    public static func form(of path: Path) throws -> Form? {
        let file = try Descriptor.open(path, .read)
        guard try file.status().kind == .file else { return nil }
        let head = try file.bytes(count: 8, at: 0)
        if head == [0x45, 0x56, 0x46, 0x09, 0x0d, 0x0a, 0xff, 0] { return .encase }
        if head.starts(with: [0x1f, 0x8b, 8]) { return .gzip }
        return head.prefix(4) == [0x28, 0xb5, 0x2f, 0xfd] ? .zstd : nil
    }

    /// The image without its compression, in the folder of temporary files: gone when it is closed.
    public static func expand(_ path: Path, _ form: Form, program: Path? = nil) throws -> MediumSource {
        guard let program = program ?? MediumReader.installed else { throw MediumReader.Failure.missing }
        let pieces = form == .encase ? try EncasePieces.open(path) : [EncasePieces.Piece(try Descriptor.open(path, .read))]
        let spool = try Descriptor.temporary()
        let (process, output) = try start(program, form, pieces)
        var size: UInt64 = 0
        while true {
            try Interruption.check()
            let bytes = try output.read(1 << 16)
            if bytes.isEmpty { break }
            // Zeros are a hole.
            if bytes.contains(where: { $0 != 0 }) { try spool.write(bytes, at: size) }
            size += UInt64(bytes.count)
            guard size <= limit else { throw Failure.tooLarge }
        }
        guard process.wait() == .exited(0) else { throw Failure.failed(form) }
        try spool.truncate(to: size)
        return try MediumSource(spool: try spool.reopenedForReading())
    }

    private static func start(_ program: Path, _ form: Form, _ pieces: [EncasePieces.Piece]) throws -> (ChildProcess, Channel) {
        let (reading, writing) = try Channel.pipe()
        let null = try Descriptor.open(Path("/dev/null"), .readWrite)
        let files = pieces.map { $0.file.numberForPrograms }
        let numbers = [files[0], writing.number, null.numberForPrograms] + files.dropFirst()
        let process = try withExtendedLifetime((writing, pieces)) {
            try ChildProcess(program, ["expand", form.rawValue, String(files.count)], descriptors: numbers, leadingGroup: true)
        }
        return (process, reading)
    }
}
