import Foundation
import Glibc
import Testing

/// A command on a terminal of its own, with the test at the keyboard.
final class TerminalSession {
    private let keyboard: Int32
    /// Kept open, so that the terminal's settings outlive the command.
    private let screen: FileHandle
    private let process: Process
    /// Everything that appeared so far.
    private(set) var shown = ""

    init(_ command: String, in scratch: Scratch, _ extra: [String: String] = [:]) throws {
        // What posix_openpt, unlockpt and ptsname do; Swift does not see those. The numbers are TIOCSPTLCK and TIOCGPTN of <asm/ioctls.h>.
        keyboard = unsafe open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        var (locked, index): (Int32, Int32) = (0, -1)
        guard unsafe ioctl(keyboard, 0x4004_5431, &locked) == 0, unsafe ioctl(keyboard, 0x8004_5430, &index) == 0 else { throw POSIXError(.ENOTTY) }
        let number = unsafe open("/dev/pts/\(index)", O_RDWR | O_NOCTTY | O_CLOEXEC)
        screen = FileHandle(fileDescriptor: number, closeOnDealloc: true)
        process = Process()
        (process.executableURL, process.arguments) = Program.launch(["setsid", "--ctty", "--wait", "/bin/sh", "-c", "exec " + command])
        process.currentDirectoryURL = scratch.folder
        process.environment = Program.environment.merging(extra) { $1 }
        process.standardInput = screen
        process.standardOutput = screen
        process.standardError = screen
        try process.run()
    }

    deinit { close(keyboard) }

    /// Whether typed characters are shown.
    var echoes: Bool {
        var settings = termios()
        return unsafe tcgetattr(keyboard, &settings) == 0 && settings.c_lflag & tcflag_t(ECHO) != 0
    }

    /// Reads the screen until `text` has appeared after what was waited for before.
    func wait(for text: String) {
        while !unread.contains(text) {
            let ended = !process.isRunning
            if !look(for: 100), ended {
                Issue.record("'\(text)' never appeared in: \(shown)")
                return
            }
        }
        if let range = shown.range(of: text, options: .backwards) { seen = shown.distance(from: shown.startIndex, to: range.upperBound) }
    }

    /// Types `text`; "\r" is the Return key, "\u{3}" is Control-C.
    func type(_ text: String) {
        let bytes = Array(text.utf8)
        #expect(unsafe Glibc.write(keyboard, bytes, bytes.count) == bytes.count)
    }

    /// Waits for the end and returns the exit status.
    func end() -> Int32 {
        while process.isRunning { _ = look(for: 100) }
        process.waitUntilExit()
        while look(for: 0) {}
        return process.terminationStatus
    }

    private var seen = 0
    private var unread: Substring { shown.dropFirst(seen) }

    /// Whether something appeared within `milliseconds`.
    private func look(for milliseconds: Int32) -> Bool {
        var waiting = pollfd(fd: keyboard, events: Int16(POLLIN), revents: 0)
        guard unsafe poll(&waiting, 1, milliseconds) > 0 else { return false }
        var buffer = [UInt8](repeating: 0, count: 4096)
        let got = unsafe read(keyboard, &buffer, buffer.count)
        guard got > 0 else { return false }
        shown += String(decoding: buffer[..<got], as: UTF8.self)
        return true
    }
}
