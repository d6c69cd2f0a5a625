internal import CLinux
internal import Glibc

/// A program that we started. Killed, with all that it started, and waited for when the last reference goes.
public final class ChildProcess {
    public enum Ending: Equatable, Sendable {
        case exited(Int32)
        case killed(signal: Int32)
    }

    private let process: Int32
    private let leadsGroup: Bool
    private var ending: Ending?
    /// A thread waits for it.
    private var isLeft = false

    /// - Parameters:
    ///   - environment: all of it; nothing of ours is handed on.
    ///   - descriptors: what the program has open as 0, 1, …; nothing else.
    ///   - leadingGroup: whether it and what it starts can be killed together.
    public init(_ program: Path, _ arguments: [String], environment: [String] = [], descriptors: [Int32], leadingGroup: Bool) throws(FileError) {
        var started: Int32 = -1
        let error = unsafe program.withCString { path in
            unsafe withCStrings([String(decoding: program.bytes, as: UTF8.self)] + arguments) { arguments in
                unsafe withCStrings(environment) { environment in
                    unsafe tuckbox_spawn(path, arguments, environment, descriptors, Int32(descriptors.count), leadingGroup ? 1 : 0, &started)
                }
            }
        }
        guard error == 0 else { throw FileError(.open, program, code: error) }
        (process, leadsGroup) = (started, leadingGroup)
    }

    deinit { if ending == nil, !isLeft { kill() } }

    /// Ends it at once.
    public func kill() {
        guard ending == nil, !isLeft else { return }
        sendKill()
        _ = wait()
    }

    /// Ends it at once, and waits for it to be gone, but not for ever: what hangs in the kernel, at a medium that does not answer, goes when that does. Then a thread
    /// waits for it, and the caller goes on.
    /// - Returns: nil if it was not gone in time.
    @discardableResult public func kill(within milliseconds: Int32) -> Ending? {
        guard ending == nil, !isLeft else { return ending }
        sendKill()
        tuckbox_await_end(process, milliseconds)
        if let status = Self.reap(process, leadsGroup, WNOHANG) { return end(status) }
        let (process, leadsGroup) = (process, leadsGroup)
        isLeft = DetachedThread.run { _ = Self.reap(process, leadsGroup, 0) }
        return nil
    }

    /// Waits for its end.
    @discardableResult public func wait() -> Ending { ending ?? end(Self.reap(process, leadsGroup, 0) ?? 0) }

    /// Waits for its end. When a signal comes to us, or after so many milliseconds, it is ended, with all that it started.
    /// - Parameters:
    ///   - milliseconds: nil for no limit.
    ///   - heeding: whether signals count: not when one has come already, and the program is to tell of that.
    /// - Returns: nil if it took too long.
    /// - Throws: `Interrupted`; `FileError`.
    public func wait(atMost milliseconds: Int32?, heedingSignals heeding: Bool = true) throws -> Ending? {
        if let ending { return ending }
        let signals = heeding ? try Interruption.descriptor() : -1
        let deadline = milliseconds.map { MonotonicTime.now.adding(milliseconds: Int64($0)) }
        while true {
            let left = deadline.map { max(0, $0.milliseconds - MonotonicTime.now.milliseconds) }
            tuckbox_await_end_or_input(process, left.map { Int32(clamping: $0) } ?? -1, signals)
            if let status = Self.reap(process, leadsGroup, WNOHANG) { return end(status) }
            let isInterrupted = heeding && Interruption.isRequested
            guard isInterrupted || left == 0 else { continue }
            kill(within: 5000)
            if isInterrupted { throw Interrupted() }
            return nil
        }
    }

    private func sendKill() { _ = Glibc.kill(leadsGroup ? -process : process, SIGKILL) }

    private func end(_ status: Int32) -> Ending {
        let signal = status & 0x7f
        let ended: Ending = signal == 0 ? .exited(status >> 8 & 0xff) : .killed(signal: signal)
        ending = ended
        return ended
    }

    /// - Returns: nil if it is not gone, which there is only with WNOHANG.
    private static func reap(_ process: Int32, _ leadsGroup: Bool, _ options: Int32) -> Int32? {
        var status: Int32 = 0
        var gone: Int32
        repeat { gone = unsafe waitpid(process, &status, options) } while gone < 0 && errno == EINTR
        guard gone != 0 else { return nil }
        // What the process left behind in its group goes with it.
        if leadsGroup { _ = Glibc.kill(-process, SIGKILL) }
        return status
    }
}

/// Lends an array of C strings that ends with a null pointer.
private func withCStrings<Result>(_ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result) -> Result {
    var pointers: [UnsafeMutablePointer<CChar>?] = unsafe strings.map { unsafe strdup($0) }
    defer { for i in unsafe pointers.indices { unsafe free(pointers[i]) } }
    unsafe pointers.append(nil)
    return unsafe pointers.withUnsafeBufferPointer { buffer in
        // It has at least the null pointer.
        unsafe body(buffer.baseAddress.unsafelyUnwrapped)
    }
}
