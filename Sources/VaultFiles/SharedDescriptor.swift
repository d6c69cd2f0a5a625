import SystemFiles

/// A descriptor for closures and threads.
final class SharedDescriptor: Sendable {
    private let descriptor: Descriptor

    /// Lent: `descriptor` has to live longer.
    init(_ descriptor: borrowing Descriptor) {
        self.descriptor = descriptor.lent()
    }

    init(owning descriptor: consuming Descriptor) {
        self.descriptor = descriptor
    }

    func read(into buffer: inout MutableSpan<UInt8>) throws -> Int { try descriptor.read(into: &buffer) }
    func write(_ bytes: Span<UInt8>) throws { try descriptor.write(bytes) }
    /// Writes what comes next, and has it written back meanwhile if it goes to a file.
    /// - Parameter end: where the file ends then.
    func write(_ bytes: Span<UInt8>, endingAt end: UInt64) throws {
        try descriptor.write(bytes)
        if bytes.count >= Self.writebackSize { descriptor.startWriteback(at: end - UInt64(bytes.count), count: bytes.count) }
    }
    func write(_ bytes: [UInt8]) throws { try descriptor.write(bytes) }
    /// Writes, and has the kernel write it back meanwhile: what is written here is synced in the end.
    func write(_ bytes: Span<UInt8>, at offset: UInt64) throws {
        try descriptor.write(bytes, at: offset)
        if bytes.count >= Self.writebackSize { descriptor.startWriteback(at: offset, count: bytes.count) }
    }

    private static let writebackSize = 1 << 19
}
