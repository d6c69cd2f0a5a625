internal import CryptoCore
internal import Synchronization
internal import SystemFiles

/// Reads a new file back from the medium behind whoever writes it: piece by piece it is synced and read, so that little is left to read when
/// the last byte is written. Docs/decisions/0031 says what that finds and what it does not.
final class ReadBack: Sendable {
    /// Bytes after which a piece is synced and read: each sync is a wait, but not one of who writes.
    private static let pieceSize: UInt64 = 16 << 20

    private let written = BlockChecksums()
    private let reader: Reader
    private let behind = WorkBehind(ahead: 1)
    private let pieces = Pieces()

    /// Apart from the rest, so that work which goes on does not keep the rest alive.
    private final class Pieces: Sendable {
        /// Where the last piece ends that is read or will be.
        private let state = Mutex((end: UInt64(0), isBusy: false))

        /// Whether it is time for a piece that ends at `end`; who asked then reads it, and says when it is done.
        func take(to end: UInt64) -> Bool {
            state.withLock { state in
                guard !state.isBusy, end >= state.end + ReadBack.pieceSize else { return false }
                state = (end, true)
                return true
            }
        }

        func done() { state.withLock { $0.isBusy = false } }
    }

    /// - Parameters:
    ///   - file: open for writing, and not changed any more where it was written once.
    ///   - name: its name in `folder`.
    ///   - place: for messages.
    init(of file: borrowing Descriptor, named name: String, in folder: borrowing Descriptor, place: String) throws {
        reader = Reader(try file.duplicate(), try UncachedFile(Path(name), in: folder), written, place)
    }

    /// Hears of everything that is written, front to back. Does not wait.
    /// - Throws: what went wrong with a piece before.
    func note(_ bytes: Span<UInt8>) throws {
        written.add(bytes)
        let end = written.size / Reader.blockSize * Reader.blockSize
        guard pieces.take(to: end) else { return }
        try behind.run { [pieces, reader] in
            defer { pieces.done() }
            try reader.read(to: end)
        }
    }

    /// Syncs the file, of which all is written, and reads the rest.
    /// - Parameter size: bytes that must be there.
    /// - Throws: `BackupError.readBackDiffers`, if one of the blocks is not what was written, or there are more or fewer.
    func finish(size: UInt64) throws {
        try behind.finish()
        try reader.finish(size: size)
    }

    /// One thread's at a time: of the one behind until `finish`.
    private final class Reader: @unchecked Sendable {
        static let blockSize = UInt64(BlockChecksums.blockSize)

        private let file: Descriptor
        private let medium: UncachedFile
        private let place: String
        private let written: BlockChecksums
        private let buffer = ByteBuffer(count: Int(blockSize))
        private var position: UInt64 = 0
        /// What stands where a piece begins, and after each further piece's length: a piece that had to wait may be longer.
        private var beginnings: [(offset: UInt64, checksum: UInt32)] = []

        init(_ file: consuming Descriptor, _ medium: UncachedFile, _ written: BlockChecksums, _ place: String) {
            self.file = file
            (self.medium, self.written, self.place) = (medium, written, place)
        }

        /// - Parameter end: a multiple of the block size.
        func read(to end: UInt64) throws {
            try file.syncData()
            medium.forgetCache()
            try take(to: end)
        }

        func finish(size: UInt64) throws {
            try file.sync()
            medium.forgetCache()
            guard try file.status().size == size, written.size == size else { throw BackupError.readBackDiffers(place) }
            try take(to: size)
            medium.forgetCache()
            try lookAgain()
        }

        private func take(to end: UInt64) throws {
            let first = position
            while position < end {
                try Interruption.check()
                let count = try buffer.withMutableSpan(0..<Int(Self.blockSize)) { try medium.read(into: &$0, at: position) }
                let wanted = Int(min(Self.blockSize, end - position))
                guard count >= wanted, buffer.withSpan(0..<wanted, { crc32c($0) }) == written[Int(position / Self.blockSize)] else {
                    throw BackupError.readBackDiffers(place)
                }
                if position == first || position.isMultiple(of: ReadBack.pieceSize) { beginnings.append((position, checksum(count))) }
                position += UInt64(wanted)
            }
        }

        private func checksum(_ count: Int) -> UInt32 {
            buffer.withSpan(0..<min(count, UncachedFile.alignment)) { crc32c($0) }
        }

        /// A stick that is smaller than it says may have put what came later where something was that had been read already.
        private func lookAgain() throws {
            for beginning in beginnings {
                try Interruption.check()
                let count = try buffer.withMutableSpan(0..<UncachedFile.alignment) { try medium.read(into: &$0, at: beginning.offset) }
                guard checksum(count) == beginning.checksum else { throw BackupError.readBackDiffers(place) }
            }
        }
    }
}
