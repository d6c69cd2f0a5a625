internal import COpenSSL

/// SHA-2 and HMAC (FIPS 180-4, RFC 2104).
public enum Digest: Sendable {
    case sha256, sha512

    /// Bytes of output.
    public var length: Int { self == .sha256 ? 32 : 64 }

    /// As libcrypto calls it.
    var name: String { self == .sha256 ? "SHA2-256" : "SHA2-512" }

    var algorithm: OpaquePointer? { unsafe self == .sha256 ? EVP_sha256() : EVP_sha512() }

    /// The digest of `bytes`.
    public func hash(_ bytes: Span<UInt8>) throws(CryptoError) -> [UInt8] {
        var output = [UInt8](repeating: 0, count: length)
        let ok = unsafe bytes.withUnsafeBytes { input in
            unsafe output.withUnsafeMutableBufferPointer { out in
                unsafe EVP_Digest(input.baseAddress, input.count, out.baseAddress, nil, algorithm, nil)
            }
        }
        guard ok == 1 else { throw .libraryFailure(.digest) }
        return output
    }

    /// HMAC of `message` under `key`, a key of any length.
    public func authenticate(_ message: Span<UInt8>, key: Span<UInt8>) throws(CryptoError) -> [UInt8] {
        var output = [UInt8](repeating: 0, count: length)
        let result = unsafe message.withUnsafeBytes { input in
            unsafe key.withUnsafeBytes { keyBytes in
                unsafe output.withUnsafeMutableBufferPointer { out in
                    // A nil key means "the key of before" to HMAC; an empty one still needs an address.
                    var nothing: UInt8 = 0
                    return unsafe withUnsafePointer(to: &nothing) { empty in
                        unsafe HMAC(
                            algorithm, keyBytes.baseAddress ?? UnsafeRawPointer(empty), Int32(keyBytes.count),
                            input.baseAddress?.assumingMemoryBound(to: UInt8.self), input.count, out.baseAddress, nil) != nil
                    }
                }
            }
        }
        guard result else { throw .libraryFailure(.digest) }
        return output
    }
}

/// Whether two byte strings are equal, in a time that depends only on their lengths.
public func constantTimeEqual(_ a: Span<UInt8>, _ b: Span<UInt8>) -> Bool {
    guard a.count == b.count else { return false }
    var difference: UInt8 = 0
    for i in a.indices { difference |= a[i] ^ b[i] }
    return difference == 0
}
