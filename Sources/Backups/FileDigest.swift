internal import CryptoCore
internal import SystemFiles
public import VaultFiles

/// SHA-256 of what can be read front to back.
enum FileDigest {
    struct Found {
        let sha256: Hash256
        /// Bytes.
        let size: UInt64
    }

    private static let blockSize = 1 << 20
    private static let blocksAhead = 2

    /// Of all that `input` gives from where it stands.
    static func of(_ input: borrowing Descriptor) throws -> Found {
        try passing(input) { _ in }
    }

    /// The same of what is passed on, piece by piece. A thread behind computes, while the next piece is read.
    static func passing(_ input: borrowing Descriptor, _ each: (Span<UInt8>) throws -> Void) throws -> Found {
        let digest = try StreamingDigest()
        let behind = WorkBehind(ahead: blocksAhead)
        var buffers: [ByteBuffer] = []
        var size: UInt64 = 0
        for number in 0... {
            try Interruption.check()
            if buffers.count <= blocksAhead { buffers.append(ByteBuffer(count: blockSize)) }
            let buffer = buffers[number % buffers.count]
            let count = try buffer.withMutableSpan(0..<blockSize) { try input.read(into: &$0) }
            if count == 0 { break }
            try behind.run { buffer.withSpan(0..<count) { digest.update($0) } }
            try buffer.withSpan(0..<count, each)
            size += UInt64(count)
        }
        try behind.finish()
        return Found(sha256: try digest.finish(), size: size)
    }
}

extension StoredBackup {
    /// Throws unless the open file's bytes are those that were written. What is decrypted afterwards is this file, whatever has its name by then.
    public func requireSame(_ vault: VaultFile) throws {
        let file = vault.lentDescriptor()
        file.rewind()
        guard try FileDigest.of(file).sha256 == sha256 else { throw BackupError.altered(name.text) }
    }
}

/// Lines of a file, one after another, with bounded memory.
enum LineReader {
    /// A path of 4,095 bytes, all escaped, with its hash.
    private static let longest = 16384

    /// - Throws: `BackupError.noManifest` at a line that is longer than any of ours.
    static func forEachLine(of file: borrowing Descriptor, _ body: ([UInt8]) throws -> Void) throws {
        var rest: [UInt8] = []
        var position: UInt64 = 0
        while true {
            let block = try file.bytes(count: 1 << 16, at: position)
            position += UInt64(block.count)
            var lines = (rest + block).split(separator: 0x0a, omittingEmptySubsequences: false)
            let last = lines.popLast() ?? []
            for line in lines where !line.isEmpty { try body(Array(line)) }
            if block.isEmpty {
                if !last.isEmpty { try body(Array(last)) }
                return
            }
            guard last.count <= longest else { throw BackupError.noManifest }
            rest = Array(last)
        }
    }
}
