internal import Dispatch
import Synchronization
import SystemFiles

/// Hands the numbers 0 ..< `count` to `jobs` threads. Each thread calls `worker` once; the worker takes numbers with `next` until it gives nil.
/// The first error stops the others and is thrown.
/// - Parameter interruptible: whether a signal stops it too.
/// - Parameter onThreadsOfTheirOwn: whether all workers run at once, also where there are fewer processors: for those that wait for a medium.
public func concurrently(
    _ count: UInt64, jobs: Int, interruptible: Bool = true, onThreadsOfTheirOwn: Bool = false,
    worker: @Sendable (_ next: () throws -> UInt64?) throws -> Void
) throws {
    let counter = Atomic<UInt64>(0)
    let failure = Mutex<(any Error)?>(nil)
    let stopped = Atomic<Bool>(false)
    @Sendable func run() {
        do {
            try worker {
                if interruptible { try Interruption.check() }
                if stopped.load(ordering: .relaxed) { return nil }
                let number = counter.add(1, ordering: .relaxed).oldValue
                return number < count ? number : nil
            }
        } catch {
            failure.withLock { if $0 == nil { $0 = error } }
            stopped.store(true, ordering: .relaxed)
        }
    }
    let threads = max(1, min(jobs, Int(clamping: count)))
    if threads == 1 {
        run()
    } else if onThreadsOfTheirOwn {
        withoutActuallyEscaping(run) { run in
            let group = DispatchGroup()
            for _ in 0..<threads { DispatchQueue(label: "tuckbox").async(group: group, execute: run) }
            group.wait()
        }
    } else {
        DispatchQueue.concurrentPerform(iterations: threads) { _ in run() }
    }
    if let error = failure.withLock({ $0 }) { throw error }
}
