import DocumentText
import Sandbox
import SystemFiles

/// A program that turns a document on its standard input into text on its standard output. It inherits the sandbox.
struct Program: Sendable {
    let path: String

    /// By the places where Debian puts programs; nil if it is not installed.
    init?(_ name: String) {
        let path = "/usr/bin/\(name)"
        guard (try? FileStatus.of(Path(path)))?.kind == .file else { return nil }
        self.path = path
    }

    /// Bytes of private memory, and seconds of processor time.
    static let memory: UInt64 = 160 << 20
    static let seconds: UInt64 = 30

    /// Starts it on all of `source`.
    func output(_ arguments: [String], reading source: ByteSource, extraction: Extraction) throws -> ProgramOutput {
        let started = try source.withDescriptor { try ProgramOutput(path, arguments, input: $0) }
        if let started { return started }
        let file = try Self.copy(source, limit: extraction.limits.heldBytes)
        return try ProgramOutput(path, arguments, input: file)
    }

    /// A copy in memory, which the program may also open by the name /dev/stdin: a file elsewhere may not be opened in the sandbox.
    static func copy(_ source: ByteSource, limit: Int) throws -> Descriptor {
        guard source.count <= UInt64(limit) else { throw Incompleteness.memoryLimit }
        let file = try Descriptor.memory()
        let stream = SourceStream(source)
        while let bytes = try stream.next() { try file.write(bytes) }
        return file
    }
}

/// What a running program writes.
final class ProgramOutput: ByteStream {
    private let process: ChildProcess
    private let output: Channel
    private static let environment = ["LC_ALL=C.UTF-8", "PATH=/usr/bin", "OMP_THREAD_LIMIT=1"]

    init(_ path: String, _ arguments: [String], input: borrowing Descriptor) throws {
        let (reading, writing) = try Channel.pipe()
        input.rewind()
        let descriptors = [input.numberForPrograms, writing.number, 2]
        // Our writing end is closed when this is over, so that the end of the program is the end of its output.
        process = try withExtendedLifetime(writing) {
            try ProcessLimits.withMemory(Program.memory) {
                try ProcessLimits.withProcessorTime(Program.seconds) {
                    try ChildProcess(Path(path), arguments, environment: Self.environment, descriptors: descriptors, leadingGroup: false)
                }
            }
        }
        output = reading
    }

    func next() throws -> [UInt8]? {
        let bytes = try output.read(1 << 16)
        return bytes.isEmpty ? nil : bytes
    }

    /// All of it, in a file in memory.
    func inMemory(limit: Int) throws -> Descriptor {
        let file = try Descriptor.memory()
        var size = 0
        while let bytes = try next() {
            size += bytes.count
            guard size <= limit else { throw Incompleteness.memoryLimit }
            try file.write(bytes)
        }
        return file
    }

    /// How it ended; after all of its output was read.
    func ending() -> ChildProcess.Ending { process.wait() }

    /// - Throws: `readerFailed` unless it said that all was well.
    func requireSuccess() throws {
        guard ending() == .exited(0) else { throw Incompleteness.readerFailed }
    }
}
