import Synchronization

/// How far a long operation is, in bytes of plaintext: written by workers, read by whoever shows it.
public final class Progress: Sendable {
    private let totalBytes = Atomic<UInt64>(0)
    private let doneBytes = Atomic<UInt64>(0)

    public init() {}

    /// 0 if it is not known.
    public var total: UInt64 { totalBytes.load(ordering: .relaxed) }
    public var done: UInt64 { doneBytes.load(ordering: .relaxed) }

    public func expect(_ bytes: UInt64) { totalBytes.add(bytes, ordering: .relaxed) }
    public func advance(_ bytes: UInt64) { doneBytes.add(bytes, ordering: .relaxed) }
}
