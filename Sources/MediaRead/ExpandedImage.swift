public import SystemFiles

/// Images that are compressed as a whole. They are expanded once, by a program in a sandbox, to a file without a name: a file system is read back and forth.
public enum ExpandedImage {
    public enum Form: String, Sendable { case gzip, zstd }

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
        let head = try file.bytes(count: 4, at: 0)
        if head.starts(with: [0x1f, 0x8b, 8]) { return .gzip }
        return head == [0x28, 0xb5, 0x2f, 0xfd] ? .zstd : nil
    }

    /// The image without its compression, in the folder of temporary files: gone when it is closed.
    public static func expand(_ path: Path, _ form: Form, program: Path? = nil) throws -> MediumSource {
        guard let program = program ?? MediumReader.installed else { throw MediumReader.Failure.missing }
        let file = try Descriptor.open(path, .read)
        let spool = try Descriptor.temporary()
        let (process, output) = try start(program, form, file)
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

    private static func start(_ program: Path, _ form: Form, _ file: borrowing Descriptor) throws -> (ChildProcess, Channel) {
        let (reading, writing) = try Channel.pipe()
        let null = try Descriptor.open(Path("/dev/null"), .readWrite)
        let numbers = [file.numberForPrograms, writing.number, null.numberForPrograms]
        let process = try withExtendedLifetime(writing) {
            try ChildProcess(program, ["expand", form.rawValue], descriptors: numbers, leadingGroup: true)
        }
        return (process, reading)
    }
}
