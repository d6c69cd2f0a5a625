import CryptoCore
import SystemFiles

/// Writes a vault front to back to a descriptor that cannot seek, one thread.
final class PayloadStream {
    private let vault: NewVault
    /// Its plaintext buffer takes a run before `flush`.
    let sealer: RunSealer
    private let output: SharedDescriptor
    private let watcher: SequentialWriter.Watcher?
    private var nextChunk: UInt64 = 0
    private var checksums: [UInt32] = []
    private(set) var written: UInt64

    /// - Parameter watcher: gets every byte that is written.
    init(_ vault: NewVault, plaintextLength: UInt64? = nil, to output: borrowing Descriptor, watcher: SequentialWriter.Watcher? = nil) throws {
        self.vault = vault
        self.watcher = watcher
        sealer = try RunSealer(vault, plaintextLength: plaintextLength)
        self.output = SharedDescriptor(output)
        let beginning = try vault.beginning()
        written = 0
        try put(beginning.span)
    }

    /// Encrypts and writes `length` bytes of `plaintext`, or of the sealer's own: a full run, or the end of the payload.
    func flush(_ length: Int, of plaintext: ByteBuffer? = nil, isLast: Bool) throws {
        let sealed = try sealer.seal(plaintext, length: length, firstChunk: nextChunk, isLast: isLast)
        try sealer.stored.withSpan(0..<sealed.length) { try put($0) }
        nextChunk += UInt64(sealed.checksums.count)
        checksums += sealed.checksums
    }

    private func put(_ bytes: Span<UInt8>) throws {
        try output.write(bytes, endingAt: written + UInt64(bytes.count))
        written += UInt64(bytes.count)
        try watcher?(bytes)
    }

    /// Writes what stands behind the payload.
    func end() throws {
        let ending = try vault.ending(checksums: checksums, payloadLength: written - VaultGeometry.headerSize)
        try put(ending.span)
    }
}
