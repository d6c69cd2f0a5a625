import CryptoCore
import SystemFiles

/// A vault that was opened: the header is authentic, the payload belongs to it, and its end is where it should be.
public final class UnlockedVault: Sendable {
    public let file: VaultFile
    /// Index of the slot that opened.
    public let slot: Int
    let opened: OpenedHeader
    let keys: MessageKeys

    /// The checks of Docs/FORMAT.md, section 4, after the MAC.
    init(_ file: VaultFile, opened: OpenedHeader) throws {
        let header = file.headers.header
        let prefix = try file.file.bytes(count: Cobblestone.prefixSize, at: VaultGeometry.headerSize)
        guard prefix == header.payloadPrefix else { throw CryptoError.damaged(.payloadPrefix) }
        slot = opened.slot
        let keys = try opened.contentKey.payloadKeys(for: header.fixed, salt: Array(prefix.prefix(Cobblestone.saltSize)))
        guard keys.prefix == prefix else { throw CryptoError.damaged(.payloadCommitment) }
        self.file = file
        self.keys = keys
        self.opened = opened
        _ = try chunk(file.geometry.chunks - 1)
    }

    /// Whether both header copies are good, alike and authentic.
    public func headersAreWhole() throws -> Bool { try file.headers.isWhole(under: opened.contentKey) }

    /// The layout, from the footer and the index at the end of the payload.
    func layout() throws -> InnerLayout {
        let length = file.geometry.plaintextLength
        let footerSize = UInt64(InnerLayout.footerSize)
        guard length >= footerSize else { throw CryptoError.damaged(.footer) }
        let footer = try plaintext(length - footerSize..<length)
        guard let bounds = InnerLayout.Bounds(footer: footer, innerLength: length) else { throw CryptoError.damaged(.footer) }
        let index = try plaintext(bounds.index)
        let layout = try InnerLayout(IndexCoding.decode(index, count: bounds.count), index: index)
        guard layout.footer == footer, layout.length == length else { throw CryptoError.damaged(.footer) }
        return layout
    }

    /// A stretch of the inner form, for the small parts at its end.
    private func plaintext(_ range: Range<UInt64>) throws -> [UInt8] {
        guard !range.isEmpty else { return [] }
        let size = UInt64(Cobblestone.chunkSize)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(range.count)
        for number in range.lowerBound / size...(range.upperBound - 1) / size {
            let chunk = try chunk(number)
            let start = number * size
            let low = Int(max(range.lowerBound, start) - start)
            let high = Int(min(range.upperBound - start, UInt64(chunk.count)))
            bytes += chunk[low..<high]
        }
        return bytes
    }

    private func chunk(_ number: UInt64) throws -> [UInt8] {
        let isLast = number == file.geometry.chunks - 1
        let offset = file.geometry.chunksOffset + number * UInt64(Cobblestone.storedChunkSize)
        let length = isLast ? file.geometry.tableOffset - offset : UInt64(Cobblestone.storedChunkSize)
        let stored = try file.file.bytes(count: Int(length), at: offset)
        var output = [UInt8](repeating: 0, count: Cobblestone.chunkSize)
        let opener = try ChunkOpener(keys)
        var span = output.mutableSpan
        let run = try opener.open(stored.span, first: number, last: isLast, into: &span)
        guard run.damagedChunk == nil else { throw VaultError.damagedContents(DamageReport(chunks: [number], members: nil)) }
        output.removeLast(output.count - run.length)
        return output
    }
}
