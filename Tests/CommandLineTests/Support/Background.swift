import Foundation
import Testing

/// A command that is still running, with its standard input in the test's hands.
final class Background {
    private let process = Process()
    private let input = Pipe()
    private let output: URL
    private let errors: URL
    let scratch: Scratch

    /// - Parameter command: one simple command; it becomes the process itself, so that signals reach it.
    /// - Parameter stalled: its standard output is a pipe that nobody reads.
    init(_ command: String, in scratch: Scratch, stalled: Bool = false) throws {
        self.scratch = scratch
        (output, errors) = (scratch["keys/output"], scratch["keys/errors"])
        for file in [output, errors] { try Data().write(to: file) }
        (process.executableURL, process.arguments) = Program.launch(["/bin/sh", "-c", "exec " + command])
        process.currentDirectoryURL = scratch.folder
        process.environment = Program.environment
        process.standardInput = input
        process.standardOutput = stalled ? Pipe() : try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
    }

    deinit { if process.isRunning { kill(identifier, SIGKILL) } }

    var identifier: Int32 { process.processIdentifier }

    func give(_ bytes: Data) throws { try input.fileHandleForWriting.write(contentsOf: bytes) }
    func endInput() throws { try input.fileHandleForWriting.close() }

    /// What /proc says of it.
    func proc(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(fileURLWithPath: "/proc/\(identifier)/\(name)")), as: UTF8.self)
    }

    /// Waits until `condition` holds, or the program ends without that.
    func wait(until condition: () throws -> Bool) throws {
        while process.isRunning {
            if try condition() { return }
            Thread.sleep(forTimeInterval: 0.01)
        }
        Issue.record("it ended too early: \(try String(contentsOf: errors, encoding: .utf8))")
    }

    /// Bytes that it has written so far.
    func written() throws -> Int {
        let line = try proc("io").split(separator: "\n").first { $0.hasPrefix("wchar: ") }
        return line.flatMap { Int($0.dropFirst("wchar: ".count)) } ?? 0
    }

    /// Waits until it has begun to write a file.
    func waitUntilWriting() throws { try wait { try !scratch.leftovers().isEmpty } }

    /// Sends a signal and waits for the end.
    func end(with signal: Int32? = nil) throws -> Outcome {
        if let signal { kill(identifier, signal) }
        process.waitUntilExit()
        return Outcome(
            status: process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus,
            output: try Data(contentsOf: output), errors: try String(contentsOf: errors, encoding: .utf8))
    }
}
