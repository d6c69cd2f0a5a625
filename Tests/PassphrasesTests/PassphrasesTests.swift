import CryptoCore
import Testing

@testable import Passphrases

@Suite struct PassphrasesTests {
    private func passphrase(_ text: String) throws -> Passphrase {
        try Passphrase(SecretBytes(copying: Array(text.utf8)), strippingNewline: false)
    }

    private func text(_ secret: borrowing SecretBytes) -> String {
        secret.withSpan { span in String(decoding: span.indices.map { span[$0] }, as: UTF8.self) }
    }

    @Test("a generated passphrase is as many words of the list as were asked for, and never the same twice")
    func generated() throws {
        var seen: Set<String> = []
        for count in [5, 6, 20] {
            for _ in 0..<50 {
                let words = text(try WordList.passphrase(words: count)).split(separator: " ")
                #expect(words.count == count && words.allSatisfy { (3...9).contains($0.count) })
                #expect(seen.insert(words.joined(separator: " ")).inserted)
            }
        }
    }

    @Test("every word of the list can come, the first and the last included")
    func coverage() throws {
        var seen: Set<Substring> = []
        // 7,776 words: after 100,000 draws a given word is missing once in 400,000 runs.
        for _ in 0..<5000 { for word in text(try WordList.passphrase(words: 20)).split(separator: " ") { seen.insert(word) } }
        #expect(seen.count > 7700 && seen.count <= 7776)
        #expect(seen.contains("abacus") && seen.contains("zoom"))
    }

    @Test(
        "what people choose is refused",
        arguments: [
            "password1234", "Password123!", "qwertyuiop12", "123456789012", "aaaaaaaaaaaaaaaa", "teacher2024!", "letmeinletmein", "short",
            "abcdefghijkl",
        ])
    func weak(_ word: String) throws {
        #expect(try !Strength(of: passphrase(word)).isEnough)
    }

    @Test(
        "words at random and long sentences are enough",
        arguments: [
            "cheer deletion closable polo tactless onto", "correct horse battery staple", "my aunt keeps three purple llamas",
            String(repeating: "wandering ostrich kettle ", count: 30),
        ])
    func strong(_ word: String) throws {
        #expect(try Strength(of: passphrase(word)).isEnough)
    }

    @Test("a short passphrase is refused however strange it is, and characters are counted, not bytes")
    func length() throws {
        #expect(try !Strength(of: passphrase("\u{20ac}x9$\u{e9}Kq!7z#")).isEnough)
        #expect(try Strength(of: passphrase("\u{20ac}\u{20ac}\u{20ac}")).characters == 3)
    }
}
