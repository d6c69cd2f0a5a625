internal import COpenSSL

/// SHA-256 of what comes in pieces. For one thread at a time.
@safe public final class StreamingDigest: @unchecked Sendable {
    private let context: OpaquePointer
    private var isWhole: Bool

    public init() throws(CryptoError) {
        guard let context = unsafe EVP_MD_CTX_new() else { throw .libraryFailure(.allocation) }
        unsafe self.context = context
        isWhole = unsafe EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1
    }

    deinit { unsafe EVP_MD_CTX_free(context) }

    public func update(_ bytes: Span<UInt8>) {
        unsafe bytes.withUnsafeBytes { bytes in
            isWhole = unsafe isWhole && EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) == 1
        }
    }

    /// The digest of all that came; then the next one begins.
    public func finish() throws(CryptoError) -> Hash256 {
        var done = isWhole
        let hash = unsafe Hash256.filled { out in
            unsafe done = done && EVP_DigestFinal_ex(context, out.baseAddress?.assumingMemoryBound(to: UInt8.self), nil) == 1
        }
        guard done else { throw .libraryFailure(.digest) }
        isWhole = unsafe EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1
        return hash
    }
}
