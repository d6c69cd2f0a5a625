internal import COpenSSL

/// Bytes that must not outlive their use. They live in `SecretMemory` and are wiped before they are given back.
@safe public struct SecretBytes: ~Copyable, @unchecked Sendable {
    public let count: Int
    private let memory: UnsafeMutableRawBufferPointer

    /// `count` zero bytes.
    public init(count: Int) throws(CryptoError) {
        unsafe memory = try SecretMemory.allocate(count)
        self.count = count
    }

    /// A copy of bytes that are not secret where they come from (a test vector, a file that is wiped by its reader).
    public init(copying bytes: Span<UInt8>) throws(CryptoError) {
        try self.init(count: bytes.count)
        unsafe bytes.withUnsafeBytes { source in
            unsafe withUnsafeMutableBytes { unsafe $0.copyMemory(from: source) }
        }
    }

    public init(copying bytes: [UInt8]) throws(CryptoError) {
        try self.init(count: bytes.count)
        // Not by way of its span: an initializer owns its argument, and Swift 6.3 may give it back while the span is still in use.
        unsafe bytes.withUnsafeBytes { source in
            unsafe withUnsafeMutableBytes { unsafe $0.copyMemory(from: source) }
        }
    }

    /// `count` bytes from the system's random generator, for keys.
    public static func random(count: Int) throws(CryptoError) -> SecretBytes {
        let secret = try SecretBytes(count: count)
        let ok = unsafe secret.withUnsafeMutableBytes { buffer in
            unsafe RAND_priv_bytes(buffer.baseAddress?.assumingMemoryBound(to: UInt8.self), Int32(buffer.count))
        }
        guard ok == 1 else { throw .libraryFailure(.randomness) }
        return secret
    }

    deinit { unsafe SecretMemory.release(memory) }

    /// Lends the bytes for the length of the call.
    public borrowing func withSpan<Result: ~Copyable, Failure: Error>(
        _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let bytes = unsafe UnsafeBufferPointer(start: memory.baseAddress?.assumingMemoryBound(to: UInt8.self), count: count)
        return try body(unsafe Span(_unsafeElements: bytes))
    }

    /// Lends the bytes for writing, for the length of the call.
    public borrowing func withMutableSpan<Result: ~Copyable, Failure: Error>(
        _ body: (inout MutableSpan<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let bytes = unsafe UnsafeMutableBufferPointer(start: memory.baseAddress?.assumingMemoryBound(to: UInt8.self), count: count)
        var span = unsafe MutableSpan(_unsafeElements: bytes)
        return try body(&span)
    }

    /// The first `length` bytes as a secret of their own.
    public borrowing func prefix(_ length: Int) throws(CryptoError) -> SecretBytes {
        try withSpan { (span) throws(CryptoError) in try SecretBytes(copying: span.extracting(first: min(length, span.count))) }
    }

    borrowing func withUnsafeBytes<Result: ~Copyable>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        unsafe body(UnsafeRawBufferPointer(rebasing: memory[0..<count]))
    }

    borrowing func withUnsafeMutableBytes<Result: ~Copyable>(_ body: (UnsafeMutableRawBufferPointer) -> Result) -> Result {
        unsafe body(UnsafeMutableRawBufferPointer(rebasing: memory[0..<count]))
    }
}

extension SecretBytes {
    /// `prefix || secret`, for key derivation.
    static func joining(_ prefix: Span<UInt8>, _ secret: borrowing SecretBytes) throws(CryptoError) -> SecretBytes {
        let joined = try SecretBytes(count: prefix.count + secret.count)
        secret.withSpan { tail in
            joined.withMutableSpan { out in
                for i in prefix.indices { out[i] = prefix[i] }
                for i in tail.indices { out[prefix.count + i] = tail[i] }
            }
        }
        return joined
    }

    /// The bytes as an array: only for values that are not secret, such as a hash of public data.
    func copyOfPublicBytes() -> [UInt8] {
        withSpan { span in span.indices.map { span[$0] } }
    }
}
