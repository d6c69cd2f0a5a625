import Synchronization
internal import SystemFiles

/// Has the medium begin with what is being copied to it, so that it is busy already while the rest is copied. A slow medium is waited for by a thread of
/// this, and not by the program: the thread is there as long as there is something to begin with.
final class Writeback: Sendable {
    /// Bytes; when less is written, the kernel knows better.
    private static let least = 1 << 20

    private struct Piece: Sendable {
        let file: OpenFile
        let range: Range<Int>
    }

    private let work = Mutex((pieces: [Piece](), hasThread: false))

    func begin(_ file: OpenFile, _ range: Range<Int>) {
        guard range.count >= Self.least else { return }
        let needsThread = work.withLock { work in
            work.pieces.append(Piece(file: file, range: range))
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
