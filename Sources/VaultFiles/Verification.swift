import CryptoCore
import Synchronization
import SystemFiles

extension UnlockedVault {
    /// Authenticates everything and writes nothing: both header copies, every chunk, the checksum table, the inner form.
    /// Throws what is wrong; for damaged contents, all of it.
    public func verify(jobs: Int, progress: Progress) throws -> VaultContents {
        let contents: VaultContents
        do {
            contents = try VaultContents(of: self)
        } catch VaultError.damagedContents {
            throw VaultError.damagedContents(DamageReport(chunks: try damagedChunks(jobs: jobs), members: nil))
        }
        let reader = ContentReader(contents: contents, jobs: jobs, progress: progress)
        do {
            guard try reader.read(runs: reader.allRuns, sink: { NoSink() }) else { throw VaultError.checksumTableDamaged }
        } catch VaultError.damagedContents {
            let chunks = try damagedChunks(jobs: jobs)
            throw VaultError.damagedContents(DamageReport(chunks: chunks, members: contents.members(in: chunks)))
        }
        guard try headersAreWhole() else { throw VaultError.headerCopiesDiffer(file.headers.condition) }
        return contents
    }

    /// Every chunk that is not authentic.
    private func damagedChunks(jobs: Int) throws -> [UInt64] {
        let found = Mutex<[UInt64]>([])
        let geometry = file.geometry
        try concurrently(geometry.runs, jobs: jobs) { next in
            let opener = try RunOpener(file, keys)
            while let number = try next() {
                let damaged = try opener.damagedChunks(of: geometry.run(number))
                if !damaged.isEmpty { found.withLock { $0 += damaged } }
            }
        }
        return found.withLock { $0 }
    }
}

extension VaultFile {
    /// What can be verified without a key: header copies, sizes and checksums. It finds damage, not forgery.
    public func verifyWithoutKey(jobs: Int, progress: Progress) throws {
        let prefix = try file.bytes(count: headers.header.payloadPrefix.count, at: VaultGeometry.headerSize)
        guard prefix == headers.header.payloadPrefix else { throw CryptoError.damaged(.payloadPrefix) }
        progress.expect(geometry.payloadLength)
        let found = Mutex<[UInt64]>([])
        try concurrently(geometry.runs, jobs: jobs) { next in
            let buffer = ByteBuffer(count: VaultGeometry.bufferSize(VaultGeometry.storedRunSize, geometry.plaintextLength))
            while let number = try next() {
                let run = geometry.run(number)
                let file = self.file.lent()
                let got = try buffer.withMutableSpan(0..<run.stored.count) { try file.read(into: &$0, at: run.stored.lowerBound) }
                guard got == run.stored.count else { throw CryptoError.damaged(.fileSize) }
                let checksums = buffer.withSpan(0..<got, VaultGeometry.checksums(of:))
                let stored = try storedChecksums(first: run.firstChunk, count: checksums.count)
                guard stored.count == checksums.count else { throw CryptoError.damaged(.fileSize) }
                let damaged = checksums.indices.filter { checksums[$0] != stored[$0] }.map { run.firstChunk + UInt64($0) }
                if !damaged.isEmpty { found.withLock { $0 += damaged } }
                progress.advance(UInt64(got))
            }
        }
        let damaged = found.withLock { $0 }
        guard damaged.isEmpty else { throw VaultError.checksumsDiffer(DamageReport(chunks: damaged, members: nil)) }
        guard headers.condition == .bothGood else { throw VaultError.headerCopiesDiffer(headers.condition) }
    }
}

extension VaultContents {
    /// Paths of what has content, or its header, in any of `chunks`.
    func members(in chunks: [UInt64]) -> [[UInt8]] {
        let size = UInt64(Cobblestone.chunkSize)
        var found: [[UInt8]] = []
        for chunk in chunks.sorted() {
            let range = chunk * size..<min((chunk + 1) * size, layout.length)
            guard !range.isEmpty else { continue }
            layout.forEachPiece(in: range) { piece, _ in
                let member: Int
                switch piece {
                case .header(let index, _), .content(let index, _): member = index
                default: return
                }
                if found.last != layout.members[member].path { found.append(layout.members[member].path) }
            }
        }
        return found
    }
}

/// Content that only has to be authentic.
final class NoSink: ContentSink {
    func put(_ bytes: Span<UInt8>, member: Int, offset: UInt64) {}
    func finish() {}
}
