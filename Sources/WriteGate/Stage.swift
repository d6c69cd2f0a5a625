internal import CFuse
internal import Glibc
import Synchronization
import SystemFiles

/// What programs have made of a file, kept off the stick until it is judged. Whoever changes it holds its node's turn; anybody may read.
///
/// A small one is bytes of this process: making a file for it, opening it once more for the judge and removing it cost more than what is in it. It becomes a file in
/// memory when it grows or when somebody needs a descriptor of it, and a file on the disk when there is no more memory for it.
final class Stage: Sendable {
    /// Bytes of a small one, at most.
    static let smallSize: UInt64 = 1 << 16

    private enum Place: Sendable {
        case bytes([UInt8])
        case memory(OpenFile)
        case disk(OpenFile)
    }

    private struct State {
        var place = Place.bytes([])
        /// Of the last change, while it is bytes.
        var changeTime = Stage.clock()
        /// Bytes taken from the budget.
        var taken: UInt64 = 0
    }

    private let budget: StagingBudget
    private let state = Mutex(State())

    init(_ budget: StagingBudget) { self.budget = budget }

    deinit {
        state.withLock { state in
            if case .disk = state.place { budget.giveBack(state.taken, onDisk: true) } else { budget.giveBack(state.taken, onDisk: false) }
        }
    }

    /// What is in it, of a small one; nil if it is a file.
    var bytes: [UInt8]? {
        state.withLock { if case .bytes(let bytes) = $0.place { bytes } else { nil } }
    }

    var size: UInt64 { (try? status().st_size).map { UInt64(clamping: $0) } ?? 0 }

    /// Size, room and times alone mean something.
    func status() throws(Errno) -> stat {
        // Asked once: meanwhile it may become a file.
        let (place, time) = state.withLock { ($0.place, $0.changeTime) }
        switch place {
        case .memory(let file), .disk(let file): return try file.status()
        case .bytes(let bytes):
            var raw = stat()
            raw.st_size = bytes.count
            raw.st_blocks = (raw.st_size + 4095) / 4096 * 8
            (raw.st_atim, raw.st_mtim, raw.st_ctim) = (time, time, time)
            return raw
        }
    }

    /// Bytes read; fewer than there is room for only at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws(Errno) -> Int {
        switch state.withLock({ $0.place }) {
        case .memory(let file), .disk(let file): return try unsafe file.read(into: buffer, at: offset)
        case .bytes(let bytes):
            guard offset < bytes.count else { return 0 }
            let part = bytes[offset..<min(bytes.count, offset + buffer.count)]
            unsafe buffer.copyBytes(from: part)
            return part.count
        }
    }

    /// All of it through a descriptor that nothing can be written through.
    func readOnly() throws -> Descriptor { try becomeFile().readOnly() }

    /// Puts all of it into `target`, which is empty.
    /// - Parameter copied: hears of each step.
    func copy(to target: OpenFile, copied: (Range<Int>) -> Void) throws(Errno) {
        switch state.withLock({ $0.place }) {
        case .memory(let file), .disk(let file): try file.copy(size: Int(try file.status().st_size), to: target, copied: copied)
        case .bytes(let bytes): try target.write(bytes)
        }
    }

    func write(_ bytes: UnsafeRawBufferPointer, at offset: UInt64) throws(Errno) {
        let (end, overflow) = offset.addingReportingOverflow(UInt64(bytes.count))
        guard !overflow, end <= budget.limits.total else { throw .tooLarge }
        let isDone = changeSmall(most: end) { small in
            if small.count < end { small += repeatElement(0, count: Int(end) - small.count) }
            unsafe small.withUnsafeMutableBytes { unsafe UnsafeMutableRawBufferPointer(rebasing: $0[Int(offset)..<Int(end)]).copyMemory(from: bytes) }
        }
        if isDone { return }
        try becomeFile()
        try reserve(UInt64(bytes.count))
        try unsafe becomeFile().write(bytes, at: Int(offset))
        try settleAccount()
    }

    /// The new end; a hole if it grows.
    func truncate(to size: UInt64) throws(Errno) {
        guard size <= budget.limits.total else { throw .tooLarge }
        let isDone = changeSmall(most: size) { small in
            if small.count < size { small += repeatElement(0, count: Int(size) - small.count) }
            small.removeLast(small.count - Int(size))
        }
        if isDone { return }
        try becomeFile().truncate(to: Int(size))
        try settleAccount()
    }

    /// Takes over the first `size` bytes of a file.
    func fill(from source: OpenFile, size: UInt64) throws(Errno) {
        guard size <= budget.limits.total else { throw .tooLarge }
        try becomeFile()
        // Before the copy: what does not fit into memory never gets there.
        try reserve(size)
        try source.copy(size: Int(size), to: becomeFile())
        try settleAccount()
    }

    /// - Parameter most: bytes that are in it afterwards, unless there are more already.
    /// - Returns: false, and nothing is changed, if it is a file, or has to be one.
    private func changeSmall(most: UInt64, _ change: (inout [UInt8]) -> Void) -> Bool {
        state.withLock { state in
            guard most <= Self.smallSize, case .bytes(var bytes) = state.place else { return false }
            let growth = most > state.taken ? most - state.taken : 0
            guard growth == 0 || budget.take(growth, onDisk: false) else { return false }
            state.taken += growth
            // Nobody else has the bytes now, so they are not copied.
            state.place = .bytes([])
            change(&bytes)
            (state.place, state.changeTime) = (.bytes(bytes), Self.clock())
            return true
        }
    }

    @discardableResult private func becomeFile() throws(Errno) -> OpenFile {
        try state.withLock { (state) throws(Errno) in
            switch state.place {
            case .memory(let file), .disk(let file): return file
            case .bytes(let bytes):
                let file = try budget.makeFile(onDisk: false)
                try file.write(bytes)
                state.place = .memory(file)
                return file
            }
        }
    }

    /// Has room for so many bytes more, by moving to the disk if there is none in memory.
    private func reserve(_ bytes: UInt64) throws(Errno) {
        let isOnDisk = isOnDisk
        if budget.take(bytes, onDisk: isOnDisk) {
            state.withLock { $0.taken += bytes }
            return
        }
        guard !isOnDisk else { throw .full }
        try moveToDisk(with: bytes)
    }

    private var isOnDisk: Bool { state.withLock { if case .disk = $0.place { true } else { false } } }

    private func moveToDisk(with bytes: UInt64) throws(Errno) {
        let old = try becomeFile()
        let taken = state.withLock { $0.taken }
        guard budget.take(taken + bytes, onDisk: true) else { throw .full }
        do throws(Errno) {
            let new = try budget.makeFile(onDisk: true)
            try old.copy(size: Int(try old.status().st_size), to: new)
            state.withLock { ($0.place, $0.taken) = (.disk(new), taken + bytes) }
        } catch {
            budget.giveBack(taken + bytes, onDisk: true)
            throw error
        }
        budget.giveBack(taken, onDisk: false)
    }

    /// What was reserved is corrected to what the file takes: overwriting takes nothing, a page takes more than its first byte.
    private func settleAccount() throws(Errno) {
        let held = UInt64(clamping: try status().st_blocks) * 512
        let (taken, isOnDisk) = (state.withLock { $0.taken }, isOnDisk)
        if held > taken {
            guard budget.take(held - taken, onDisk: isOnDisk) else { return }
        } else {
            budget.giveBack(taken - held, onDisk: isOnDisk)
        }
        state.withLock { $0.taken = held }
    }

    /// As file systems have it: never later than the time of a file that is made afterwards.
    private static func clock() -> timespec {
        var time = timespec()
        _ = unsafe clock_gettime(CLOCK_REALTIME_COARSE, &time)
        return time
    }
}
