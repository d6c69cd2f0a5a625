internal import COpenSSL

/// Ed25519 (RFC 8032).
public enum Ed25519 {
    public static let keySize = 32
    public static let signatureSize = 64

    /// The public half of a private key of 32 bytes.
    public static func publicKey(of privateKey: borrowing SecretBytes) throws(CryptoError) -> [UInt8] {
        let key = try unsafe load(privateKey)
        defer { unsafe EVP_PKEY_free(key) }
        var bytes = [UInt8](repeating: 0, count: keySize)
        var length = bytes.count
        guard unsafe EVP_PKEY_get_raw_public_key(key, &bytes, &length) == 1, length == keySize else { throw .libraryFailure(.keyExport) }
        return bytes
    }

    /// A signature of `message`, 64 bytes.
    public static func sign(_ message: [UInt8], privateKey: borrowing SecretBytes) throws(CryptoError) -> [UInt8] {
        let key = try unsafe load(privateKey)
        defer { unsafe EVP_PKEY_free(key) }
        guard let context = unsafe EVP_MD_CTX_new() else { throw .libraryFailure(.allocation) }
        defer { unsafe EVP_MD_CTX_free(context) }
        var signature = [UInt8](repeating: 0, count: signatureSize)
        var length = signature.count
        guard unsafe EVP_DigestSignInit(context, nil, nil, nil, key) == 1,
            unsafe EVP_DigestSign(context, &signature, &length, message, message.count) == 1, length == signatureSize
        else { throw .libraryFailure(.signature) }
        return signature
    }

    /// Whether `signature` is one of `message` by the holder of `publicKey`.
    public static func verifies(_ signature: [UInt8], of message: [UInt8], publicKey: [UInt8]) -> Bool {
        guard publicKey.count == keySize, signature.count == signatureSize,
            let key = unsafe EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nil, publicKey, publicKey.count)
        else { return false }
        defer { unsafe EVP_PKEY_free(key) }
        guard let context = unsafe EVP_MD_CTX_new() else { return false }
        defer { unsafe EVP_MD_CTX_free(context) }
        return unsafe EVP_DigestVerifyInit(context, nil, nil, nil, key) == 1
            && EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
    }

    private static func load(_ privateKey: borrowing SecretBytes) throws(CryptoError) -> OpaquePointer {
        let key = unsafe privateKey.withUnsafeBytes { bytes in
            unsafe EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nil, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count)
        }
        guard let key = unsafe key else { throw .libraryFailure(.keyGeneration) }
        return unsafe key
    }
}
