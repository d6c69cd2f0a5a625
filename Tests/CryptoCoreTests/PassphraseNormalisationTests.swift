import Foundation
import SeededGenerator
import Testing

@testable import CryptoCore

@Suite("Passphrases: one form")
struct PassphraseNormalisationTests {
    @Test(
        "however it was typed, a passphrase has the bytes of NFC",
        arguments: [
            ("caf\u{e9}", "caf\u{e9}"), ("cafe\u{301}", "caf\u{e9}"), ("\u{ac01}", "\u{ac01}"), ("\u{1100}\u{1161}\u{11a8}", "\u{ac01}"),
            ("\u{ac00}\u{11a8}", "\u{ac01}"), ("\u{1100}\u{1161}", "\u{ac00}"), ("\u{212b}", "\u{c5}"), ("\u{2126}", "\u{3a9}"),
            ("q\u{307}\u{323}", "q\u{323}\u{307}"), ("\u{1e9b}\u{323}", "\u{1e9b}\u{323}"), ("\u{958}", "\u{915}\u{93c}"),
            ("\u{1d160}", "\u{1d158}\u{1d165}\u{1d16e}"), ("\u{2adc}", "\u{2add}\u{338}"),
        ])
    func composed(_ typed: String, _ expected: String) throws {
        #expect(try normalised(Array(typed.utf8)) == Array(expected.utf8))
    }

    @Test(
        "nothing else is changed: case, spaces, ligatures, width, invisible characters, characters without a meaning",
        arguments: [
            "Stra\u{df}e STRASSE", "  two  spaces  ", "\u{fb01}ne", "\u{ff21}\u{ff22}", "a\u{200b}b\u{200d}c\u{ad}d",
            "\u{a0}\u{2003}\u{3000}", "\u{2028}\u{2029}",
            "\u{1f469}\u{200d}\u{1f680}", "\u{e000}\u{10fffd}", "\u{378}", "x\u{b2}", "\u{fffd}",
        ])
    func unchanged(_ text: String) throws {
        #expect(try normalised(Array(text.utf8)) == Array(text.utf8))
    }

    @Test("codes that will never be characters are unchanged too", arguments: [0xfdd0, 0xfffe, 0xffff, 0x1ffff, 0x10ffff] as [UInt32])
    func nonCharacters(_ code: UInt32) throws {
        let text = Array(String(try #require(Unicode.Scalar(code))).utf8)
        #expect(try normalised(text) == text)
    }

    @Test("composed and decomposed, a passphrase derives the same key")
    func sameKey() throws {
        let keys = try ["pass\u{e9} \u{ac01}", "passe\u{301} \u{1100}\u{1161}\u{11a8}"].map { text in
            let passphrase = try Passphrase(SecretBytes(copying: Array(text.utf8)), strippingNewline: false)
            return try PBKDF2.derive(.sha512, passphrase: passphrase.bytes, salt: [1, 2, 3].span, rounds: 10, length: 32).copyOfPublicBytes()
        }
        #expect(keys[0] == keys[1])
    }

    @Test("random texts come out as from another implementation, and normalising again changes nothing")
    func random() throws {
        var generator = SeededGenerator("texts to normalise")
        // Assigned since long: implementations of different age agree about them.
        let ranges: [ClosedRange<UInt32>] = [
            0x20...0x7e, 0xa0...0x17f, 0x300...0x345, 0x370...0x377, 0x391...0x3a1, 0x5b0...0x5bd, 0x915...0x93c, 0x958...0x95f, 0x1100...0x1112,
            0x1161...0x1175, 0x11a8...0x11c2, 0x1e00...0x1eff, 0x2126...0x212b, 0xac00...0xd7a3, 0xf900...0xfa0d,
        ]
        for _ in 0..<500 {
            var text = ""
            for _ in 0..<Int.random(in: 1...30, using: &generator) {
                let range = ranges[Int.random(in: ranges.indices, using: &generator)]
                if let scalar = Unicode.Scalar(UInt32.random(in: range, using: &generator)) { text.unicodeScalars.append(scalar) }
            }
            let bytes = try normalised(Array(text.utf8))
            // Decomposed first: Foundation does not join a Hangul syllable with a final consonant that follows it.
            let other = text.decomposedStringWithCanonicalMapping.precomposedStringWithCanonicalMapping
            #expect(bytes == Array(other.utf8), "\(text.unicodeScalars.map { String($0.value, radix: 16) })")
            #expect(try normalised(bytes) == bytes)
        }
    }

    @Test("scalars are counted, not bytes")
    func count() throws {
        let passphrase = try Passphrase(SecretBytes(copying: Array("e\u{301}\u{ac01}\u{1f600}x".utf8)), strippingNewline: false)
        #expect(passphrase.scalarCount == 4)
    }
}

/// The bytes that keys are derived from.
func normalised(_ raw: [UInt8], strippingNewline: Bool = false) throws(CryptoError) -> [UInt8] {
    let passphrase = try Passphrase(SecretBytes(copying: raw), strippingNewline: strippingNewline)
    return passphrase.bytes.copyOfPublicBytes()
}
