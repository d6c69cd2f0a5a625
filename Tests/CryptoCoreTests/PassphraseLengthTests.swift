import Testing

@testable import CryptoCore

@Suite("Passphrases: length")
struct PassphraseLengthTests {
    /// Three bytes that NFC makes six of.
    static let expanding = "\u{958}"

    private func repeated(_ text: String, _ count: Int) -> [UInt8] { Array(String(repeating: text, count: count).utf8) }

    @Test("1,024 bytes are taken and 1,025 are not")
    func limit() throws {
        #expect(try normalised(repeated("x", 1024)).count == 1024)
        #expect(try normalised(repeated("\u{ac01}", 341)).count == 1023)
        #expect(throws: CryptoError.passphraseRefused(.tooLong)) { try normalised(repeated("x", 1025)) }
        #expect(throws: CryptoError.passphraseRefused(.tooLong)) { try normalised(repeated("x", 100_000)) }
    }

    @Test("a newline that is removed does not count")
    func newline() throws {
        for end in ["\n", "\r\n"] {
            #expect(try normalised(repeated("x", 1024) + Array(end.utf8), strippingNewline: true).count == 1024)
            #expect(throws: CryptoError.passphraseRefused(.tooLong)) { try normalised(repeated("x", 1025) + Array(end.utf8), strippingNewline: true) }
        }
    }

    @Test("the limit holds before normalisation, also for what gets shorter by it")
    func before() throws {
        #expect(try normalised(repeated("e\u{301}", 341)).count == 682)
        #expect(throws: CryptoError.passphraseRefused(.tooLong)) { try normalised(repeated("e\u{301}", 342)) }
    }

    @Test("the limit holds after normalisation, for what gets longer by it")
    func after() throws {
        #expect(try normalised(repeated(Self.expanding, 170) + repeated("x", 4)).count == 1024)
        #expect(throws: CryptoError.passphraseRefused(.tooLong)) { try normalised(repeated(Self.expanding, 170) + repeated("x", 5)) }
        #expect(throws: CryptoError.passphraseRefused(.tooLong)) { try normalised(repeated(Self.expanding, 341)) }
        #expect(throws: CryptoError.passphraseRefused(.tooLong)) { try normalised(repeated("\u{1d160}", 256)) }
    }
}
