internal import Glibc
import Synchronization

/// SIGINT, SIGTERM and SIGHUP set a flag; long work looks at it, tidies up and stops.
public enum Interruption {
    private static let flag = Atomic<Bool>(false)

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

    private static func request() { flag.store(true, ordering: .relaxed) }
}
