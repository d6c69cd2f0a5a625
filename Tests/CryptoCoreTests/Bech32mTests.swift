import SeededGenerator
import Testing

@testable import CryptoCore

@Suite("Bech32m")
struct Bech32mTests {
    private func decoded(_ text: String, _ part: String, _ count: Int) throws -> [UInt8]? {
        switch try Bech32m.decode(SecretBytes(copying: Array(text.utf8)), humanReadablePart: part, byteCount: count) {
        case .some(let secret): secret.copyOfPublicBytes()
        case .none: nil
        }
    }

    private func encoded(_ bytes: [UInt8], _ part: String) throws -> String {
        try String(decoding: Bech32m.encode(SecretBytes(copying: bytes), humanReadablePart: part).copyOfPublicBytes(), as: UTF8.self)
    }

    @Test(
        "the valid strings of BIP 350 that are whole bytes are read and written",
        arguments: [
            ("a1lqfn3a", "a", ""),
            (
                "an83characterlonghumanreadablepartthatcontainsthetheexcludedcharactersbioandnumber11sg7hg6",
                "an83characterlonghumanreadablepartthatcontainsthetheexcludedcharactersbioandnumber1", ""
            ),
            ("abcdef1l7aum6echk45nj3s0wdvt2fg8x9yrzpqzd3ryx", "abcdef", "ffbbcdeb38bdab49ca307b9ac5a928398a418820"),
            (
                "split1checkupstagehandshakeupstreamerranterredcaperredlc445v", "split",
                "c5f38b70305f519bf66d85fb6cf03058f3dde463ecd7918f2dc743918f2d"
            ),
            ("?1v759aa", "?", ""),
        ])
    func valid(_ text: String, _ part: String, _ hex: String) throws {
        let bytes = try #require([UInt8](hex: hex))
        #expect(try decoded(text, part, bytes.count) == bytes)
        #expect(try encoded(bytes, part) == text)
    }

    @Test(
        "the invalid strings of BIP 350 are refused",
        arguments: [
            ("y1b0jsk6g", "y", 0), ("lt1igcx5c0", "lt", 0), ("in1muywd", "in", 0), ("mm1crxm3i", "mm", 0), ("au1s5cgom", "au", 0),
            ("M1VUXWEZ", "m", 0), ("qyrz8wqd2c9m", "q", 0), ("A1LQFN3A", "a", 0),
        ])
    func invalid(_ text: String, _ part: String, _ count: Int) throws {
        // Some have too few characters for their number of bytes; every number that might fit is tried.
        for bytes in count...3 { #expect(try decoded(text, part, bytes) == nil) }
    }

    @Test("bits that fill up the last character have to be zero")
    func padding() throws {
        // All 82 characters are `l`, all bits set: right by BIP 350, but not 51 bytes.
        let text = "11" + String(repeating: "l", count: 82) + "ludsr8"
        #expect(try decoded(text, "1", 51) == nil)
    }

    @Test("what is written is read again, whatever the length")
    func roundTrip() throws {
        var generator = SeededGenerator("Bech32m round trip")
        for count in 0...40 {
            let bytes = generator.bytes(count)
            let text = try encoded(bytes, "tbkey")
            #expect(text.utf8.count == 6 + (count * 8 + 4) / 5 + 6)
            #expect(try decoded(text, "tbkey", bytes.count) == bytes)
            #expect(try decoded(text, "tbkey", bytes.count + 1) == nil)
            #expect(try decoded(text, "tbkez", bytes.count) == nil)
        }
    }
}
