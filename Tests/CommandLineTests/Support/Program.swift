import Foundation
import Glibc

/// What a command did.
struct Outcome: Sendable {
    let status: Int32
    let output: Data
    let errors: String
    var text: String { String(decoding: output, as: UTF8.self) }
}

/// Runs shell commands in which `tuckbox` is the program that was built beside this test.
enum Program {
    /// The folder that the program is in: the test's own.
    static let folder: String = URL(fileURLWithPath: (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? "/")
        .deletingLastPathComponent().path

    static let environment: [String: String] = bare.merging(["XDG_STATE_HOME": stateFolder]) { $1 }

    /// Without a place for a record.
    private static let bare: [String: String] = [
        "PATH": folder + ":/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": "/nonexistent", "TMPDIR": NSTemporaryDirectory(),
        // Only Scripts/sanitize says something here.
        "ASAN_OPTIONS": ProcessInfo.processInfo.environment["ASAN_OPTIONS"] ?? "",
        "TSAN_OPTIONS": ProcessInfo.processInfo.environment["TSAN_OPTIONS"] ?? "",
    ]

    /// Where the tests' records are: one that all of them share has begun, so that no command says that it begins. Removed at the end,
    /// unless TUCKBOX_RECORDS says where it stays, for Scripts/test to look through.
    private static let stateFolder: String = {
        let kept = ProcessInfo.processInfo.environment["TUCKBOX_RECORDS"]
        let place = (kept ?? NSTemporaryDirectory()) + "/tuckbox-state-\(ProcessInfo.processInfo.processIdentifier)"
        _ = kept == nil ? atexit { try? FileManager.default.removeItem(atPath: NSTemporaryDirectory() + "/tuckbox-state-\(getpid())") } : 0
        let process = Process()
        (process.executableURL, process.arguments) = launch([folder + "/tuckbox", "log", "init", "-q"])
        process.environment = bare.merging(["XDG_STATE_HOME": place]) { $1 }
        try? process.run()
        process.waitUntilExit()
        return place
    }()

    /// A test's thread blocks signals, and a child would inherit that: Perl gives it the mask that a shell gives.
    static func launch(_ command: [String]) -> (URL, [String]) {
        (URL(fileURLWithPath: "/usr/bin/perl"), ["-MPOSIX", "-e", "sigprocmask(SIG_SETMASK, POSIX::SigSet->new); exec @ARGV"] + command)
    }

    /// A process that has not been started yet, without a terminal.
    static func process(_ script: String, in folder: URL, _ extra: [String: String] = [:]) -> Process {
        let process = Process()
        (process.executableURL, process.arguments) = launch(["setsid", "--wait", "/bin/sh", "-c", script])
        process.currentDirectoryURL = folder
        process.environment = environment.merging(extra) { $1 }
        return process
    }

    /// Runs `script` to its end, with nothing on standard input.
    static func run(_ script: String, in folder: URL, _ extra: [String: String] = [:]) throws -> Outcome {
        let process = process(script, in: folder, extra)
        // Files, so that neither fills up while the other is read.
        let place = URL(fileURLWithPath: NSTemporaryDirectory()).appendingPathComponent("tuckbox-out-" + UUID().uuidString)
        let files = [place, place.appendingPathExtension("errors")]
        defer { for file in files { try? FileManager.default.removeItem(at: file) } }
        for file in files { try Data().write(to: file) }
        let handles = try files.map { try FileHandle(forWritingTo: $0) }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = handles[0]
        process.standardError = handles[1]
        try process.run()
        process.waitUntilExit()
        for handle in handles { try handle.close() }
        let errors = String(decoding: try Data(contentsOf: files[1]), as: UTF8.self)
        return Outcome(status: process.terminationStatus, output: try Data(contentsOf: files[0]), errors: errors)
    }
}

extension Scratch {
    /// Runs `script` in this folder.
    @discardableResult
    func run(_ script: String, _ extra: [String: String] = [:]) throws -> Outcome {
        try Program.run(script, in: folder, extra)
    }
}
