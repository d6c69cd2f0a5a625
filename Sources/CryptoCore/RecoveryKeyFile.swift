internal import COpenSSL

/// Recovery keys as text: PEM, with SubjectPublicKeyInfo for the public key (RFC 7468) and PKCS#8, encrypted or not, for the private one (RFC 5958, RFC 8018),
/// so that other tools can read them in twenty years.
public enum RecoveryKeyFile {
    /// More than this is not read.
    public static let maximumSize = 16384
    static let maximumRounds: Int64 = 10_000_000

    /// What a text claims to hold.
    public enum Content: Sendable { case publicKey, privateKey, encryptedPrivateKey }

    /// Nil if there is no PEM of these kinds in it.
    public static func content(of pem: borrowing SecretBytes) -> Content? {
        guard let document = PEMDocument(pem) else { return nil }
        return document.content
    }

    public static func publicKey(pem: borrowing SecretBytes) throws(CryptoError) -> RecoveryPublicKey {
        guard let document = PEMDocument(pem), document.content == .publicKey else { throw .notARecoveryKey }
        let pkey = unsafe document.decoded({ unsafe d2i_PUBKEY(nil, &$0, $1) }, freeing: { unsafe EVP_PKEY_free($0) })
        guard let pkey = unsafe pkey, let key = unsafe P256Key.adopting(pkey, selection: .publicKey),
            let result = RecoveryPublicKey(point: try key.point())
        else { throw .notARecoveryKey }
        return result
    }

    /// - Parameter passphrase: needed if the content is `encryptedPrivateKey`, and only then used.
    public static func privateKey(pem: borrowing SecretBytes, passphrase: borrowing Passphrase?) throws(CryptoError) -> RecoveryPrivateKey {
        guard let document = PEMDocument(pem) else { throw .notARecoveryKey }
        switch document.content {
        case .privateKey:
            let info = unsafe document.decoded({ unsafe d2i_PKCS8_PRIV_KEY_INFO(nil, &$0, $1) }, freeing: { unsafe PKCS8_PRIV_KEY_INFO_free($0) })
            guard let info = unsafe info else { throw .notARecoveryKey }
            return try unsafe adopt(info)
        case .encryptedPrivateKey:
            let envelope = unsafe document.decoded({ unsafe d2i_X509_SIG(nil, &$0, $1) }, freeing: { unsafe X509_SIG_free($0) })
            guard let envelope = unsafe envelope else { throw .notARecoveryKey }
            defer { unsafe X509_SIG_free(envelope) }
            guard unsafe isAffordable(envelope) else { throw .notARecoveryKey }
            switch passphrase {
            case .none: throw .wrongRecoveryKeyPassphrase
            case .some(let passphrase):
                let info = unsafe passphrase.bytes.withUnsafeBytes { word in
                    unsafe PKCS8_decrypt(envelope, word.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(word.count))
                }
                guard let info = unsafe info else { throw .wrongRecoveryKeyPassphrase }
                return try unsafe adopt(info)
            }
        default: throw .notARecoveryKey
        }
    }

    public static func pem(of key: RecoveryPublicKey) throws(CryptoError) -> [UInt8] {
        guard let pkey = P256Key.publicKey(point: key.point) else { throw .notARecoveryKey }
        return try unsafe text { unsafe PEM_write_bio_PUBKEY($0, pkey.key) }.copyOfPublicBytes()
    }

    /// - Parameter passphrase: nil writes the key in the clear.
    public static func pem(of key: RecoveryPrivateKey, passphrase: borrowing Passphrase?) throws(CryptoError) -> SecretBytes {
        guard let info = unsafe EVP_PKEY2PKCS8(key.key.key) else { throw .libraryFailure(.keyExport) }
        defer { unsafe PKCS8_PRIV_KEY_INFO_free(info) }
        switch passphrase {
        case .none: return try unsafe text { unsafe PEM_write_bio_PKCS8_PRIV_KEY_INFO($0, info) }
        case .some(let passphrase):
            var salt = try randomBytes(16)
            let envelope = unsafe passphrase.bytes.withUnsafeBytes { word in
                unsafe PKCS8_encrypt(
                    NID_hmacWithSHA512, EVP_aes_256_cbc(), word.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(word.count),
                    &salt, Int32(salt.count), Int32(Slot.defaultRounds), info)
            }
            guard let envelope = unsafe envelope else { throw .libraryFailure(.keyExport) }
            defer { unsafe X509_SIG_free(envelope) }
            return try unsafe text { unsafe PEM_write_bio_PKCS8($0, envelope) }
        }
    }

    private static func adopt(_ info: OpaquePointer) throws(CryptoError) -> RecoveryPrivateKey {
        defer { unsafe PKCS8_PRIV_KEY_INFO_free(info) }
        guard let pkey = unsafe EVP_PKCS82PKEY(info), let key = unsafe P256Key.adopting(pkey, selection: .keyPair)
        else { throw .notARecoveryKey }
        return try RecoveryPrivateKey(key)
    }

    /// Whether the envelope is PBES2 with PBKDF2 and no more rounds than we are willing to spend on a file.
    private static func isAffordable(_ envelope: OpaquePointer) -> Bool {
        var algorithm: UnsafePointer<X509_ALGOR>?
        unsafe X509_SIG_get0(envelope, &algorithm, nil)
        guard let scheme = unsafe parameters(of: algorithm, expecting: NID_pbes2, PBE2PARAM_it()) else { return false }
        let pbes2 = unsafe UnsafeMutablePointer<PBE2PARAM>(OpaquePointer(scheme))
        defer { unsafe PBE2PARAM_free(pbes2) }
        guard let derivation = unsafe parameters(of: pbes2.pointee.keyfunc, expecting: NID_id_pbkdf2, PBKDF2PARAM_it()) else { return false }
        let pbkdf2 = unsafe UnsafeMutablePointer<PBKDF2PARAM>(OpaquePointer(derivation))
        defer { unsafe PBKDF2PARAM_free(pbkdf2) }
        var rounds: Int64 = 0
        return unsafe ASN1_INTEGER_get_int64(&rounds, pbkdf2.pointee.iter) == 1 && (1...maximumRounds).contains(rounds)
    }

    private static func parameters(of algorithm: UnsafePointer<X509_ALGOR>?, expecting nid: Int32, _ item: OpaquePointer?) -> UnsafeMutableRawPointer?
    {
        var object: OpaquePointer?
        var type: Int32 = 0
        var value: UnsafeRawPointer?
        unsafe X509_ALGOR_get0(&object, &type, &value, algorithm)
        guard unsafe OBJ_obj2nid(object) == nid, type == V_ASN1_SEQUENCE, let value = unsafe value else { return nil }
        return unsafe ASN1_item_unpack(value.assumingMemoryBound(to: ASN1_STRING.self), item)
    }

    private static func text(_ write: (OpaquePointer) -> Int32) throws(CryptoError) -> SecretBytes {
        // Memory of this kind is wiped when it is freed.
        guard let bio = unsafe BIO_new(BIO_s_secmem()) else { throw .libraryFailure(.allocation) }
        defer { unsafe BIO_free_all(bio) }
        guard unsafe write(bio) == 1 else { throw .libraryFailure(.keyExport) }
        let length = unsafe Int(BIO_ctrl_pending(bio))
        let output = try SecretBytes(count: length)
        let read = unsafe output.withUnsafeMutableBytes { unsafe BIO_read(bio, $0.baseAddress, Int32($0.count)) }
        guard Int(read) == length else { throw .libraryFailure(.keyExport) }
        return output
    }
}

/// The first PEM block of a text, decoded.
@safe private struct PEMDocument: ~Copyable {
    let content: RecoveryKeyFile.Content
    private let der: UnsafeMutablePointer<UInt8>
    private let length: Int

    init?(_ pem: borrowing SecretBytes) {
        guard pem.count <= RecoveryKeyFile.maximumSize else { return nil }
        var (name, header): (UnsafeMutablePointer<CChar>?, UnsafeMutablePointer<CChar>?) = (nil, nil)
        var data: UnsafeMutablePointer<UInt8>?
        var count = 0
        let ok = unsafe pem.withUnsafeBytes { text -> Bool in
            guard let bio = unsafe BIO_new_mem_buf(text.baseAddress, Int32(text.count)) else { return false }
            defer { unsafe BIO_free_all(bio) }
            return unsafe PEM_read_bio(bio, &name, &header, &data, &count) == 1
        }
        defer {
            unsafe CRYPTO_free(name, "", 0)
            unsafe CRYPTO_free(header, "", 0)
        }
        guard ok, let name = unsafe name, let data = unsafe data else { return nil }
        let content: RecoveryKeyFile.Content? =
            switch unsafe String(cString: name) {
            case "PUBLIC KEY": .publicKey
            case "PRIVATE KEY": .privateKey
            case "ENCRYPTED PRIVATE KEY": .encryptedPrivateKey
            default: nil
            }
        guard let content else {
            unsafe CRYPTO_clear_free(data, count, "", 0)
            return nil
        }
        self.content = content
        unsafe der = data
        length = count
    }

    deinit { unsafe CRYPTO_clear_free(der, length, "", 0) }

    /// What `decode` makes of the DER; nil if it makes nothing, or if bytes are left over.
    func decoded(_ decode: (inout UnsafePointer<UInt8>?, Int) -> OpaquePointer?, freeing free: (OpaquePointer) -> Void) -> OpaquePointer? {
        var position: UnsafePointer<UInt8>? = unsafe UnsafePointer(der)
        guard let object = unsafe decode(&position, length) else { return nil }
        guard unsafe position == UnsafePointer(der + length) else {
            unsafe free(object)
            return nil
        }
        return unsafe object
    }
}
