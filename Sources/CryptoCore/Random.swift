internal import COpenSSL

/// Random bytes that will be public: salts, identifiers.
public func randomBytes(_ count: Int) throws(CryptoError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    guard unsafe RAND_bytes(&bytes, Int32(count)) == 1 else { throw .libraryFailure(.randomness) }
    return bytes
}
