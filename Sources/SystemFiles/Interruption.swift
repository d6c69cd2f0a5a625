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
            _ = unsafe sigaction(signal, &action, nil)
        }
        // A closed pipe is an error of write, not a death.
        _ = Glibc.signal(SIGPIPE, SIG_IGN)
    }

    public static var isRequested: Bool { flag.load(ordering: .relaxed) }

    public static func check() throws {
        if isRequested { throw Interrupted() }
    }

    private static func request() { flag.store(true, ordering: .relaxed) }
}
