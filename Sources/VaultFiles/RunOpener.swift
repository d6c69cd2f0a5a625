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
        let file = vault.file.lent()
        let count = run.stored.count
        let got = try stored.withMutableSpan(0..<count) { try file.read(into: &$0, at: run.stored.lowerBound) }
        // It was long enough when it was opened: somebody is cutting it short now.
        guard got == count else { throw CryptoError.damaged(.fileSize) }
        let checksums = stored.withSpan(0..<count, VaultGeometry.checksums(of:))
        let tableAgrees = try checksums == vault.storedChecksums(first: run.firstChunk, count: checksums.count)
        let opened = try stored.withSpan(0..<count) { input in
            try plaintext.withMutableSpan(0..<plaintext.count) { output in
                try opener.open(input, first: run.firstChunk, last: run.isLast, into: &output)
            }
        }
        return Outcome(length: opened.length, damagedChunk: opened.damagedChunk, tableAgrees: tableAgrees)
    }
}
