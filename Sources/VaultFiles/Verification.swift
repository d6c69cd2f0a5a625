import CryptoCore
import SystemFiles

extension UnlockedVault {
    /// Authenticates everything and writes nothing: both header copies, every chunk, the checksum table, the inner form.
    /// Throws what is wrong.
    public func verify(jobs: Int, progress: Progress) throws -> VaultContents {
        guard try headersAreWhole() else { throw VaultError.headerCopiesDiffer(file.headers.condition) }
        let contents = try VaultContents(of: self)
        let reader = ContentReader(contents: contents, jobs: jobs, progress: progress)
        guard try reader.read(runs: reader.allRuns, sink: { NoSink() }) else { throw VaultError.checksumTableDamaged }
        return contents
    }
}

extension VaultFile {
    /// What can be verified without a key: header copies, sizes and checksums. It finds damage, not forgery.
    public func verifyWithoutKey(jobs: Int, progress: Progress) throws {
        guard headers.condition == .bothGood else { throw VaultError.headerCopiesDiffer(headers.condition) }
        let prefix = try file.bytes(count: headers.header.payloadPrefix.count, at: VaultGeometry.headerSize)
        guard prefix == headers.header.payloadPrefix else { throw CryptoError.damaged(.payloadPrefix) }
        progress.expect(geometry.payloadLength)
        try concurrently(geometry.runs, jobs: jobs) { next in
            let buffer = ByteBuffer(count: VaultGeometry.bufferSize(VaultGeometry.storedRunSize, geometry.plaintextLength))
            while let number = try next() {
                let run = geometry.run(number)
                let file = self.file.lent()
                let got = try buffer.withMutableSpan(0..<run.stored.count) { try file.read(into: &$0, at: run.stored.lowerBound) }
                let checksums = buffer.withSpan(0..<got, VaultGeometry.checksums(of:))
                let stored = try storedChecksums(first: run.firstChunk, count: checksums.count)
                if let i = zip(checksums, stored).enumerated().first(where: { $1.0 != $1.1 })?.offset {
                    throw VaultError.damagedChunk(run.firstChunk + UInt64(i))
                }
                guard got == run.stored.count, stored.count == checksums.count else { throw CryptoError.damaged(.fileSize) }
                progress.advance(UInt64(got))
            }
        }
    }
}

/// Content that only has to be authentic.
final class NoSink: ContentSink {
    func put(_ bytes: Span<UInt8>, member: Int, offset: UInt64) {}
    func finish() {}
}
