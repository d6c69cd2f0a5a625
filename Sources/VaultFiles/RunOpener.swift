import CryptoCore
import SystemFiles

/// One thread's means to read and decrypt runs of a payload.
final class RunOpener {
    let plaintext: ByteBuffer
    private let stored: ByteBuffer
    private let vault: VaultFile
    private let opener: ChunkOpener

    init(_ vault: VaultFile, _ keys: borrowing MessageKeys) throws {
        self.vault = vault
        plaintext = ByteBuffer(count: VaultGeometry.bufferSize(VaultGeometry.runSize, vault.geometry.plaintextLength))
        stored = ByteBuffer(count: VaultGeometry.bufferSize(VaultGeometry.storedRunSize, vault.geometry.plaintextLength))
        opener = try ChunkOpener(keys)
    }

    /// How a run came out.
    struct Outcome {
        /// Bytes of authenticated plaintext at the start of `plaintext`.
        let length: Int
        /// The first chunk whose tag was wrong.
        let damagedChunk: UInt64?
        /// Whether the checksum table agrees with what was read.
        let tableAgrees: Bool
    }

    /// Reads and decrypts a run into `plaintext`.
    func open(_ run: VaultGeometry.Run) throws -> Outcome {
        let count = try read(run)
        let checksums = stored.withSpan(0..<count, VaultGeometry.checksums(of:))
        let tableAgrees = try checksums == vault.storedChecksums(first: run.firstChunk, count: checksums.count)
        let opened = try stored.withSpan(0..<count) { input in
            try plaintext.withMutableSpan(0..<plaintext.count) { output in
                try opener.open(input, first: run.firstChunk, last: run.isLast, into: &output)
            }
        }
        return Outcome(length: opened.length, damagedChunk: opened.damagedChunk, tableAgrees: tableAgrees)
    }

    /// The chunks of a run that are not authentic, all of them.
    func damagedChunks(of run: VaultGeometry.Run) throws -> [UInt64] {
        let count = try read(run)
        var damaged: [UInt64] = []
        var first = run.firstChunk
        while true {
            let start = Int(first - run.firstChunk) * Cobblestone.storedChunkSize
            guard start < count else { return damaged }
            let opened = try stored.withSpan(start..<count) { input in
                try plaintext.withMutableSpan(0..<plaintext.count) { output in
                    try opener.open(input, first: first, last: run.isLast, into: &output)
                }
            }
            guard let chunk = opened.damagedChunk else { return damaged }
            damaged.append(chunk)
            first = chunk + 1
        }
    }

    /// Reads a run into `stored`.
    private func read(_ run: VaultGeometry.Run) throws -> Int {
        let file = vault.file.lent()
        let got = try stored.withMutableSpan(0..<run.stored.count) { try file.read(into: &$0, at: run.stored.lowerBound) }
        // It was long enough when it was opened: somebody is cutting it short now.
        guard got == run.stored.count else { throw CryptoError.damaged(.fileSize) }
        return got
    }
}
