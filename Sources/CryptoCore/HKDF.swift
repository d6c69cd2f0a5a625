internal import COpenSSL

/// HKDF (RFC 5869) over SHA-256 or SHA-512.
public enum HKDF {
    /// HKDF-Extract then HKDF-Expand. `length` at most 255 digests.
    public static func derive(
        _ digest: Digest, inputKey: borrowing SecretBytes, salt: Span<UInt8>, info: Span<UInt8>, length: Int
    ) throws(CryptoError) -> SecretBytes {
        try run(digest, EVP_KDF_HKDF_MODE_EXTRACT_AND_EXPAND, key: inputKey, salt: salt, info: info, length: length)
    }

    /// HKDF-Extract: a pseudorandom key of one digest's length.
    public static func extract(_ digest: Digest, inputKey: borrowing SecretBytes, salt: Span<UInt8>) throws(CryptoError) -> SecretBytes {
        try run(digest, EVP_KDF_HKDF_MODE_EXTRACT_ONLY, key: inputKey, salt: salt, info: Span(), length: digest.length)
    }

    /// HKDF-Expand from a key that is already uniformly random.
    public static func expand(
        _ digest: Digest, key: borrowing SecretBytes, info: Span<UInt8>, length: Int
    ) throws(CryptoError) -> SecretBytes {
        try run(digest, EVP_KDF_HKDF_MODE_EXPAND_ONLY, key: key, salt: Span(), info: info, length: length)
    }

    private static func run(
        _ digest: Digest, _ mode: Int32, key: borrowing SecretBytes, salt: Span<UInt8>, info: Span<UInt8>, length: Int
    ) throws(CryptoError) -> SecretBytes {
        let output = try SecretBytes(count: length)
        let done = unsafe key.withUnsafeBytes { key in
            unsafe salt.withUnsafeBytes { salt in
                unsafe info.withUnsafeBytes { info in
                    unsafe output.withUnsafeMutableBytes { out in
                        unsafe tuckbox_hkdf(
                            algorithm.pointer, mode, digest.name, key.baseAddress, key.count, salt.baseAddress, salt.count,
                            info.baseAddress, info.count, out.baseAddress?.assumingMemoryBound(to: UInt8.self), length)
                    }
                }
            }
        }
        guard done == 1 else { throw .libraryFailure(.keyDerivation) }
        return output
    }

    /// Looked up once: a vault takes some twenty derivations.
    private static let algorithm = Algorithm()

    @safe private struct Algorithm: @unchecked Sendable {
        let pointer: OpaquePointer?
        init() { unsafe pointer = EVP_KDF_fetch(nil, "HKDF", nil) }
    }
}
