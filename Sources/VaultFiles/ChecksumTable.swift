import Synchronization

/// The checksums of a payload's chunks, put in by several threads.
final class ChecksumTable: Sendable {
    private let table: Mutex<[UInt32]>

    init(count: UInt64) {
        table = Mutex([UInt32](repeating: 0, count: Int(count)))
    }

    func set(_ checksums: [UInt32], at first: UInt64) {
        table.withLock { $0.replaceSubrange(Int(first)..<Int(first) + checksums.count, with: checksums) }
    }

    var values: [UInt32] { table.withLock { $0 } }
}
