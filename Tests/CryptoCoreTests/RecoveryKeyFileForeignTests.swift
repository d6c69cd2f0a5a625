import Testing

@testable import CryptoCore

@Suite("Recovery key files and the openssl program")
struct RecoveryKeyFileForeignTests {
    @Test("openssl reads a public key that we wrote, and writes it the same")
    func publicKeyThere() throws {
        let pem = try RecoveryKeyFile.pem(of: SampleKeys.recoveryKey.get().publicKey)
        #expect(try OpenSSLCommand.run("pkey", "-pubin", "-pubcheck", input: pem).suffix(pem.count) == pem[...])
    }

    @Test("openssl reads a private key that we wrote, and knows the same public key")
    func privateKeyThere() throws {
        let key = try SampleKeys.recoveryKey.get()
        let pem = try RecoveryKeyFile.pem(of: key, passphrase: nil).copyOfPublicBytes()
        #expect(try OpenSSLCommand.run("pkey", "-pubout", input: pem) == RecoveryKeyFile.pem(of: key.publicKey))
    }

    @Test("openssl reads an encrypted private key that we wrote, and sees what the format says it is encrypted with")
    func encryptedKeyThere() throws {
        let key = try SampleKeys.recoveryKey.get()
        let word: Passphrase? = try Passphrase(SecretBytes(copying: Array("\u{2126}mega e\u{301}".utf8)), strippingNewline: false)
        let pem = try RecoveryKeyFile.pem(of: key, passphrase: word).copyOfPublicBytes()
        #expect(try OpenSSLCommand.run("pkey", "-pubout", "-passin", "pass:\u{3a9}mega \u{e9}", input: pem) == RecoveryKeyFile.pem(of: key.publicKey))
        let structure = String(decoding: try OpenSSLCommand.run("asn1parse", input: pem), as: UTF8.self)
        for part in ["PBES2", "PBKDF2", "hmacWithSHA512", "aes-256-cbc", "INTEGER           :0927C0"] {
            #expect(structure.contains(part))
        }
    }

    @Test("keys that openssl made are read, in each form that it writes")
    func keysFromThere() throws {
        let pem = try OpenSSLCommand.newKey(curve: "P-256")
        let open = try OpenSSLCommand.run("pkey", "-pubout", input: pem)
        let key = try privateKey(pem)
        #expect(try publicKey(open) == key.publicKey)
        #expect(try RecoveryKeyFile.pem(of: key.publicKey) == open)
        let encrypted = try OpenSSLCommand.run(
            "pkcs8", "-topk8", "-v2", "aes-256-cbc", "-v2prf", "hmacWithSHA512", "-iter", "1000", "-passout", "pass:word", input: pem)
        #expect(try privateKey(encrypted, passphrase: "word").publicKey == key.publicKey)
        #expect(throws: CryptoError.wrongRecoveryKeyPassphrase) { try privateKey(encrypted, passphrase: "other") }
    }

    @Test("a compressed point in a key file is the same key")
    func compressed() throws {
        let pem = try OpenSSLCommand.newKey(curve: "P-256")
        let key = try privateKey(pem)
        let open = try OpenSSLCommand.run("ec", "-pubout", "-conv_form", "compressed", input: pem)
        #expect(try publicKey(open) == key.publicKey)
        let secret = try OpenSSLCommand.run("pkcs8", "-topk8", "-nocrypt", input: OpenSSLCommand.run("ec", "-conv_form", "compressed", input: pem))
        #expect(secret.count < pem.count)
        #expect(try privateKey(secret).publicKey == key.publicKey)
    }

    @Test("keys on other curves are refused", arguments: ["P-224", "P-384", "P-521", "secp256k1", "brainpoolP256r1"])
    func otherCurves(_ curve: String) throws {
        try expectRefused(OpenSSLCommand.newKey(curve: curve))
    }

    @Test("a curve that is spelt out is refused, even if it is P-256")
    func explicitCurve() throws {
        try expectRefused(OpenSSLCommand.newKey(curve: "P-256", explicit: true))
    }

    @Test("keys of other kinds are refused", arguments: ["ED25519", "X25519", "RSA"])
    func otherKinds(_ algorithm: String) throws {
        let pem =
            algorithm == "RSA"
            ? try OpenSSLCommand.run("genpkey", "-algorithm", algorithm, "-pkeyopt", "rsa_keygen_bits:1024")
            : try OpenSSLCommand.run("genpkey", "-algorithm", algorithm)
        try expectRefused(pem)
    }

    @Test("the older forms of private keys are refused")
    func olderForms() throws {
        let pem = try OpenSSLCommand.newKey(curve: "P-256")
        for form in [
            try OpenSSLCommand.run("ec", input: pem), try OpenSSLCommand.run("ec", "-aes256", "-passout", "pass:word", input: pem),
            try OpenSSLCommand.run("pkcs8", "-topk8", "-v1", "PBE-SHA1-3DES", "-passout", "pass:word", input: pem),
            try OpenSSLCommand.run("pkcs8", "-topk8", "-scrypt", "-scrypt_N", "1024", "-passout", "pass:word", input: pem),
        ] {
            #expect(throws: CryptoError.notARecoveryKey) { try privateKey(form, passphrase: "word") }
        }
    }

    private func expectRefused(_ pem: [UInt8], sourceLocation: SourceLocation = #_sourceLocation) throws {
        let open = try OpenSSLCommand.run("pkey", "-pubout", input: pem)
        #expect(throws: CryptoError.notARecoveryKey, sourceLocation: sourceLocation) { try privateKey(pem) }
        #expect(throws: CryptoError.notARecoveryKey, sourceLocation: sourceLocation) { try publicKey(open) }
        // As the content of an encrypted file it is refused too, once it is decrypted.
        let encrypted = try OpenSSLCommand.run("pkcs8", "-topk8", "-iter", "1000", "-passout", "pass:word", input: pem)
        #expect(throws: CryptoError.notARecoveryKey, sourceLocation: sourceLocation) { try privateKey(encrypted, passphrase: "word") }
    }
}
