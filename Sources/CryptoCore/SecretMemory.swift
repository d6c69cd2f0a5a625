internal import COpenSSL
internal import Glibc
internal import Synchronization

/// Memory for secrets: locked where the limit allows, left out of core dumps, zero when it is handed out, wiped when it comes back.
/// Small secrets share pages with one another and with nothing else: pages of its own would cost every key four system calls.
enum SecretMemory {
    private static let pieceSize = 256
    /// 16 KiB at a time: an ordinary user may be allowed to lock 64 KiB.
    private static let piecesPerMapping = 64
    private static let pieces = Mutex(FreePieces())

    /// At least `count` zero bytes.
    static func allocate(_ count: Int) throws(CryptoError) -> UnsafeMutableRawBufferPointer {
        guard count <= pieceSize else { return unsafe try map(count) }
        let piece: Result<Piece, CryptoError> = pieces.withLock { pieces in
            if let piece = pieces.free.popLast() { return .success(piece) }
            do throws(CryptoError) {
                let mapping = unsafe try map(pieceSize * piecesPerMapping)
                for number in 1..<piecesPerMapping {
                    unsafe pieces.free.append(Piece(memory: .init(rebasing: mapping[number * pieceSize..<(number + 1) * pieceSize])))
                }
                return unsafe .success(Piece(memory: .init(rebasing: mapping[..<pieceSize])))
            } catch { return .failure(error) }
        }
        return unsafe try piece.get().memory
    }

    /// Wipes what `allocate` gave and takes it back.
    static func release(_ memory: UnsafeMutableRawBufferPointer) {
        unsafe OPENSSL_cleanse(memory.baseAddress, memory.count)
        guard memory.count == pieceSize else {
            unsafe munmap(memory.baseAddress, memory.count)
            return
        }
        let piece = unsafe Piece(memory: memory)
        pieces.withLock { $0.free.append(piece) }
    }

    private static func map(_ size: Int) throws(CryptoError) -> UnsafeMutableRawBufferPointer {
        let address = unsafe mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        guard let address = unsafe address, unsafe address != MAP_FAILED else { throw .libraryFailure(.allocation) }
        // Best effort: an ordinary user's limit may be small, and a secret in swap is better than no vault.
        _ = unsafe mlock(address, size)
        _ = unsafe madvise(address, size, MADV_DONTDUMP)
        return unsafe UnsafeMutableRawBufferPointer(start: address, count: size)
    }
}

/// A stretch that nobody has.
@safe private struct Piece: @unchecked Sendable {
    let memory: UnsafeMutableRawBufferPointer
}

private struct FreePieces {
    var free: [Piece] = []
}
