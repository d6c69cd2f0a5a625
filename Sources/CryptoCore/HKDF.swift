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
        guard let context = unsafe EVP_PKEY_CTX_new_id(EVP_PKEY_HKDF, nil) else { throw .libraryFailure(.keyDerivation) }
        defer { unsafe EVP_PKEY_CTX_free(context) }
        var produced = length
        let ok = unsafe key.withUnsafeBytes { keyBytes in
            unsafe salt.withUnsafeBytes { saltBytes in
                unsafe info.withUnsafeBytes { infoBytes in
                    unsafe output.withUnsafeMutableBytes { out in
                        unsafe EVP_PKEY_derive_init(context) > 0
                            && EVP_PKEY_CTX_set_hkdf_mode(context, mode) > 0
                            && EVP_PKEY_CTX_set_hkdf_md(context, digest.algorithm) > 0
                            && EVP_PKEY_CTX_set1_hkdf_key(context, bytes(keyBytes), Int32(keyBytes.count)) > 0
                            && (saltBytes.isEmpty || EVP_PKEY_CTX_set1_hkdf_salt(context, bytes(saltBytes), Int32(saltBytes.count)) > 0)
                            && (infoBytes.isEmpty || EVP_PKEY_CTX_add1_hkdf_info(context, bytes(infoBytes), Int32(infoBytes.count)) > 0)
                            && EVP_PKEY_derive(context, out.baseAddress?.assumingMemoryBound(to: UInt8.self), &produced) > 0
                    }
                }
            }
        }
        guard ok, produced == length else { throw .libraryFailure(.keyDerivation) }
        return output
    }

    private static func bytes(_ buffer: UnsafeRawBufferPointer) -> UnsafePointer<UInt8>? {
        unsafe buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
    }
}
