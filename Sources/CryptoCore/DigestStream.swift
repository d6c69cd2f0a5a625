internal import COpenSSL

/// SHA-256 of bytes that come piece by piece. For one thread.
@safe public final class DigestStream {
    private let context: OpaquePointer

    public init() throws(CryptoError) {
        guard let context = unsafe EVP_MD_CTX_new() else { throw .libraryFailure(.allocation) }
        unsafe self.context = context
        guard unsafe EVP_DigestInit_ex2(context, EVP_sha256(), nil) == 1 else { throw .libraryFailure(.digest) }
    }

    deinit { unsafe EVP_MD_CTX_free(context) }

    public func update(_ bytes: Span<UInt8>) throws(CryptoError) {
        let done = unsafe bytes.withUnsafeBytes { unsafe EVP_DigestUpdate(context, $0.baseAddress, $0.count) == 1 }
        guard done else { throw .libraryFailure(.digest) }
    }

    /// 32 bytes. Nothing can be added afterwards.
    public func finish() throws(CryptoError) -> [UInt8] {
        var output = [UInt8](repeating: 0, count: 32)
        let done = unsafe output.withUnsafeMutableBufferPointer { unsafe EVP_DigestFinal_ex(context, $0.baseAddress, nil) == 1 }
        guard done else { throw .libraryFailure(.digest) }
        return output
    }
}
