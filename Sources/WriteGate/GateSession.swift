internal import CFuse
internal import Glibc
import Synchronization

/// A gate at a mount point.
@safe public final class GateSession: @unchecked Sendable {
    public enum Failure: Error, Equatable, Sendable {
        /// libfuse has said on standard error why.
        case cannotMount
    }

    private let gate: Gate
    private let session: OpaquePointer
    private static let threads: UInt32 = 32

    /// - Parameters:
    ///   - place: a folder, which is mounted on; or `/dev/fd/N` of an open `/dev/fuse` that was mounted before.
    ///   - options: as for `mount -o`, separated by commas; of a mounted one, none.
    public init(_ gate: Gate, at place: String, options: String = "") throws(Failure) {
        self.gate = gate
        var operations = GateOperations.table
        // The operations end before the session, and that before the gate: whoever has the session has the gate.
        let context = unsafe Unmanaged.passUnretained(gate).toOpaque()
        guard let session = unsafe tuckbox_fuse_start(&operations, context, place, options) else { throw .cannotMount }
        unsafe self.session = session
        gate.stale.withLock { $0 = { self.tell($0) } }
    }

    private func tell(_ stale: Gate.Stale) {
        switch stale {
        case .content(let node): unsafe tuckbox_fuse_forget_content(session, node)
        case .name(let folder, let name): unsafe withCString(name) { unsafe tuckbox_fuse_forget_name(session, folder, $0) }
        }
    }

    /// Serves until it is unmounted, a signal ends it, or `stop` is called. On the main thread. What was found good by then is on the medium.
    /// - Returns: whether it ended as it should.
    public func serve() -> Bool {
        let result = unsafe tuckbox_fuse_serve(session, Self.threads)
        _ = gate.finish()
        gate.stale.withLock { $0 = nil }
        unsafe tuckbox_fuse_end(session)
        return result == 0
    }

    /// From any thread.
    public func stop() { unsafe tuckbox_fuse_stop(session) }
}
