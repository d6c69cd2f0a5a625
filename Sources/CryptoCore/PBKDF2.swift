internal import COpenSSL

/// PBKDF2 (RFC 8018, section 5.2). The limits on rounds are the format's and are checked where a header is read.
public enum PBKDF2 {
    /// Derives `length` bytes.
    public static func derive(
        _ digest: Digest, passphrase: borrowing SecretBytes, salt: Span<UInt8>, rounds: UInt32, length: Int
    ) throws(CryptoError) -> SecretBytes {
        guard let rounds = Int32(exactly: rounds), rounds > 0 else { throw .libraryFailure(.keyDerivation) }
        let output = try SecretBytes(count: length)
        let ok = unsafe passphrase.withUnsafeBytes { word in
            unsafe salt.withUnsafeBytes { saltBytes in
                unsafe output.withUnsafeMutableBytes { out in
                    unsafe PKCS5_PBKDF2_HMAC(
                        word.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(word.count),
                        saltBytes.baseAddress?.assumingMemoryBound(to: UInt8.self), Int32(saltBytes.count),
                        rounds, digest.algorithm, Int32(out.count), out.baseAddress?.assumingMemoryBound(to: UInt8.self))
                }
            }
        }
        guard ok == 1 else { throw .libraryFailure(.keyDerivation) }
        return output
    }
}
