internal import COpenSSL

/// AES-256-GCM (NIST SP 800-38D) with a 96-bit nonce, a 128-bit tag and no associated data,
/// the key schedule done once. Used for one direction at a time and by one thread.
@safe struct AESGCM: ~Copyable {
    static let tagSize = 16
    static let nonceSize = 12
    private let context: OpaquePointer

    init(key: borrowing SecretBytes, encrypting: Bool) throws(CryptoError) {
        guard key.count == 32, let context = unsafe EVP_CIPHER_CTX_new() else { throw .libraryFailure(.encryption) }
        let ok = unsafe key.withUnsafeBytes { bytes in
            unsafe EVP_CipherInit_ex(
                context, EVP_aes_256_gcm(), nil, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), nil, encrypting ? 1 : 0)
        }
        guard ok == 1 else {
            unsafe EVP_CIPHER_CTX_free(context)
            throw .libraryFailure(.encryption)
        }
        unsafe self.context = context
    }

    // EVP_CIPHER_CTX_free wipes the key schedule.
    deinit { unsafe EVP_CIPHER_CTX_free(context) }

    /// Encrypts `count` bytes at `input` to `count + tagSize` bytes at `output`.
    func seal(_ input: UnsafePointer<UInt8>, _ count: Int, nonce: [UInt8], to output: UnsafeMutablePointer<UInt8>) -> Bool {
        var written: Int32 = 0
        return unsafe EVP_CipherInit_ex(context, nil, nil, nil, nonce, -1) == 1
            && (count == 0 || EVP_CipherUpdate(context, output, &written, input, Int32(count)) == 1)
            && EVP_CipherFinal_ex(context, output + Int(written), &written) == 1
            && EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, Int32(Self.tagSize), output + count) == 1
    }

    /// Decrypts `count` bytes of ciphertext and the tag behind them. False if the tag is wrong: then what stands at `output` is to be wiped.
    func open(_ input: UnsafePointer<UInt8>, _ count: Int, nonce: [UInt8], to output: UnsafeMutablePointer<UInt8>) -> Bool {
        var written: Int32 = 0
        return unsafe EVP_CipherInit_ex(context, nil, nil, nil, nonce, -1) == 1
            && EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, Int32(Self.tagSize), UnsafeMutablePointer(mutating: input + count)) == 1
            && (count == 0 || EVP_CipherUpdate(context, output, &written, input, Int32(count)) == 1)
            && EVP_CipherFinal_ex(context, output + Int(written), &written) == 1
    }
}
