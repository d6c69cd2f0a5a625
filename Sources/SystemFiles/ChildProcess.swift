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

    deinit { if ending == nil { kill() } }

    /// Ends it at once.
    public func kill() {
        guard ending == nil else { return }
        _ = Glibc.kill(leadsGroup ? -process : process, SIGKILL)
        _ = wait()
    }

    /// Waits for its end.
    @discardableResult public func wait() -> Ending {
        if let ending { return ending }
        var status: Int32 = 0
        while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
        // What the process left behind in its group goes with it.
        if leadsGroup { _ = Glibc.kill(-process, SIGKILL) }
        let signal = status & 0x7f
        let ended: Ending = signal == 0 ? .exited(status >> 8 & 0xff) : .killed(signal: signal)
        ending = ended
        return ended
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
