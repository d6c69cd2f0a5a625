internal import CFuse
internal import Glibc
import Synchronization

/// What programs have made of a file, kept off the stick until it is judged. Whoever changes it holds its node's turn; anybody may read.
final class Stage: Sendable {
    private struct State {
        var file: OpenFile
        var isOnDisk = false
        /// Bytes taken from the budget.
        var taken: UInt64 = 0
    }

    private let budget: StagingBudget
    private let state: Mutex<State>

    init(_ budget: StagingBudget) throws(Errno) {
        self.budget = budget
        state = Mutex(State(file: try budget.makeFile(onDisk: false)))
    }

    deinit { state.withLock { budget.giveBack($0.taken, onDisk: $0.isOnDisk) } }

    /// To read from.
    var file: OpenFile { state.withLock { $0.file } }

    var size: UInt64 { (try? file.status().st_size).map { UInt64(clamping: $0) } ?? 0 }

    func write(_ bytes: UnsafeRawBufferPointer, at offset: UInt64) throws(Errno) {
        let (end, overflow) = offset.addingReportingOverflow(UInt64(bytes.count))
        guard !overflow, end <= budget.limits.total else { throw .tooLarge }
        try reserve(UInt64(bytes.count))
        try unsafe file.write(bytes, at: Int(offset))
        try settleAccount()
    }

    /// The new end; a hole if it grows.
    func truncate(to size: UInt64) throws(Errno) {
        guard size <= budget.limits.total else { throw .tooLarge }
        try file.truncate(to: Int(size))
        try settleAccount()
    }

    /// Takes over the first `size` bytes of a file.
    func fill(from source: OpenFile, size: UInt64) throws(Errno) {
        guard size <= budget.limits.total else { throw .tooLarge }
        // Before the copy: what does not fit into memory never gets there.
        try reserve(size)
        try source.copy(size: Int(size), to: file)
        try settleAccount()
    }

    /// Has room for so many bytes more, by moving to the disk if there is none in memory.
    private func reserve(_ bytes: UInt64) throws(Errno) {
        let isOnDisk = state.withLock { $0.isOnDisk }
        if budget.take(bytes, onDisk: isOnDisk) {
            state.withLock { $0.taken += bytes }
            return
        }
        guard !isOnDisk else { throw .full }
        try moveToDisk(with: bytes)
    }

    private func moveToDisk(with bytes: UInt64) throws(Errno) {
        let (old, taken) = state.withLock { ($0.file, $0.taken) }
        guard budget.take(taken + bytes, onDisk: true) else { throw .full }
        do throws(Errno) {
            let new = try budget.makeFile(onDisk: true)
            try old.copy(size: Int(try old.status().st_size), to: new)
            state.withLock { $0 = State(file: new, isOnDisk: true, taken: taken + bytes) }
        } catch {
            budget.giveBack(taken + bytes, onDisk: true)
            throw error
        }
        budget.giveBack(taken, onDisk: false)
    }

    /// What was reserved is corrected to what the file takes: overwriting takes nothing, a page takes more than its first byte.
    private func settleAccount() throws(Errno) {
        let held = UInt64(clamping: try file.status().st_blocks) * 512
        let (taken, isOnDisk) = state.withLock { ($0.taken, $0.isOnDisk) }
        if held > taken {
            guard budget.take(held - taken, onDisk: isOnDisk) else { return }
        } else {
            budget.giveBack(taken - held, onDisk: isOnDisk)
        }
        state.withLock { $0.taken = held }
    }
}
