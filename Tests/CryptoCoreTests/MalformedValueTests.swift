import CryptoCore
import Testing

/// Values that are not what they should be: texts of another form, bytes of another number, nothing to derive a key from.
struct MalformedValueTests {
    @Test("Base64 that nobody would have made is none", arguments: ["a", "abc", "ab=c", "YQ==\n", "YR==", "!!!!", "YQ= ="])
    func base64(_ text: String) { #expect(Base64.decode(text.utf8) == nil) }

    @Test("No text is the Base64 of no bytes, and more than 1 MiB is not read")
    func base64Sizes() {
        #expect(Base64.decode("".utf8) == [])
        #expect(Base64.decode([UInt8](repeating: 0x41, count: 1 << 20))?.count == 3 << 18)
        #expect(Base64.decode([UInt8](repeating: 0x41, count: (1 << 20) + 4)) == nil)
    }

    @Test("What has not 32 bytes is no hash", arguments: [0, 31, 33])
    func hashes(_ count: Int) {
        let bytes = [UInt8](repeating: 7, count: count)
        #expect(Hash256(bytes) == nil && Hash256(bytes[...]) == nil && Hash256(bytes.span) == nil)
        #expect(Hash256([UInt8](repeating: 7, count: 32))?.bytes == [UInt8](repeating: 7, count: 32))
    }

    @Test("A verification key is read in capitals and with spaces; one that is too short, too long or has a wrong letter is none")
    func verificationKeys() throws {
        let printed = try VerificationKey.generate().text().withSpan { span in String(decoding: span.indices.map { span[$0] }, as: UTF8.self) }
        func isKey(_ text: String) throws -> Bool {
            switch try VerificationKey(text: SecretBytes(copying: Array(text.utf8))) {
            case .some: true
            case .none: false
            }
        }
        #expect(try isKey(printed) && isKey(" " + printed.uppercased() + "\n"))
        #expect(try !isKey(String(printed.dropLast())) && !isKey(printed + "q") && !isKey(printed + printed))
        #expect(try !isKey(printed.dropLast() + (printed.last == "q" ? "p" : "q")))
        #expect(try !isKey(String(repeating: " ", count: 513)))
    }

    @Test("Without a passphrase there is nothing to make a slot of, nor a check value")
    func noPassphrase() throws {
        let nothing = Credentials(passphrase: nil, keyFile: nil, recoveryKeys: [])
        let (vaultID, salt) = ([UInt8](repeating: 1, count: 16), [UInt8](repeating: 2, count: 32))
        let contentKey = try ContentKey.generate()
        #expect(throws: CryptoError.wrongKey) { try nothing.makeSlot(for: contentKey, vaultID: vaultID, salt: salt, rounds: 210_000) }
        #expect(try nothing.checkValue(of: [1], salt: salt, rounds: 210_000) == nil)
        #expect(nothing.recoveryPublicKeys.isEmpty && nothing.derivationCount == 0)
    }
}
