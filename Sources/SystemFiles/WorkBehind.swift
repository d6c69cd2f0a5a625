internal import Dispatch
internal import Synchronization

/// Does one piece of work after another on a thread of its own, while the caller prepares the next: where one reads and another writes, both processors are used.
/// For one caller.
public final class WorkBehind: Sendable {
    private let queue = DispatchQueue(label: "tuckbox.behind")
    private let group = DispatchGroup()
    private let progress: Progress

    /// What the thread and the caller both see; apart from the rest, so that work which goes on does not keep the rest alive.
    private final class Progress: Sendable {
        let places: DispatchSemaphore
        let failure = Mutex<(any Error)?>(nil)
        init(places: Int) { self.places = DispatchSemaphore(value: places) }
    }

    /// - Parameter ahead: pieces of work that may wait or go on; `run` waits for a place.
    public init(ahead: Int) { progress = Progress(places: ahead) }

    /// What the work uses, the caller's files for example, must not go before it is done, whatever happens.
    deinit { group.wait() }

    /// Has `work` done after all that came before it. Once a piece has failed no other is done.
    /// - Throws: the error of a piece that failed.
    public func run(_ work: @escaping @Sendable () throws -> Void) throws {
        progress.places.wait()
        queue.async(group: group) { [progress] in
            defer { progress.places.signal() }
            guard progress.failure.withLock({ $0 == nil }) else { return }
            do { try work() } catch { progress.failure.withLock { $0 = error } }
        }
        try throwFailure()
    }

    /// Waits until all is done.
    /// - Throws: the first error.
    public func finish() throws {
        group.wait()
        try throwFailure()
    }

    private func throwFailure() throws {
        if let error = progress.failure.withLock({ $0 }) { throw error }
    }
}
