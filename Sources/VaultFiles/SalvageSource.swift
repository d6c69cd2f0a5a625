import CryptoCore
import SystemFiles

/// What is left of a damaged vault: chunks by number, those that are authentic. Nothing is ever moved to another place than its own.
final class SalvageSource {
    private let file: Descriptor
    private let opener: ChunkOpener
    /// Chunks that the file has room for.
    let chunkCount: UInt64
    /// Length of the last chunk as stored, if the file's size tells it.
    private let lastLength: UInt64?
    /// Chunks that were asked for and are not authentic.
    private(set) var damaged: Set<UInt64> = []
    private var cached: (number: UInt64, bytes: [UInt8]?)?
    /// Whether anything of the file but its chunks is damaged.
    let isFrameDamaged: Bool

    /// Opens `path` as far as it goes: one good header copy and a right key are needed, nothing else.
    init(_ path: Path, _ credentials: (HeaderPair) throws -> Credentials) throws {
        let file = try Descriptor.open(path, .read)
        let size = try file.status().size
        let copySize = UInt64(Header.copySize)
        let first = try file.readable(count: Header.copySize, at: 0)
        let last = try file.readable(count: Header.copySize, at: size > copySize ? size - copySize : 0)
        let headers = try HeaderPair(first: first, last: last)
        let opened = try credentials(headers).open(headers)
        let prefix = headers.header.payloadPrefix
        let keys = try opened.contentKey.payloadKeys(for: headers.header.fixed, salt: Array(prefix.prefix(Cobblestone.saltSize)))
        guard keys.prefix == prefix else { throw CryptoError.damaged(.payloadCommitment) }
        opener = try ChunkOpener(keys)

        let start = copySize + UInt64(Cobblestone.prefixSize)
        if let geometry = VaultGeometry(fileSize: size) {
            chunkCount = geometry.chunks
            lastLength = geometry.tableOffset - start - (geometry.chunks - 1) * UInt64(Cobblestone.storedChunkSize)
            let field = try file.readable(count: 8, at: geometry.lengthFieldOffset).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            isFrameDamaged =
                try headers.condition != .bothGood || field != geometry.payloadLength
                || file.readable(count: Cobblestone.prefixSize, at: copySize) != prefix
        } else {
            // Cut off, or longer than it was: whole chunks at their places, and no idea of the last.
            chunkCount = size > start ? (size - start) / UInt64(Cobblestone.storedChunkSize) : 0
            lastLength = nil
            isFrameDamaged = true
        }
        self.file = file
    }

    /// Bytes of the inner form that there may be.
    var length: UInt64 {
        guard chunkCount > 0 else { return 0 }
        let full = UInt64(Cobblestone.chunkSize)
        return (chunkCount - 1) * full + (lastLength.map { $0 - UInt64(Cobblestone.tagSize) } ?? full)
    }

    /// The plaintext of a chunk; nil if it is not authentic.
    func chunk(_ number: UInt64) throws -> [UInt8]? {
        if let cached, cached.number == number { return cached.bytes }
        let isLast = number == chunkCount - 1 && lastLength != nil
        let size = isLast ? Int(lastLength ?? 0) : Cobblestone.storedChunkSize
        let offset = VaultGeometry.headerSize + UInt64(Cobblestone.prefixSize) + number * UInt64(Cobblestone.storedChunkSize)
        let bytes = try decrypt(try file.readable(count: size, at: offset), number, isLast: isLast)
        if bytes == nil { damaged.insert(number) }
        cached = (number, bytes)
        return bytes
    }

    private func decrypt(_ stored: [UInt8], _ number: UInt64, isLast: Bool) throws -> [UInt8]? {
        guard !stored.isEmpty, isLast || stored.count == Cobblestone.storedChunkSize else { return nil }
        var output = [UInt8](repeating: 0, count: Cobblestone.chunkSize)
        var span = output.mutableSpan
        let run = try opener.open(stored.span, first: number, last: isLast, into: &span)
        guard run.damagedChunk == nil else { return nil }
        output.removeLast(output.count - run.length)
        return output
    }

    /// A stretch of the inner form; nil if any of it is lost.
    func bytes(_ range: Range<UInt64>) throws -> [UInt8]? {
        var result: [UInt8] = []
        var isWhole = true
        try forEachStretch(of: range) { _, part in
            if let part { result += part } else { isWhole = false }
        }
        return isWhole && result.count == range.count ? result : nil
    }

    /// Calls `body` with each chunk's share of `range`: where it is, and the bytes, nil where they are lost. What lies behind the last chunk is one share.
    func forEachStretch(of range: Range<UInt64>, _ body: (Range<UInt64>, ArraySlice<UInt8>?) throws -> Void) throws {
        let size = UInt64(Cobblestone.chunkSize)
        var position = range.lowerBound
        while position < range.upperBound {
            try Interruption.check()
            let number = position / size
            let end = number < chunkCount ? min(range.upperBound, (number + 1) * size) : range.upperBound
            let chunk = number < chunkCount ? try self.chunk(number) : nil
            let (low, high) = (Int(position - number * size), Int(end - number * size))
            if let chunk, chunk.count >= high { try body(position..<end, chunk[low..<high]) } else { try body(position..<end, nil) }
            position = end
        }
    }
}

extension Descriptor {
    /// The same as `bytes`, but a sector that the medium no longer gives is damage like any other: nothing.
    fileprivate borrowing func readable(count: Int, at offset: UInt64) throws -> [UInt8] {
        do { return try bytes(count: count, at: offset) } catch let error as FileError where error.isReadFault { return [] }
    }
}
