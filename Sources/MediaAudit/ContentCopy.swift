import CryptoCore
import MediaRead
import SystemFiles

/// The contents of a candidate in a file without a name, open for reading only, as programs and libraries need it.
final class ContentCopy {
    let file: Descriptor
    /// SHA-256.
    let digest: [UInt8]
    /// Whether a part is zeros in place of what the medium would not give.
    let hasReadErrors: Bool
    /// Why the rest is missing.
    let shortfall: MediaShortfall?

    /// In memory up to this size, and above it in the folder of temporary files.
    static let memoryLimit: UInt64 = 64 << 20

    init(_ candidate: Candidate, _ source: MediumSource, _ reader: MediumReader, _ volume: MediumVolume?) throws {
        let writing = try Self.spool(candidate.size)
        let stream = try StreamingDigest()
        var errors = false
        var shortfall: MediaShortfall?
        switch candidate.storage {
        case .extents(let extents):
            let buffer = ByteBuffer(count: 1 << 18)
            var position: UInt64 = 0
            // Holes have no end that the medium sets.
            for extent in extents.stretch(0..<candidate.size) {
                try Self.copy(extent, from: source, to: writing, at: &position, stream, buffer, &errors)
            }
            try writing.truncate(to: position)
            // The file system says that there is more, and not where.
            if position < candidate.size { shortfall = .damaged }
        case .reference(let reference):
            guard let volume else {
                shortfall = .damaged
                break
            }
            shortfall = try reader.content(of: volume, reference, size: candidate.size) { bytes in
                stream.update(bytes.span)
                try writing.write(bytes)
            }
        case .lost: shortfall = .damaged
        }
        file = try writing.reopenedForReading()
        digest = try stream.finish().bytes
        (hasReadErrors, self.shortfall) = (errors, shortfall)
    }

    private static func spool(_ size: UInt64) throws -> Descriptor {
        if size <= memoryLimit { return try Descriptor.memory() }
        return try Descriptor.temporary()
    }

    private static func copy(
        _ extent: Extent, from source: MediumSource, to file: borrowing Descriptor, at position: inout UInt64, _ stream: StreamingDigest,
        _ buffer: ByteBuffer, _ errors: inout Bool
    ) throws {
        var done: UInt64 = 0
        while done < extent.count {
            try Interruption.check()
            var count = Int(min(extent.count - done, UInt64(buffer.count)))
            if let offset = extent.offset {
                do { count = try source.read(count, at: offset + done, into: buffer) } catch let error as FileError where error.isReadFault {
                    count = min(count, 512)
                    buffer.clear(0..<count)
                    errors = true
                }
                guard count > 0 else { throw FileError(.read, file.path, code: 5) }
                try buffer.withSpan(0..<count) { span in try file.write(span, at: position) }
            } else {
                buffer.clear(0..<count)
            }
            buffer.withSpan(0..<count) { span in stream.update(span) }
            done += UInt64(count)
            position += UInt64(count)
        }
    }
}

extension ByteBuffer {
    func clear(_ range: Range<Int>) { withMutableSpan(range) { span in for i in span.indices { span[i] = 0 } } }
}
