internal import COpenSSL

/// SHA-256 and HMAC-SHA-256 many times over: the library's objects are made once. For one thread.
@safe public final class HashEngine {
    private let digest: OpaquePointer
    private let context: OpaquePointer
    private let mac: OpaquePointer

    public init() throws(CryptoError) {
        guard let digest = unsafe EVP_MD_fetch(nil, "SHA256", nil), let context = unsafe EVP_MD_CTX_new(),
            unsafe EVP_DigestInit_ex2(context, digest, nil) == 1,
            let mac = unsafe tuckbox_hmac_sha256()
        else { throw .libraryFailure(.allocation) }
        unsafe (self.digest, self.context, self.mac) = (digest, context, mac)
    }

    deinit {
        unsafe EVP_MAC_CTX_free(mac)
        unsafe EVP_MD_CTX_free(context)
        unsafe EVP_MD_free(digest)
    }

    /// H(tag || bytes).
    public func hash(_ tag: UInt8, _ bytes: Span<UInt8>) throws(CryptoError) -> Hash256 {
        var ok = start(tag)
        ok = unsafe bytes.withUnsafeBytes { unsafe ok && EVP_DigestUpdate(context, $0.baseAddress, $0.count) == 1 }
        return try finish(ok)
    }

    /// H(tag || left || right).
    public func hash(_ tag: UInt8, _ left: Hash256, _ right: Hash256) throws(CryptoError) -> Hash256 {
        var ok = start(tag)
        for part in [left, right] { ok = unsafe part.withUnsafeBytes { unsafe ok && EVP_DigestUpdate(context, $0.baseAddress, $0.count) == 1 } }
        return try finish(ok)
    }

    private func start(_ tag: UInt8) -> Bool {
        var tag = tag
        return unsafe EVP_DigestInit_ex2(context, digest, nil) == 1 && EVP_DigestUpdate(context, &tag, 1) == 1
    }

    private func finish(_ ok: Bool) throws(CryptoError) -> Hash256 {
        var done = ok
        let hash = unsafe Hash256.filled { out in
            unsafe done = done && EVP_DigestFinal_ex(context, out.baseAddress?.assumingMemoryBound(to: UInt8.self), nil) == 1
        }
        guard done else { throw .libraryFailure(.digest) }
        return hash
    }

    /// HMAC-SHA-256 of `message`, for everybody to see.
    /// - Parameter key: 32 bytes.
    public func authenticate(_ message: Span<UInt8>, key: borrowing SecretBytes) throws(CryptoError) -> Hash256 {
        var done = false
        let hash = unsafe Hash256.filled { out in done = unsafe run(message, key, out) }
        guard done else { throw .libraryFailure(.digest) }
        return hash
    }

    /// HMAC-SHA-256 of `message` as a new key.
    /// - Parameter output: 32 bytes; may not be `key`.
    public func derive(_ message: Span<UInt8>, key: borrowing SecretBytes, into output: borrowing SecretBytes) throws(CryptoError) {
        let done = unsafe output.withUnsafeMutableBytes { unsafe $0.count == Hash256.size && run(message, key, $0) }
        guard done else { throw .libraryFailure(.digest) }
    }

    private func run(_ message: Span<UInt8>, _ key: borrowing SecretBytes, _ out: UnsafeMutableRawBufferPointer) -> Bool {
        var length = 0
        return unsafe key.withUnsafeBytes { key in
            unsafe message.withUnsafeBytes { message in
                unsafe EVP_MAC_init(mac, key.baseAddress?.assumingMemoryBound(to: UInt8.self), key.count, nil) == 1
                    && EVP_MAC_update(mac, message.baseAddress?.assumingMemoryBound(to: UInt8.self), message.count) == 1
                    && EVP_MAC_final(mac, out.baseAddress?.assumingMemoryBound(to: UInt8.self), &length, out.count) == 1
                    && length == Hash256.size
            }
        }
    }
}
