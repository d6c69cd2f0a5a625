internal import COpenSSL

/// A key on NIST P-256, private or only public, owned by libcrypto, which wipes it.
@safe struct P256Key: ~Copyable, @unchecked Sendable {
    static let pointSize = 65
    static let scalarSize = 32
    let key: OpaquePointer

    private init(owning key: OpaquePointer) {
        unsafe self.key = key
    }

    deinit { unsafe EVP_PKEY_free(key) }

    /// A public key from an uncompressed point; nil unless it is a point of the curve other than infinity.
    static func publicKey(point: [UInt8]) -> P256Key? {
        guard point.count == pointSize, point.first == 4, let key = unsafe EVP_PKEY_dup(curve.key) else { return nil }
        let owned = unsafe P256Key(owning: key)
        // Checks that both coordinates are in range and on the curve (SP 800-56A, 5.6.2.3.4); infinity is shorter.
        guard unsafe EVP_PKEY_set1_encoded_public_key(key, point, point.count) == 1 else { return nil }
        return owned
    }

    /// Set up once: that takes libcrypto four times as long as to copy the key, and longer than to check a point.
    private static let curve = Curve()

    /// Whether `bytes` are an uncompressed point of the curve other than infinity.
    static func isPoint(_ bytes: [UInt8]) -> Bool {
        guard bytes.count == pointSize, bytes.first == 4, let point = unsafe EC_POINT_new(curve.group) else { return false }
        defer { unsafe EC_POINT_free(point) }
        return unsafe EC_POINT_oct2point(curve.group, point, bytes, bytes.count, nil) == 1
    }

    /// A key pair from a big-endian scalar and its point; nil unless both are in range and on the curve.
    static func keyPair(scalar: borrowing SecretBytes, point: [UInt8]) -> P256Key? {
        guard scalar.count == scalarSize, point.count == pointSize else { return nil }
        return unsafe scalar.withUnsafeBytes { bytes in unsafe build(point: point, scalar: bytes, selection: .keyPair) }
    }

    enum Selection { case publicKey, keyPair }

    /// Takes over a key that libcrypto read from a file; nil if it is on another curve, of another kind, or its parts do not fit,
    /// or if it spells out the curve instead of naming it (RFC 5480 forbids that, and libcrypto forgives wrong cofactors there).
    static func adopting(_ key: OpaquePointer, selection: Selection) -> P256Key? {
        let owned = unsafe P256Key(owning: key)
        var name = [CChar](repeating: 0, count: 64)
        var isSpeltOut: Int32 = 0
        guard unsafe EVP_PKEY_get_base_id(key) == EVP_PKEY_EC,
            unsafe EVP_PKEY_get_int_param(key, OSSL_PKEY_PARAM_EC_DECODED_FROM_EXPLICIT_PARAMS, &isSpeltOut) == 1, isSpeltOut == 0,
            unsafe EVP_PKEY_get_group_name(key, &name, name.count, nil) == 1,
            name.prefix(while: { $0 != 0 }).elementsEqual("prime256v1".utf8.map(CChar.init(bitPattern:))),
            owned.isValid(selection)
        else { return nil }
        return owned
    }

    static func generate() throws(CryptoError) -> P256Key {
        guard let context = unsafe EVP_PKEY_CTX_new(curve.key, nil) else { throw .libraryFailure(.keyGeneration) }
        defer { unsafe EVP_PKEY_CTX_free(context) }
        var key: OpaquePointer?
        guard unsafe EVP_PKEY_keygen_init(context) == 1, unsafe EVP_PKEY_keygen(context, &key) == 1, let key = unsafe key
        else { throw .libraryFailure(.keyGeneration) }
        return unsafe P256Key(owning: key)
    }

    /// The public point, uncompressed, 65 bytes.
    func point() throws(CryptoError) -> [UInt8] {
        var encoded: UnsafeMutablePointer<UInt8>?
        let length = unsafe EVP_PKEY_get1_encoded_public_key(key, &encoded)
        defer { unsafe CRYPTO_free(encoded, "", 0) }
        guard length == Self.pointSize, let encoded = unsafe encoded else { throw .libraryFailure(.keyExport) }
        return unsafe Array(UnsafeBufferPointer(start: encoded, count: length))
    }

    /// The x-coordinate of the shared point (SEC 1, section 3.3.1), 32 bytes.
    func sharedSecret(with peer: borrowing P256Key) throws(CryptoError) -> SecretBytes {
        guard let context = unsafe EVP_PKEY_CTX_new(key, nil) else { throw .libraryFailure(.keyAgreement) }
        defer { unsafe EVP_PKEY_CTX_free(context) }
        let output = try SecretBytes(count: Self.scalarSize)
        var length = output.count
        let ok = unsafe output.withUnsafeMutableBytes { out in
            unsafe EVP_PKEY_derive_init(context) == 1
                // The peer was checked when it was made.
                && EVP_PKEY_derive_set_peer_ex(context, peer.key, 0) == 1
                && EVP_PKEY_derive(context, out.baseAddress?.assumingMemoryBound(to: UInt8.self), &length) == 1
        }
        guard ok, length == output.count else { throw .libraryFailure(.keyAgreement) }
        return output
    }

    private func isValid(_ selection: Selection) -> Bool {
        guard let context = unsafe EVP_PKEY_CTX_new(key, nil) else { return false }
        defer { unsafe EVP_PKEY_CTX_free(context) }
        // Partial validation is full validation on a curve of cofactor 1 (SP 800-56A, 5.6.2.3.4): on the curve and not infinity.
        return unsafe selection == .publicKey ? EVP_PKEY_public_check_quick(context) == 1 : EVP_PKEY_check(context) == 1
    }

    private static func build(point: [UInt8], scalar: UnsafeRawBufferPointer?, selection: Selection) -> P256Key? {
        guard let builder = unsafe OSSL_PARAM_BLD_new() else { return nil }
        defer { unsafe OSSL_PARAM_BLD_free(builder) }
        var number: OpaquePointer?
        defer { unsafe BN_clear_free(number) }
        if let scalar = unsafe scalar {
            unsafe number = BN_bin2bn(scalar.baseAddress?.assumingMemoryBound(to: UInt8.self), Int32(scalar.count), BN_secure_new())
            guard unsafe number != nil, unsafe OSSL_PARAM_BLD_push_BN(builder, constant("priv"), number) == 1 else { return nil }
        }
        let parameters = unsafe point.withUnsafeBufferPointer { encoded -> UnsafeMutablePointer<OSSL_PARAM>? in
            guard unsafe OSSL_PARAM_BLD_push_utf8_string(builder, constant("group"), constant("prime256v1"), 0) == 1,
                unsafe OSSL_PARAM_BLD_push_octet_string(builder, constant("pub"), encoded.baseAddress, encoded.count) == 1
            else { return nil }
            return unsafe OSSL_PARAM_BLD_to_param(builder)
        }
        guard let parameters = unsafe parameters else { return nil }
        defer { unsafe OSSL_PARAM_free(parameters) }
        guard let context = unsafe EVP_PKEY_CTX_new_id(EVP_PKEY_EC, nil) else { return nil }
        defer { unsafe EVP_PKEY_CTX_free(context) }
        var key: OpaquePointer?
        let parts = selection == .publicKey ? tuckbox_select_public_key : tuckbox_select_key_pair
        guard unsafe EVP_PKEY_fromdata_init(context) == 1,
            unsafe EVP_PKEY_fromdata(context, &key, parts, parameters) == 1, let key = unsafe key
        else { return nil }
        let owned = unsafe P256Key(owning: key)
        guard owned.isValid(selection) else { return nil }
        return owned
    }

    /// The builder keeps addresses, not copies, and names are looked at even after it is done: they must not be temporary strings.
    private static func constant(_ text: StaticString) -> UnsafePointer<CChar> {
        unsafe UnsafeRawPointer(text.utf8Start).assumingMemoryBound(to: CChar.self)
    }
}

/// The curve, for the program's lifetime: for points, and as a key with nothing else in it.
@safe private struct Curve: @unchecked Sendable {
    let group: OpaquePointer?
    private(set) var key: OpaquePointer?

    init() {
        unsafe group = EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1)
        guard let context = unsafe EVP_PKEY_CTX_new_id(EVP_PKEY_EC, nil) else { return }
        defer { unsafe EVP_PKEY_CTX_free(context) }
        guard unsafe EVP_PKEY_paramgen_init(context) == 1,
            unsafe EVP_PKEY_CTX_set_ec_paramgen_curve_nid(context, NID_X9_62_prime256v1) == 1
        else { return }
        unsafe EVP_PKEY_paramgen(context, &key)
    }
}
