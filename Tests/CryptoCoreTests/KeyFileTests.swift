import SeededGenerator
import Testing

@testable import CryptoCore

/// The bytes 0 to 15.
private let zeroToFifteen = "tbkey1qqqsyqcyq5rqwzqfpg9scrgwpumwka8d"

@Suite("Key files")
struct KeyFileTests {
    private static let alphabet = Array("qpzry9x8gf2tvdw0s3jn54khce6mua7l")

    private func bytes(_ text: String) throws(CryptoError) -> [UInt8] {
        let file = try KeyFile(text: SecretBytes(copying: Array(text.utf8)))
        return file.bytes.copyOfPublicBytes()
    }

    private func isRefused(_ text: String) -> Bool {
        do throws(CryptoError) {
            _ = try bytes(text)
            return false
        } catch {
            return error == .notAKeyFile
        }
    }

    @Test("the bytes 0 to 15 are read from their text, and written as it")
    func known() throws {
        #expect(try bytes(zeroToFifteen) == [UInt8](0..<16))
        let text = try KeyFile(text: SecretBytes(copying: Array(zeroToFifteen.utf8))).text()
        #expect(text.copyOfPublicBytes() == Array(zeroToFifteen.utf8))
    }

    @Test("a new key file is read as what was written, and no two are alike")
    func generated() throws {
        let one = try KeyFile.generate()
        let other = try KeyFile.generate()
        let text = try one.text()
        #expect(text.count == KeyFile.textLength)
        #expect(try bytes(String(decoding: text.copyOfPublicBytes(), as: UTF8.self)) == one.bytes.copyOfPublicBytes())
        #expect(one.bytes.copyOfPublicBytes() != other.bytes.copyOfPublicBytes())
    }

    @Test(
        "case, spaces, hyphens and one final newline do not matter",
        arguments: [
            "TBKEY1QQQSYQCYQ5RQWZQFPG9SCRGWPUMWKA8D", "TbKey1QqQsYqCyQ5RqWzQfPg9ScRgWpUmWkA8d", "tbkey1qqqsyqcyq5rqwzqfpg9scrgwpumwka8d\n",
            "tbkey1qqqsyqcyq5rqwzqfpg9scrgwpumwka8d\r\n", "tbkey1-qqqs-yqcy-q5rq-wzqf-pg9s-crgw-pumw-ka8d",
            "  TBKEY1 QQQS YQCY Q5RQ WZQF PG9S CRGW PUMW KA8D  \n", "t-b k-e y-1qqqsyqcyq5rqwzqfpg9scrgwpumwka8d - \r\n",
        ])
    func forgiven(_ text: String) throws {
        #expect(try bytes(text) == [UInt8](0..<16))
    }

    @Test(
        "other characters, more newlines and other lengths are refused",
        arguments: [
            "", "\n", "tbkey1", "#\n\n", "#\r", "#\n\r", "#\n ", "\n#", "\t#", "#\0", "#q", "q#", "##", "\u{feff}#", "#\u{2010}", "#\u{a0}",
            "tbkey1qqqsyqcyq5rqwzqfp\ng9scrgwpumwka8d", "tbkey1qqqsyqcyq5rqwzqfpg9scrgwpumwka8", "bkey1qqqsyqcyq5rqwzqfpg9scrgwpumwka8d",
            "tbkeyqqqsyqcyq5rqwzqfpg9scrgwpumwka8d", "tbkey2qqqsyqcyq5rqwzqfpg9scrgwpumwka8d",
        ])
    func refused(_ pattern: String) {
        #expect(isRefused(pattern.split(separator: "#", omittingEmptySubsequences: false).joined(separator: zeroToFifteen)))
    }

    @Test("a file of more than 256 bytes is refused, though its text would do")
    func oversize() throws {
        let spaces = String(repeating: " ", count: 256 - zeroToFifteen.utf8.count)
        #expect(try bytes(spaces + zeroToFifteen) == [UInt8](0..<16))
        #expect(isRefused(spaces + " " + zeroToFifteen))
    }

    @Test("the older Bech32, another prefix and padding bits that are not zero are refused, though their checksums are right")
    func wrongKind() {
        #expect(isRefused("tbkey1qqqsyqcyq5rqwzqfpg9scrgwpuwjx3z0"))
        #expect(isRefused("tbkez1qqqsyqcyq5rqwzqfpg9scrgwpuvptmg9"))
        for padded in ["tbkey1qqqsyqcyq5rqwzqfpg9scrgwpaxczg6l", "tbkey1qqqsyqcyq5rqwzqfpg9scrgwp7gth75q", "tbkey1qqqsyqcyq5rqwzqfpg9scrgwpl4artfj"] {
            #expect(isRefused(padded))
        }
    }

    @Test("every wrong character at every place is found")
    func singleErrors() {
        for place in zeroToFifteen.indices {
            for other in Array("1bio!_\u{7f}") + Self.alphabet where other != zeroToFifteen[place] {
                var text = zeroToFifteen
                text.replaceSubrange(place...place, with: [other])
                #expect(isRefused(text), "\(text)")
            }
        }
    }

    @Test("two to four wrong characters are found")
    func severalErrors() {
        var generator = SeededGenerator("errors in a key file")
        for _ in 0..<1000 {
            var text = Array(zeroToFifteen)
            for _ in 0..<Int.random(in: 2...4, using: &generator) {
                let place = Int.random(in: 6..<text.count, using: &generator)
                text[place] = Self.alphabet.randomElement(using: &generator) ?? "q"
            }
            guard text != Array(zeroToFifteen) else { continue }
            #expect(isRefused(String(text)), "\(String(text))")
        }
    }
}
