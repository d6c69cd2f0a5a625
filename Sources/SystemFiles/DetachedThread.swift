internal import CLinux
internal import Glibc

/// A thread for one piece of work that may have to wait. Not Dispatch: once it is used, it looks at its threads every second, for ever.
public enum DetachedThread {
    private final class Work {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }

    /// - Returns: false if the system gives no thread; then nothing is done.
    public static func run(_ body: @escaping @Sendable () -> Void) -> Bool {
        var attributes = pthread_attr_t()
        guard unsafe pthread_attr_init(&attributes) == 0 else { return false }
        defer { _ = unsafe pthread_attr_destroy(&attributes) }
        _ = unsafe pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        let work = unsafe Unmanaged.passRetained(Work(body))
        var thread = pthread_t()
        let error = unsafe pthread_create(
            &thread, &attributes,
            { raw in
                if let raw = unsafe raw { unsafe Unmanaged<Work>.fromOpaque(raw).takeRetainedValue().body() }
                return nil
            }, work.toOpaque())
        if error != 0 { unsafe work.release() }
        return error == 0
    }

    /// The same, and waits so many milliseconds for it to be done.
    public static func run(waiting milliseconds: Int64, _ body: @escaping @Sendable () -> Void) -> Bool {
        guard let done = try? Done() else { return run(body) }
        let isStarted = run {
            body()
            done.tell()
        }
        if isStarted { done.wait(milliseconds) }
        return isStarted
    }

    private final class Done: Sendable {
        private let event: Descriptor

        init() throws(FileError) {
            let number = tuckbox_event()
            guard number >= 0 else { throw FileError(.create, Path("event")) }
            event = Descriptor(number: number, path: Path("event"))
        }

        func tell() { try? event.write([UInt8](repeating: 1, count: 8)) }

        func wait(_ milliseconds: Int64) { _ = Channel(event.lent()).waitForInput(until: .now.adding(milliseconds: milliseconds)) }
    }
}
