import Testing

@testable import CryptoCore

@Suite("Recovery key files that no tool would write")
struct RecoveryKeyFileForgeryTests {
    /// Encrypted PKCS#8 whose content is rubbish: PBES2 with PBKDF2-HMAC-SHA-512 and AES-256-CBC.
    private func encryptedDER(rounds: [UInt8]) -> [UInt8] {
        let pseudoRandom = DER.sequence(DER.object("2a864886f70d020b"), DER.null)
        let derivation = DER.sequence(
            DER.object("2a864886f70d01050c"), DER.sequence(DER.octets([UInt8](repeating: 1, count: 16)), DER.integer(rounds), pseudoRandom))
        let cipher = DER.sequence(DER.object("60864801650304012a"), DER.octets([UInt8](repeating: 2, count: 16)))
        let scheme = DER.sequence(DER.object("2a864886f70d01050d"), DER.sequence(derivation, cipher))
        return DER.sequence(scheme, DER.octets([UInt8](repeating: 3, count: 160)))
    }

    private func encrypted(rounds: [UInt8]) throws -> [UInt8] {
        try DER.pem(encryptedDER(rounds: rounds), "ENCRYPTED PRIVATE KEY").copyOfPublicBytes()
    }

    @Test("a number of rounds that nobody needs is refused before any time is spent on it")
    func rounds() throws {
        // The forgery is otherwise one that is tried.
        #expect(throws: CryptoError.wrongRecoveryKeyPassphrase) { try privateKey(encrypted(rounds: [0x03, 0xe8]), passphrase: "word") }
        let clock = ContinuousClock()
        let time = clock.measure {
            for rounds in [
                [0x00, 0x98, 0x96, 0x81], [0x7f, 0xff, 0xff, 0xff], [0x00, 0xff, 0xff, 0xff, 0xff], [0x7f] + [UInt8](repeating: 0xff, count: 7),
                [0x00, 0x80] + [UInt8](repeating: 0, count: 7), [0x01] + [UInt8](repeating: 0, count: 8), [0], [0xff],
                [0x80] + [UInt8](repeating: 0, count: 7),
            ] as [[UInt8]] {
                #expect(throws: CryptoError.notARecoveryKey) { try privateKey(encrypted(rounds: rounds), passphrase: "word") }
            }
        }
        // The least of them would take many times as long.
        #expect(time < .seconds(2))
    }

    @Test("a file that does not say its public key is a file of that key; one that says another is refused")
    func statedPublicKey() throws {
        let scalar = [UInt8](repeating: 0x11, count: 32)
        let key = try RecoveryKeyFile.privateKey(pem: DER.pem(DER.privateKey(scalar: scalar), "PRIVATE KEY"), passphrase: nil)
        let right = try DER.pem(DER.privateKey(scalar: scalar, point: key.publicKey.point), "PRIVATE KEY").copyOfPublicBytes()
        #expect(try privateKey(right).publicKey == key.publicKey)
        let other = try P256Key.generate().point()
        let wrong = try DER.pem(DER.privateKey(scalar: scalar, point: other), "PRIVATE KEY").copyOfPublicBytes()
        #expect(throws: CryptoError.notARecoveryKey) { try privateKey(wrong) }
    }

    @Test("scalars that are zero, or not below the order of the group, are refused")
    func scalars() throws {
        let order = try #require([UInt8](hex: "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"))
        for scalar in [[UInt8](repeating: 0, count: 32), order, [UInt8](repeating: 0xff, count: 32)] {
            let pem = try DER.pem(DER.privateKey(scalar: scalar), "PRIVATE KEY").copyOfPublicBytes()
            #expect(throws: CryptoError.notARecoveryKey) { try privateKey(pem) }
        }
    }

    @Test("public keys with a point off the curve, at infinity or cut short are refused")
    func points() throws {
        var offCurve = try P256Key.generate().point()
        offCurve[64] ^= 1
        for point in [offCurve, [0], [UInt8](repeating: 0, count: 65), Array(offCurve[..<33]), Array(offCurve[..<64]), []] {
            let pem = try DER.pem(DER.publicKey(point: point), "PUBLIC KEY").copyOfPublicBytes()
            #expect(throws: CryptoError.notARecoveryKey) { try publicKey(pem) }
        }
    }

    @Test("bytes behind the key are refused")
    func trailingBytes() throws {
        let key = try RecoveryPrivateKey.generate()
        let open = DER.publicKey(point: key.publicKey.point)
        #expect(try publicKey(DER.pem(open, "PUBLIC KEY").copyOfPublicBytes()) == key.publicKey)
        #expect(throws: CryptoError.notARecoveryKey) { try publicKey(DER.pem(open + [0], "PUBLIC KEY").copyOfPublicBytes()) }
        let secret = DER.privateKey(scalar: [UInt8](repeating: 0x11, count: 32)) + [0x30, 0]
        #expect(throws: CryptoError.notARecoveryKey) { try privateKey(DER.pem(secret, "PRIVATE KEY").copyOfPublicBytes()) }
        let envelope = encryptedDER(rounds: [0x03, 0xe8]) + [0]
        #expect(throws: CryptoError.notARecoveryKey) {
            try privateKey(DER.pem(envelope, "ENCRYPTED PRIVATE KEY").copyOfPublicBytes(), passphrase: "word")
        }
    }

    @Test(
        "what is no key is refused",
        arguments: ["", "\n", "word", "-----BEGIN PUBLIC KEY-----\n", "-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----\n"])
    func garbage(_ text: String) throws {
        for label in ["PUBLIC KEY", "PRIVATE KEY", "ENCRYPTED PRIVATE KEY"] {
            let bytes = Array(text.replacing("PUBLIC KEY", with: label).utf8)
            #expect(throws: CryptoError.notARecoveryKey) { try publicKey(bytes) }
            #expect(throws: CryptoError.notARecoveryKey) { try privateKey(bytes, passphrase: "word") }
            let rubbish = try DER.pem([UInt8](repeating: 0x30, count: 100), label).copyOfPublicBytes()
            #expect(throws: CryptoError.notARecoveryKey) { try publicKey(rubbish) }
            #expect(throws: CryptoError.notARecoveryKey) { try privateKey(rubbish, passphrase: "word") }
        }
        #expect(RecoveryKeyFile.content(of: try SecretBytes(copying: Array(text.utf8))) == nil || text.contains("END"))
    }

    @Test("no byte of a public key can be changed so that it becomes another key")
    func changedBytes() throws {
        let key = try RecoveryPrivateKey.generate().publicKey
        let der = DER.publicKey(point: key.point)
        for i in der.indices {
            var changed = der
            changed[i] ^= 0x01
            let pem = try DER.pem(changed, "PUBLIC KEY").copyOfPublicBytes()
            let result = Result { () throws(CryptoError) in try publicKey(pem) }
            // The last bit of the point may be declared unused: where it is zero, that is the same point.
            #expect(result == .failure(.notARecoveryKey) || (i == 25 && result == .success(key)), "byte \(i)")
        }
    }

    @Test("a file of more than 16 KiB is refused, though there is a key in it")
    func oversize() throws {
        let pem = try RecoveryKeyFile.pem(of: RecoveryPrivateKey.generate().publicKey)
        let room = RecoveryKeyFile.maximumSize - pem.count
        #expect(try publicKey(pem + [UInt8](repeating: 0x0a, count: room)).point.count == 65)
        #expect(throws: CryptoError.notARecoveryKey) { try publicKey(pem + [UInt8](repeating: 0x0a, count: room + 1)) }
    }
}
