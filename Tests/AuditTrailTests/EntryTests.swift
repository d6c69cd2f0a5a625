import CryptoCore
import SystemFiles
import Testing

@testable import AuditTrail

@Suite("Entries")
struct EntryTests {
    private static func line(_ entry: TrailEntry, user: String = "smith") -> [UInt8] {
        let actor = Actor(user: user, identifier: 1000, computer: "pc-17")
        return entry.body(number: 4, time: november, actor, previous: .zero) + Array(",\"seal\":\"\(String(repeating: "0", count: 64))\"}".utf8)
    }

    @Test("an entry is read as it was written", arguments: ["smith", "o'neil \"x\" \\", "Zoë 🙂", "\u{1}\u{1f}\u{7f}"])
    func round(user: String) throws {
        var entry = outcome(3)
        (entry.vaultIDs, entry.failedIDs) = ([[1, 2], [3, 4]], [[255]])
        let read = try #require(RecordedEntry(Self.line(entry, user: user)))
        #expect(read.number == 4 && read.text("user") == user && read.number("content_bytes") == 2200)
        #expect(read.text("organisation") == entry.organisation)
        #expect(read.list("vault_ids") == ["0102", "0304"] && read.list("failed_ids") == ["ff"])
    }

    @Test("an escaped quote or backslash in a list ends nothing")
    func escapesInLists() throws {
        let zeros = String(repeating: "0", count: 64)
        let list = #"["","\"","a\\\"b","\\","\u0001"]"#
        let line = Array("{\"schema\":1,\"seq\":1,\"x\":\(list),\"prev\":\"\(zeros)\",\"seal\":\"\(zeros)\"}".utf8)
        #expect(try #require(RecordedEntry(line)).list("x") == ["", "\"", "a\\\"b", "\\", "\u{1}"])
    }

    @Test("what is not in the form of an entry is refused: each bit of each byte, and each prefix")
    func hostile() {
        let line = Self.line(outcome(3))
        for end in 0..<line.count { #expect(RecordedEntry(Array(line[..<end])) == nil) }
        for place in line.indices {
            for bit in 0..<8 {
                var changed = line
                changed[place] ^= 1 << UInt8(bit)
                // Other values are entries too: they only have to be read without a crash.
                _ = RecordedEntry(changed)
            }
        }
    }

    @Test(
        "defects",
        arguments: [
            "{}", "{\"schema\":1}", "", "{", "[]", "{\"schema\":1,\"seq\":01}", "{\"schema\":2,\"seq\":1", "{ \"schema\":1",
            "{\"schema\":1,\"seq\":1,\"seq\":1", "{\"schema\":1,\"seq\":-1", "{\"schema\":1,\"seq\":1.5", "{\"schema\":1,\"seq\":1e3",
            "{\"schema\":1,\"seq\":99999999999999999", "{\"schema\":1,\"seq\":1,\"x\":null", "{\"schema\":1,\"seq\":1,\"x\":{}",
            "{\"schema\":1,\"seq\":1,\"x\":[]", "{\"schema\":1,\"seq\":1,\"x\":[1]", "{\"schema\":1,\"seq\":1,\"x\":\"\\n\"",
            "{\"schema\":1,\"seq\":1,\"x\":\"\\u0041\"", "{\"schema\":1,\"seq\":1,\"x\":\"\t\"", "{\"schema\":1,\"seq\":1,\"\":1",
            "{\"seq\":1,\"schema\":1", "{\"schema\":1,\"seq\":1,\"prev\":\"\"",
        ])
    func defects(start: String) {
        let zeros = String(repeating: "0", count: 64)
        #expect(RecordedEntry(Array((start + ",\"prev\":\"\(zeros)\",\"seal\":\"\(zeros)\"}").utf8)) == nil)
        #expect(RecordedEntry(Array(start.utf8)) == nil)
        #expect(RecordedEntry(Array("{\"schema\":1,\"seq\":1,\"prev\":\"\(zeros)\",\"seal\":\"\(zeros)\"}".utf8)) != nil)
    }

    @Test("times are written and read", arguments: [0, -1, 951_782_399, 951_782_400, 1_795_000_000, 4_107_542_400, 253_402_300_799, -62_135_596_800])
    func times(seconds: Int64) {
        let time = UTCTime(seconds)
        #expect(UTCTime(time.text) == time, "\(time.text)")
    }

    @Test("known times")
    func known() {
        #expect(UTCTime(0).text == "1970-01-01T00:00:00Z")
        #expect(UTCTime(951_782_400).text == "2000-02-29T00:00:00Z")
        #expect(UTCTime(1_795_000_000).text == "2026-11-18T11:06:40Z")
        #expect(UTCTime("2026-11")?.text == "2026-11-01T00:00:00Z" && UTCTime("2026-11-22")?.month == "2026-11")
        for text in ["", "2026", "2026-13", "2026-02-30", "2026-11-22T24:00:00Z", "2026-11-22 00:00:00Z", "2026-11-2", "0000-01-01"] {
            #expect(UTCTime(text) == nil, "\(text)")
        }
    }
}
