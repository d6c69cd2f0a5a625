import CryptoCore
import SystemFiles

/// Writes a vault front to back to a descriptor that cannot seek, one thread.
final class PayloadStream {
    private let vault: NewVault
    /// Its plaintext buffer takes a run before `flush`.
    let sealer: RunSealer
    private let output: SharedDescriptor
    private var nextChunk: UInt64 = 0
    private var checksums: [UInt32] = []
    private var filled = 0
    private(set) var written: UInt64

    init(_ vault: NewVault, plaintextLength: UInt64? = nil, to output: borrowing Descriptor) throws {
        self.vault = vault
        sealer = try RunSealer(vault, plaintextLength: plaintextLength)
        self.output = SharedDescriptor(output)
        let beginning = try vault.beginning()
        try self.output.write(beginning.span)
        written = UInt64(beginning.count)
    }

    /// Encrypts and writes `length` bytes of `buffer`: a full run, or the end of the payload.
    func flush(_ length: Int, isLast: Bool) throws {
        let sealed = try sealer.seal(length: length, firstChunk: nextChunk, isLast: isLast)
        try sealer.stored.withSpan(0..<sealed.length) { try output.write($0) }
        nextChunk += UInt64(sealed.checksums.count)
        checksums += sealed.checksums
        written += UInt64(sealed.length)
    }

    /// Adds plaintext of any length.
    func append(_ bytes: Span<UInt8>) throws {
        var position = 0
        while position < bytes.count {
            let count = min(bytes.count - position, VaultGeometry.runSize - filled)
            sealer.plaintext.withMutableSpan(filled..<filled + count) { target in
                for i in 0..<count { target[i] = bytes[position + i] }
            }
            position += count
            filled += count
            if filled == VaultGeometry.runSize {
                try flush(filled, isLast: false)
                filled = 0
            }
        }
    }

    /// Ends a payload that was made by `append`.
    func appendEnd() throws {
        try flush(filled, isLast: true)
        try end()
    }

    /// Writes what stands behind the payload.
    func end() throws {
        let ending = try vault.ending(checksums: checksums, payloadLength: written - VaultGeometry.headerSize)
        try output.write(ending.span)
        written += UInt64(ending.count)
    }
}
