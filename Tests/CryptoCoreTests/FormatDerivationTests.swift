import Testing

@testable import CryptoCore

/// The derivations of the format's section 4, put together again from nothing but the primitives and the text.
@Suite("Derivations of the format")
struct FormatDerivationTests {
    private func expand(_ key: borrowing SecretBytes, _ info: [UInt8], _ length: Int) throws -> [UInt8] {
        try HKDF.expand(.sha512, key: key, info: info.span, length: length).copyOfPublicBytes()
    }

    /// Opens a Cobblestone-256 message of one chunk.
    private func content(_ message: [UInt8], _ inputKey: borrowing SecretBytes, context: [UInt8]) throws -> [UInt8]? {
        let info = Array("c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM\0".utf8) + message[..<24] + context
        let output = try expand(inputKey, info, 76)
        guard Array(output[44...]) == Array(message[24..<56]) else { return nil }
        let keys = MessageKeys(key: try SecretBytes(copying: Array(output[..<32])), baseNonce: Array(output[32..<44]), prefix: [])
        let (plaintext, damaged) = try opened(message.span.extracting(56...), last: true, keys)
        return damaged == nil ? plaintext : nil
    }

    @Test("every kind of slot wraps the content key as the text says")
    func slots() throws {
        let vault = try SampleVault.ofAllKinds()
        let contentKey = vault.contentKey.bytes.copyOfPublicBytes()
        let vaultID = Array(vault.first[1036..<1052])
        for i in 0..<3 {
            let slot = Array(vault.first[SampleVault.slot(i)..<SampleVault.slot(i + 1)])
            let context = Array("tuckbox.vault/v0/slot\0".utf8) + vaultID + slot[..<152]
            let key = try [kek1, kek2, { try kek3($0, vaultID) }][i](slot)
            #expect(try content(Array(slot[152...]), key.bytes, context: context) == contentKey)
        }
    }

    @Test("the header's MAC and the payload's keys follow from the content key as the text says")
    func contentKey() throws {
        let vault = try SampleVault(.recovery)
        let headerKey = try expand(vault.contentKey.bytes, Array("tuckbox.vault/v0/header\0".utf8), 32)
        let copy = vault.last
        let mac = try Digest.sha512.authenticate(copy.span.extracting(first: 4000), key: headerKey.span)
        #expect(mac == Array(copy[4000..<4064]))

        let payloadKey = try expand(vault.contentKey.bytes, Array("tuckbox.vault/v0/payload\0".utf8), 32)
        let salt = Array(vault.first[1536..<1560])
        let keys = try vault.contentKey.payloadKeys(for: vault.header.fixed, salt: salt)
        let message = try keys.prefix + sealed(Array("inner form".utf8).span, last: true, keys)
        let context = Array("tuckbox.vault/v0/context\0".utf8) + vault.first[1024..<1536]
        #expect(try content(message, SecretBytes(copying: payloadKey), context: context) == Array("inner form".utf8))
        #expect(Array(message[..<56]) == Array(vault.first[1536..<1592]))
    }

    /// A key in a box, since arrays do not hold what cannot be copied.
    private final class Key {
        let bytes: SecretBytes
        init(_ bytes: consuming SecretBytes) { self.bytes = bytes }
    }

    private func kek1(_ slot: [UInt8]) throws -> Key {
        let passphrase = try SecretBytes(copying: Array(SampleKeys.passphrase.utf8))
        return Key(try PBKDF2.derive(.sha512, passphrase: passphrase, salt: slot[8..<40].span, rounds: 210_000, length: 32))
    }

    private func kek2(_ slot: [UInt8]) throws -> Key {
        let file = try KeyFile(text: SecretBytes(copying: SampleKeys.keyFileText.get()))
        let input = try SecretBytes.joining(kek1(slot).bytes.copyOfPublicBytes().span, file.bytes)
        return Key(try HKDF.derive(.sha512, inputKey: input, salt: slot[8..<40].span, info: Array("tuckbox.vault/v0/kek2\0".utf8).span, length: 32))
    }

    private func kek3(_ slot: [UInt8], _ vaultID: [UInt8]) throws -> Key {
        let info = Array("tuckbox.vault/v0/recovery\0".utf8) + vaultID
        let own = try SampleKeys.recoveryKey.get()
        #expect(Array(slot[4..<69]) == own.publicKey.point)
        let context = try HPKE.setupReceiver(encapsulated: Array(slot[69..<134]), privateKey: own.key, info: info)
        return Key(try context.export(Array("tuckbox.vault/v0/kek3".utf8), length: 32))
    }
}
