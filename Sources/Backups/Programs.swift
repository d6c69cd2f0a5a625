public import SystemFiles

/// Programs that a job names.
public enum Programs {
    /// What every one of them gets, and nothing else of ours.
    private static var environment: [String] {
        var variables = ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C.UTF-8"]
        if let home = CurrentUser.home { variables.append("HOME=\(String(decoding: home.bytes, as: UTF8.self))") }
        if let name = CurrentUser.name { variables += ["USER=\(name)", "LOGNAME=\(name)"] }
        return variables
    }

    /// - Parameters:
    ///   - group: whether what it starts is ended with it; then a terminal's Ctrl-C does not reach it.
    ///   - more: `NAME=value`.
    static func start(_ line: CommandLine, input: Int32, output: Int32, group: Bool, more: [String] = []) throws -> ChildProcess {
        let path = Path(line.words.first ?? "")
        do throws(FileError) {
            return try ChildProcess(
                path, Array(line.words.dropFirst()), environment: environment + more, descriptors: [input, output, 2], leadingGroup: group)
        } catch {
            throw error.isMissing ? BackupError.programMissing(path) : error
        }
    }

    /// As wide as anybody may have it: the program goes on while we do something else with what we have of it.
    private static func widePipe() throws -> (reading: Channel, writing: Channel) {
        let pipe = try Channel.pipe()
        pipe.writing.widen(to: 1 << 20)
        return pipe
    }

    private static func nothing() throws -> Descriptor { try Descriptor.open(Path("/dev/null"), .readWrite) }

    /// Lends what the program writes. All of it has to be read; then the program has to end well.
    static func reading<Result>(_ line: CommandLine, group: Bool = true, _ body: (borrowing Descriptor) throws -> Result) throws -> Result {
        let nothing = try nothing()
        let (process, output) = try started(line, input: nothing.numberForPrograms, group: group)
        let result = try body(.inherited(output.number, name: line.words[0]))
        try requireSuccess(process, line)
        return result
    }

    private static func started(_ line: CommandLine, input: Int32, group: Bool) throws -> (ChildProcess, Channel) {
        let (reading, writing) = try widePipe()
        // Our writing end is closed when this is over, so that the end of the program is the end of its output.
        let process = try withExtendedLifetime(writing) { try start(line, input: input, output: writing.number, group: group) }
        return (process, reading)
    }

    /// Lends what the program reads. When `body` is over its input ends; then the program has to end well.
    static func writing<Result>(_ line: CommandLine, group: Bool = true, _ body: (borrowing Descriptor) throws -> Result) throws -> Result {
        let (program, result) = try feeding(line, group: group, body)
        try program.finish()
        return result
    }

    /// A program that has all of its input, and goes on with it. Killed when nobody waits for it.
    struct Fed {
        let line: CommandLine
        let process: ChildProcess

        /// Waits for its end, which has to be a good one.
        func finish(atMost milliseconds: Int32? = nil, heedingSignals: Bool = true) throws {
            try requireSuccess(process, line, atMost: milliseconds, heedingSignals: heedingSignals)
        }
    }

    /// The same, without waiting for the program's end.
    static func feeding<Result>(
        _ line: CommandLine, group: Bool = true, _ body: (borrowing Descriptor) throws -> Result
    ) throws -> (program: Fed, result: Result) {
        let nothing = try nothing()
        let (reading, writing) = try widePipe()
        let process = try startReader(line, reading, nothing.numberForPrograms, group)
        let result = try withExtendedLifetime(writing) { try body(.inherited(writing.number, name: line.words[0])) }
        return (Fed(line: line, process: process), result)
    }

    /// A program that was started before there is something to do, because that takes a while, and waits on its input for what that is.
    final class Waiting {
        private let line: CommandLine
        private let process: ChildProcess
        private var input: Channel?
        private let output: Channel

        init(_ line: CommandLine) throws {
            let (reading, writing) = try Channel.pipe()
            self.line = line
            (process, output) = try withExtendedLifetime(reading) { try started(line, input: reading.number, group: true) }
            input = writing
        }

        /// Says what there is to do, and lends what the program writes. All of it has to be read; then the program has to end well.
        func reading<Result>(_ text: [UInt8], _ body: (borrowing Descriptor) throws -> Result) throws -> Result {
            if let input { try Descriptor.inherited(input.number, name: line.words[0]).write(text) }
            input = nil
            let result = try body(.inherited(output.number, name: line.words[0]))
            try requireSuccess(process, line)
            return result
        }
    }

    private static func startReader(_ line: CommandLine, _ input: consuming Channel, _ output: Int32, _ group: Bool) throws -> ChildProcess {
        try withExtendedLifetime(input) { try start(line, input: input.number, output: output, group: group) }
    }

    private static func requireSuccess(
        _ process: ChildProcess, _ line: CommandLine, atMost milliseconds: Int32? = nil, heedingSignals: Bool = true
    ) throws {
        guard let ending = try process.wait(atMost: milliseconds, heedingSignals: heedingSignals) else {
            throw BackupError.programTooSlow(Path(line.words[0]))
        }
        guard ending == .exited(0) else { throw BackupError.programFailed(Path(line.words[0]), ending) }
    }

    /// Runs a program that needs no input, and returns what it writes, at most `limit` bytes of it.
    public static func output(of line: CommandLine, limit: Int) throws -> [UInt8] {
        try reading(line) { try bytes(of: $0, limit: limit) }
    }

    /// The same of several programs, all at once.
    static func outputs(of lines: [CommandLine], limit: Int) throws -> [[UInt8]] {
        let nothing = try nothing()
        let all = try lines.map { (line: $0, running: try started($0, input: nothing.numberForPrograms, group: true)) }
        return try all.map { one in
            let (process, output) = one.running
            let bytes = try bytes(of: .inherited(output.number, name: one.line.words[0]), limit: limit)
            try requireSuccess(process, one.line)
            return bytes
        }
    }

    /// Everything that comes, of which at most `limit` bytes are kept.
    private static func bytes(of output: borrowing Descriptor, limit: Int) throws -> [UInt8] {
        var bytes: [UInt8] = []
        _ = try FileDigest.passing(output) { span in
            for i in 0..<min(span.count, max(0, limit - bytes.count)) { bytes.append(span[i]) }
        }
        return bytes
    }

    /// Runs a program on `text`, at most so many milliseconds. One that tells of an interruption is not ended by it.
    public static func tell(_ line: CommandLine, _ text: [UInt8], atMost milliseconds: Int32? = nil) throws {
        let heeding = !Interruption.isRequested
        let (program, _) = try feeding(line) { input in
            // Who does not want to read all of it may end.
            do { try input.write(text) } catch let error as FileError where error.isBrokenPipe {}
        }
        try program.finish(atMost: milliseconds, heedingSignals: heeding)
    }

    /// Runs a program on a file's bytes, or on none; what it writes is not kept.
    public static func run(_ line: CommandLine, on file: Path?) throws {
        let input = try file.map { try Descriptor.open($0, .read) } ?? nothing()
        let output = try nothing()
        try requireSuccess(start(line, input: input.numberForPrograms, output: output.numberForPrograms, group: true), line)
    }
}
