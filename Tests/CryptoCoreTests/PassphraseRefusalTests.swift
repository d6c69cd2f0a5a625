import Testing

@testable import CryptoCore

@Suite("Passphrases: what is refused")
struct PassphraseRefusalTests {
    @Test(
        "malformed UTF-8 is refused, wherever it stands",
        arguments: [
            [0x80], [0xbf], [0xc0, 0x80], [0xc0, 0xaf], [0xc1, 0xbf], [0xe0, 0x80, 0xaf], [0xe0, 0x9f, 0xbf], [0xf0, 0x80, 0x80, 0xaf],
            [0xf0, 0x8f, 0xbf, 0xbf],
            [0xed, 0xa0, 0x80], [0xed, 0xaf, 0xbf], [0xed, 0xb0, 0x80], [0xed, 0xbf, 0xbf], [0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80],
            [0xf4, 0x90, 0x80, 0x80],
            [0xf5, 0x80, 0x80, 0x80], [0xf8, 0x88, 0x80, 0x80, 0x80], [0xfe], [0xff], [0xc3], [0xe2, 0x82], [0xf0, 0x9f, 0x98], [0xc3, 0x28],
            [0xe9, 0x20],
            [0xe2, 0x28, 0xa1], [0xf0, 0x9f, 0x28, 0x80],
        ] as [[UInt8]])
    func malformed(_ bytes: [UInt8]) {
        for (before, after) in [("", ""), ("word", ""), ("", "word"), ("e\u{301}", "\u{ac01}")] {
            #expect(throws: CryptoError.passphraseRefused(.notUTF8)) { try normalised(Array(before.utf8) + bytes + Array(after.utf8)) }
        }
    }

    @Test("control characters are refused, wherever they stand", arguments: Array(0x00...0x1f) + Array(0x7f...0x9f) as [UInt32])
    func control(_ code: UInt32) throws {
        let character = String(try #require(Unicode.Scalar(code)))
        for text in [character, "word" + character, character + "word", "wo" + character + "rd"] {
            #expect(throws: CryptoError.passphraseRefused(.controlCharacter)) { try normalised(Array(text.utf8)) }
        }
    }

    @Test("the neighbours of the control characters are not refused", arguments: [0x20, 0x7e, 0xa0] as [UInt32])
    func notControl(_ code: UInt32) throws {
        let text = Array(String(try #require(Unicode.Scalar(code))).utf8)
        #expect(try normalised(text) == text)
    }

    @Test("the empty passphrase is refused, also if a newline was all there was")
    func empty() {
        #expect(throws: CryptoError.passphraseRefused(.empty)) { try normalised([]) }
        for text in ["", "\n", "\r\n"] {
            #expect(throws: CryptoError.passphraseRefused(.empty)) { try normalised(Array(text.utf8), strippingNewline: true) }
        }
    }

    @Test("one final LF or CRLF is removed if that is asked for")
    func newline() throws {
        for text in ["word", "word\n", "word\r\n"] {
            #expect(try normalised(Array(text.utf8), strippingNewline: true) == Array("word".utf8))
        }
        #expect(try normalised(Array("word \n".utf8), strippingNewline: true) == Array("word ".utf8))
    }

    @Test("a newline that was not asked to be removed, a second one, and a lone CR are control characters")
    func otherNewlines() {
        for text in ["word\n", "word\r\n", "\n", "\r\n"] {
            #expect(throws: CryptoError.passphraseRefused(.controlCharacter)) { try normalised(Array(text.utf8)) }
        }
        for text in ["word\n\n", "word\r", "word\r\r\n", "word\n\r\n", "word\n\r", "\nword", "\r", "\n\n"] {
            #expect(throws: CryptoError.passphraseRefused(.controlCharacter)) { try normalised(Array(text.utf8), strippingNewline: true) }
        }
    }
}
