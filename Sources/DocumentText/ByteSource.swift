public import SystemFiles

/// Bytes that can be read anywhere: of a file, of a stretch of one, or in memory. For one thread.
public final class ByteSource {
    private enum Storage {
        case memory([UInt8])
        case file(OpenFile)
    }

    private let storage: Storage
    private let base: UInt64
    public let count: UInt64
    /// What was read last, for the many small reads of a walker.
    private var window: [UInt8] = []
    private var windowStart: UInt64 = 0
    private static let windowSize = 1 << 14

    public init(_ bytes: [UInt8]) {
        (storage, base, count) = (.memory(bytes), 0, UInt64(bytes.count))
    }

    /// A regular file, as long as it is now. Closed with the last stretch of it.
    public init(_ descriptor: consuming Descriptor) throws {
        count = try descriptor.status().size
        (storage, base) = (.file(OpenFile(descriptor)), 0)
    }

    private init(_ storage: Storage, _ range: Range<UInt64>) {
        (self.storage, base, count) = (storage, range.lowerBound, UInt64(range.count))
    }

    /// Up to `count` bytes from `offset`; fewer only at the end.
    public func bytes(_ count: Int, at offset: UInt64) throws -> [UInt8] {
        guard offset < self.count, count > 0 else { return [] }
        let wanted = Int(min(UInt64(count), self.count - offset))
        switch storage {
        case .memory(let all):
            let start = Int(base + offset)
            return Array(all[start..<start + wanted])
        case .file(let file):
            if wanted > Self.windowSize { return try file.descriptor.bytes(count: wanted, at: base + offset) }
            if offset < windowStart || offset + UInt64(wanted) > windowStart + UInt64(window.count) {
                window = try file.descriptor.bytes(count: Int(min(UInt64(Self.windowSize), self.count - offset)), at: base + offset)
                windowStart = offset
            }
            let start = Int(offset - windowStart)
            return Array(window[min(start, window.count)..<min(start + wanted, window.count)])
        }
    }

    /// The bytes of `range`, as far as there are any.
    public func stretch(_ range: Range<UInt64>) -> ByteSource {
        let lower = min(range.lowerBound, count)
        return ByteSource(storage, base + lower..<base + max(lower, min(range.upperBound, count)))
    }

    /// Lends a descriptor for a program to read the whole of it from; nil if it is in memory or a stretch of a file.
    public func withDescriptor<Result>(_ body: (borrowing Descriptor) throws -> Result) rethrows -> Result? {
        guard case .file(let file) = storage, base == 0, (try? file.descriptor.status().size) == count else { return nil }
        return try body(file.descriptor)
    }
}

private final class OpenFile {
    let descriptor: Descriptor
    init(_ descriptor: consuming Descriptor) { self.descriptor = descriptor }
}
