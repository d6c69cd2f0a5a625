internal import Dispatch
import Synchronization

/// Work on threads of its own; the first failure is thrown at the end.
final class SideBySide: Sendable {
    private let group = DispatchGroup()
    private let outcome = Mutex<(digest: [UInt8]?, failure: (any Error)?)>((nil, nil))

    func start(_ name: String, _ body: @escaping @Sendable () throws -> Void) {
        DispatchQueue(label: "tuckbox.\(name)").async(group: group) { self.do(body) }
    }

    /// On this thread.
    func `do`(_ body: () throws -> Void) {
        do { try body() } catch { outcome.withLock { if $0.failure == nil { $0.failure = error } } }
    }

    func keep(digest: [UInt8]?) { outcome.withLock { $0.digest = digest } }

    var hasFailed: Bool { outcome.withLock { $0.failure != nil } }

    /// Waits for all of it.
    /// - Returns: the digest that was kept.
    func finish() throws -> [UInt8]? {
        group.wait()
        return try outcome.withLock { outcome in
            if let failure = outcome.failure { throw failure }
            return outcome.digest
        }
    }
}
