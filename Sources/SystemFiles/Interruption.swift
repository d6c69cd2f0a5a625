internal import CLinux
internal import Glibc
import Synchronization

/// SIGINT, SIGTERM and SIGHUP set a flag; long work looks at it, tidies up and stops.
public enum Interruption {
    private static let flag = Atomic<Bool>(false)
    /// An eventfd, or -1 if nobody has asked for it.
    private static let event = Atomic<Int32>(-1)

    /// Call once at the start of a program. System calls are not restarted, so that a wait ends too.
    public static func watch() {
        for signal in [SIGINT, SIGTERM, SIGHUP] {
            var action = sigaction()
            unsafe action.__sigaction_handler.sa_handler = { _ in Interruption.request() }
            // What was ignored stays ignored: `nohup`, and a shell's background jobs.
            if !isIgnored(signal) { _ = unsafe sigaction(signal, &action, nil) }
        }
        // A closed pipe and a file beyond the limit are errors of write, not a death.
        for signal in [SIGPIPE, SIGXFSZ] { _ = Glibc.signal(signal, SIG_IGN) }
    }

    private static func isIgnored(_ signal: Int32) -> Bool {
        var action = sigaction()
        guard unsafe sigaction(signal, nil, &action) == 0 else { return false }
        let (ours, ignore) = unsafe (unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self), unsafeBitCast(SIG_IGN, to: Int.self))
        return ours == ignore
    }

    public static var isRequested: Bool { flag.load(ordering: .relaxed) }

    public static func check() throws {
        if isRequested { throw Interrupted() }
    }

    /// A descriptor that can be read once a signal has come: for waits that nothing else ends. Not to be closed or read.
    public static func descriptor() throws(FileError) -> Int32 {
        if event.load(ordering: .sequentiallyConsistent) < 0 {
            let made = tuckbox_event()
            guard made >= 0 else { throw FileError(.create, Path("event")) }
            let (isOurs, _) = event.compareExchange(expected: -1, desired: made, ordering: .sequentiallyConsistent)
            if !isOurs { close(made) }
            // A signal that came before had nothing to write to.
            if isRequested { request() }
        }
        return event.load(ordering: .sequentiallyConsistent)
    }

    /// Called by a signal handler: nothing but stores and a write, which leaves `errno` as it was.
    private static func request() {
        flag.store(true, ordering: .sequentiallyConsistent)
        let number = event.load(ordering: .sequentiallyConsistent)
        guard number >= 0 else { return }
        let code = errno
        _ = unsafe withUnsafeBytes(of: UInt64(1)) { unsafe write(number, $0.baseAddress, $0.count) }
        errno = code
    }
}
