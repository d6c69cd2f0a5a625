import CryptoCore
import Synchronization
import SystemFiles

/// Takes the content of members as it is decrypted; one for each thread.
protocol ContentSink: AnyObject {
    /// `bytes` stand at `offset` in the content of record `member`.
    func put(_ bytes: Span<UInt8>, member: Int, offset: UInt64) throws
    /// No more will come.
    func finish() throws
}

/// Reads payloads run by run, checks that everything but content is what the index says, and hands content to sinks.
struct ContentReader: Sendable {
    let contents: VaultContents
    let jobs: Int
    let progress: Progress

    /// Reads the runs `runs`.
    /// - Returns: whether the checksum table was right for all that was read.
    func read(runs: [Range<UInt64>], sink: @Sendable () -> any ContentSink) throws -> Bool {
        let geometry = contents.vault.file.geometry
        let total = runs.reduce(UInt64(0)) { $0 + UInt64($1.count) }
        progress.expect(
            runs.reduce(UInt64(0)) { sum, range in
                sum + geometry.run(range.upperBound - 1).plaintext.upperBound - geometry.run(range.lowerBound).plaintext.lowerBound
            })
        let tableDamaged = Atomic<Bool>(false)
        try concurrently(total, jobs: jobs) { next in
            let opener = try RunOpener(contents.vault.file, contents.vault.keys)
            let sink = sink()
            while let number = try next() {
                let run = geometry.run(nth(number, of: runs))
                let outcome = try opener.open(run)
                if let chunk = outcome.damagedChunk { throw damage(chunk) }
                if !outcome.tableAgrees { tableDamaged.store(true, ordering: .relaxed) }
                try distribute(run, opener.plaintext, to: sink)
                progress.advance(UInt64(outcome.length))
            }
            try sink.finish()
        }
        return !tableDamaged.load(ordering: .relaxed)
    }

    /// Writes the tar, front to back, each run after it was checked.
    /// - Returns: as `read`.
    func streamTar(to output: borrowing Descriptor) throws -> Bool {
        let geometry = contents.vault.file.geometry
        let opener = try RunOpener(contents.vault.file, contents.vault.keys)
        var tableAgrees = true
        progress.expect(geometry.plaintextLength)
        for number in 0..<geometry.runs {
            try Interruption.check()
            let run = geometry.run(number)
            let outcome = try opener.open(run)
            if let chunk = outcome.damagedChunk { throw damage(chunk) }
            tableAgrees = tableAgrees && outcome.tableAgrees
            try distribute(run, opener.plaintext, to: NoSink())
            let length = Int(min(run.plaintext.upperBound, contents.layout.tarLength) - min(run.plaintext.lowerBound, contents.layout.tarLength))
            try opener.plaintext.withSpan(0..<length) { try output.write($0) }
            progress.advance(UInt64(outcome.length))
        }
        return tableAgrees
    }

    /// Everything.
    var allRuns: [Range<UInt64>] { [0..<contents.vault.file.geometry.runs] }

    /// The runs that hold records `members`, headers included; ranges in order and apart.
    func runs(holding members: [Range<Int>]) -> [Range<UInt64>] {
        let layout = contents.layout
        let runSize = UInt64(VaultGeometry.runSize)
        var result: [Range<UInt64>] = []
        for range in members where !range.isEmpty {
            let end = range.upperBound < layout.starts.count ? layout.starts[range.upperBound] : layout.tarLength
            let needed = layout.starts[range.lowerBound] / runSize..<(end - 1) / runSize + 1
            if let last = result.last, needed.lowerBound <= last.upperBound {
                result[result.count - 1] = last.lowerBound..<max(last.upperBound, needed.upperBound)
            } else {
                result.append(needed)
            }
        }
        return result
    }

    private func damage(_ chunk: UInt64) -> VaultError {
        .damagedContents(DamageReport(chunks: [chunk], members: contents.members(in: [chunk])))
    }

    private func nth(_ number: UInt64, of runs: [Range<UInt64>]) -> UInt64 {
        var rest = number
        for range in runs {
            if rest < UInt64(range.count) { return range.lowerBound + rest }
            rest -= UInt64(range.count)
        }
        return 0
    }

    private func distribute(_ run: VaultGeometry.Run, _ plaintext: ByteBuffer, to sink: any ContentSink) throws {
        let layout = contents.layout
        try layout.forEachPiece(in: run.plaintext) { (piece, place) in
            try plaintext.withSpan(place) { bytes in
                switch piece {
                case .header(let member, let offset):
                    try require(bytes, equal: TarHeader.bytes(for: layout.members[member]), from: offset, .tar)
                case .content(let member, let offset): try sink.put(bytes, member: member, offset: offset)
                case .zeros:
                    guard isZero(bytes) else {
                        throw CryptoError.damaged(run.plaintext.lowerBound + UInt64(place.lowerBound) < layout.tarLength ? .tar : .padding)
                    }
                case .index(let offset): try require(bytes, equal: layout.index, from: offset, .index)
                case .footer(let offset): try require(bytes, equal: layout.footer, from: offset, .footer)
                }
            }
        }
    }

    private func require(_ bytes: Span<UInt8>, equal expected: [UInt8], from offset: Int, _ defect: VaultDefect) throws {
        guard bytes.indices.allSatisfy({ bytes[$0] == expected[offset + $0] }) else { throw CryptoError.damaged(defect) }
    }
}

/// Whether all bytes are zero.
func isZero(_ bytes: Span<UInt8>) -> Bool {
    for i in bytes.indices where bytes[i] != 0 { return false }
    return true
}
