internal import CryptoCore
internal import Synchronization

/// CRC-32C of each block of a file that is written front to back. For one writer; anybody may look.
final class BlockChecksums: Sendable {
    /// Bytes; the last block may be shorter.
    static let blockSize = 1 << 20

    private struct State {
        /// Of the blocks, the one that is being written among them.
        var checksums: [UInt32] = []
        /// Bytes so far.
        var size: UInt64 = 0
    }

    private let state = Mutex(State())

    var size: UInt64 { state.withLock { $0.size } }

    /// Of what has been written of the block so far; nil if that is nothing.
    subscript(block: Int) -> UInt32? { state.withLock { $0.checksums.indices.contains(block) ? $0.checksums[block] : nil } }

    /// - Parameter bytes: what was written behind everything before.
    func add(_ bytes: Span<UInt8>) {
        var start = 0
        while start < bytes.count {
            let filled = Int(size % UInt64(Self.blockSize))
            let end = min(bytes.count, start + Self.blockSize - filled)
            let before = filled == 0 ? 0 : state.withLock { $0.checksums.last ?? 0 }
            let checksum = crc32c(bytes.extracting(start..<end), after: before)
            state.withLock { state in
                if filled > 0 { state.checksums.removeLast() }
                state.checksums.append(checksum)
                state.size += UInt64(end - start)
            }
            start = end
        }
    }
}
