import Synchronization
internal import SystemFiles

/// Has the medium begin with what is being copied to it, so that it is busy already while the rest is copied. A slow medium is waited for by a thread of
/// this, and not by the program: the thread is there as long as there is something to begin with.
///
/// Small files are begun with together, once there are enough of them, so that the medium has them in a row as it would at a sync. That is no more than the kernel does
/// by itself some seconds later: each was found good and has its name. When fewer come it is left to the kernel.
final class Writeback: Sendable {
    /// Bytes; when less is written, the kernel knows better.
    private static let least = 1 << 20

    private struct Piece: Sendable {
        let file: OpenFile
        let range: Range<Int>
    }

    private let work = Mutex((pieces: [Piece](), hasThread: false))
    private let gathered = Mutex((files: [OpenFile](), bytes: 0))
    private static let enoughBytes = 1 << 19
    /// Each keeps a descriptor.
    private static let enoughFiles = 64
    private static let mostPieces = 256

    func begin(_ file: OpenFile, _ range: Range<Int>) {
        if range.count >= Self.least { begin([Piece(file: file, range: range)]) }
    }

    /// - Parameter file: not to be changed any more.
    /// - Returns: whether it is the first of some: who adds it sees to it that `letGo` comes.
    func gather(_ file: OpenFile, _ size: Int) -> Bool {
        guard (1..<Self.least).contains(size) else { return false }
        let (isFirst, enough) = gathered.withLock { gathered -> (Bool, [OpenFile]) in
            gathered.files.append(file)
            // A medium is written in blocks.
            gathered.bytes += max(size, 4096)
            guard gathered.bytes >= Self.enoughBytes || gathered.files.count >= Self.enoughFiles else { return (gathered.files.count == 1, []) }
            defer { gathered = ([], 0) }
            return (false, gathered.files)
        }
        // A slow medium has enough to do.
        if !enough.isEmpty, work.withLock({ $0.pieces.count }) < Self.mostPieces { begin(enough.map { Piece(file: $0, range: 0..<Self.least) }) }
        return isFirst
    }

    /// Forgets what was gathered: as long as a file is open for writing, the medium cannot be made read only.
    func letGo() { gathered.withLock { $0 = ([], 0) } }

    /// Forgets everything, for the medium to become read only.
    func stop() {
        letGo()
        work.withLock { $0.pieces = [] }
    }

    private func begin(_ pieces: [Piece]) {
        let needsThread = work.withLock { work in
            work.pieces += pieces
            defer { work.hasThread = true }
            return !work.hasThread
        }
        // Without a thread, the kernel writes it when it likes.
        if needsThread, !DetachedThread.run({ self.workOff() }) { work.withLock { $0 = ([], false) } }
    }

    private func workOff() {
        while let piece = next() { piece.file.startWriteback(piece.range) }
    }

    private func next() -> Piece? {
        work.withLock { work in
            work.hasThread = !work.pieces.isEmpty
            return work.pieces.isEmpty ? nil : work.pieces.removeFirst()
        }
    }
}
