import Testing

@testable import CryptoCore

@Suite("Recovery key files")
struct RecoveryKeyFileTests {
    private let key = Result { try RecoveryPrivateKey.generate() }

    @Test("a public key is read as what was written")
    func publicRoundTrip() throws {
        let key = try key.get()
        let pem = try RecoveryKeyFile.pem(of: key.publicKey)
        #expect(try publicKey(pem) == key.publicKey)
        #expect(RecoveryKeyFile.content(of: try SecretBytes(copying: pem)) == .publicKey)
        #expect(pem.starts(with: "-----BEGIN PUBLIC KEY-----\n".utf8))
    }

    @Test("a private key without a passphrase is read as what was written, and opens what it opened")
    func clearRoundTrip() throws {
        let key = try SampleKeys.recoveryKey.get()
        let pem = try RecoveryKeyFile.pem(of: key, passphrase: nil)
        #expect(RecoveryKeyFile.content(of: pem) == .privateKey)
        let read = try RecoveryKeyFile.privateKey(pem: pem, passphrase: nil)
        #expect(read.publicKey == key.publicKey)
        let credentials = Credentials(passphrase: nil, keyFile: nil, recoveryKeys: [read])
        #expect(try SampleVault(.recovery).forged { _ in }.opened(credentials) == 0)
    }

    @Test("a private key with a passphrase needs that passphrase, however it was typed")
    func encryptedRoundTrip() throws {
        let key = try key.get()
        let word: Passphrase? = try Passphrase(SecretBytes(copying: Array("caf\u{e9} au lait".utf8)), strippingNewline: false)
        let text = try RecoveryKeyFile.pem(of: key, passphrase: word)
        #expect(RecoveryKeyFile.content(of: text) == .encryptedPrivateKey)
        let pem = text.copyOfPublicBytes()
        #expect(pem.starts(with: "-----BEGIN ENCRYPTED PRIVATE KEY-----\n".utf8))
        #expect(try privateKey(pem, passphrase: "cafe\u{301} au lait").publicKey == key.publicKey)
        #expect(throws: CryptoError.wrongRecoveryKeyPassphrase) { try privateKey(pem, passphrase: "cafe au lait") }
        #expect(throws: CryptoError.wrongRecoveryKeyPassphrase) { try privateKey(pem) }
    }

    @Test("a passphrase that is not needed does not matter")
    func superfluousPassphrase() throws {
        let key = try key.get()
        let pem = try RecoveryKeyFile.pem(of: key, passphrase: nil).copyOfPublicBytes()
        #expect(try privateKey(pem, passphrase: "anything").publicKey == key.publicKey)
    }

    @Test("a public key is not read as a private one, nor the other way round")
    func mixedUp() throws {
        let key = try key.get()
        let open = try RecoveryKeyFile.pem(of: key.publicKey)
        let secret = try RecoveryKeyFile.pem(of: key, passphrase: nil).copyOfPublicBytes()
        #expect(throws: CryptoError.notARecoveryKey) { try privateKey(open) }
        #expect(throws: CryptoError.notARecoveryKey) { try publicKey(secret) }
    }

    @Test("text around the key is ignored, and so are CRLF and the end of the last line")
    func surroundings() throws {
        let key = try key.get()
        let pem = String(decoding: try RecoveryKeyFile.pem(of: key.publicKey), as: UTF8.self)
        let windows = pem.split(separator: "\n").joined(separator: "\r\n")
        for text in ["Our key, printed in May.\n\n" + pem + "\nKeep it.\n", windows, windows + "\r\n"] {
            #expect(try publicKey(Array(text.utf8)) == key.publicKey)
        }
    }

    @Test("fingerprints are the first half of the hash's first half, in lower case")
    func fingerprint() throws {
        // The base point of P-256.
        let base = try #require(
            [UInt8](
                hex:
                    "046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c2964fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5"
            ))
        let key = try #require(RecoveryPublicKey(point: base))
        let hash = try Digest.sha256.hash(base.span)
        let fingerprint = try key.fingerprint()
        #expect(fingerprint.utf8.count == 16)
        #expect([UInt8](hex: fingerprint) == Array(hash[..<8]))
        #expect(fingerprint == fingerprint.lowercased())
    }
}
