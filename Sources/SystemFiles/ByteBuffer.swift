internal import Glibc

/// Working memory for file contents: allocated once, wiped before it is given back.
@safe public final class ByteBuffer: @unchecked Sendable {
    private let storage: UnsafeMutableBufferPointer<UInt8>
    public var count: Int { unsafe storage.count }

    /// `count` zero bytes.
    public init(count: Int) {
        let raw = UnsafeMutableRawBufferPointer.allocate(byteCount: max(count, 1), alignment: 4096)
        unsafe storage = raw.bindMemory(to: UInt8.self)
        unsafe storage.initialize(repeating: 0)
    }

    deinit {
        if let start = unsafe storage.baseAddress { unsafe explicit_bzero(start, storage.count) }
        unsafe storage.deallocate()
    }

    /// Lends the bytes of `range` for reading.
    public func withSpan<Result>(_ range: Range<Int>, _ body: (Span<UInt8>) throws -> Result) rethrows -> Result {
        let part = unsafe UnsafeBufferPointer(UnsafeMutableBufferPointer(rebasing: storage[range]))
        return try body(unsafe Span(_unsafeElements: part))
    }

    /// Lends the bytes of `range` for writing.
    public func withMutableSpan<Result>(_ range: Range<Int>, _ body: (inout MutableSpan<UInt8>) throws -> Result) rethrows -> Result {
        let part = unsafe UnsafeMutableBufferPointer(rebasing: storage[range])
        var span = unsafe MutableSpan(_unsafeElements: part)
        return try body(&span)
    }
}
