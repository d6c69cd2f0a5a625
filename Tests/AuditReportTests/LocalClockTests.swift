import SystemFiles
import Testing

@testable import tuckbox

struct LocalClockTests {
    private let london = LocalClock("Europe/London")

    @Test(
        "London's clocks show what they should",
        arguments: [
            ("2026-11-26T08:40:00Z", "2026-11-26T08:40:00+00:00", "Thursday 26 November 2026, 08:40 GMT"),
            ("2026-10-25T00:59:59Z", "2026-10-25T01:59:59+01:00", "Sunday 25 October 2026, 01:59 BST"),
            ("2026-10-25T01:00:00Z", "2026-10-25T01:00:00+00:00", "Sunday 25 October 2026, 01:00 GMT"),
            ("2026-03-29T00:59:59Z", "2026-03-29T00:59:59+00:00", "Sunday 29 March 2026, 00:59 GMT"),
            ("2026-03-29T01:00:00Z", "2026-03-29T02:00:00+01:00", "Sunday 29 March 2026, 02:00 BST"),
            ("2024-02-29T23:30:00Z", "2024-02-29T23:30:00+00:00", "Thursday 29 February 2024, 23:30 GMT"),
        ])
    func shows(utc: String, text: String, words: String) throws {
        let shown = try #require(london).time(try #require(UTCTime(utc)))
        #expect(shown.text == text && shown.words == words)
    }

    @Test(
        "A local time happens once, twice or never",
        arguments: [
            ("2026-11-26 08:40", ["2026-11-26T08:40:00Z"]), ("2026-07-01T08:40", ["2026-07-01T07:40:00Z"]),
            ("2026-10-25 01:30", ["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"]), ("2026-10-25 02:00", ["2026-10-25T02:00:00Z"]),
            ("2026-03-29 01:30", []), ("2026-03-29 02:00", ["2026-03-29T01:00:00Z"]), ("2026-02-30 08:00", []), ("2026-11-26", []), ("", []),
            ("2026-11-26 08:40x", []), ("2026-11-26_08:40", []), ("9999-12-31 23:59", ["9999-12-31T23:59:00Z"]),
        ])
    func instants(text: String, times: [String]) throws { #expect(try #require(london).instants(text).map(\.text) == times) }

    @Test("Other places have their own clocks, and the environment is left as it was") func places() throws {
        let time = try #require(UTCTime("2026-07-01T12:00:00Z"))
        #expect(try #require(LocalClock("Asia/Kathmandu")).time(time).text == "2026-07-01T17:45:00+05:45")
        #expect(try #require(LocalClock("America/St_Johns")).time(time).text == "2026-07-01T09:30:00-02:30")
        #expect(LocalClock.utc.time(time).text == "2026-07-01T12:00:00+00:00")
    }

    @Test(
        "What is no place's name is none",
        arguments: [
            "", "/etc/passwd", "../../../etc/passwd", "Europe/../../../../etc/passwd", "Europe/Nowhere", "Europe", "a b", ":London", "GMT0BST,M3",
            "tzdata.zi",
        ])
    func none(name: String) { #expect(LocalClock(name) == nil) }

    @Test(
        "A time is typed with a zone or without",
        arguments: [
            ("2026-10-25T01:30:00Z", "2026-10-25T01:30:00Z"), ("2026-10-25T01:30:00+01:00", "2026-10-25T00:30:00Z"),
            ("2026-10-25 01:30+01:00", "2026-10-25T00:30:00Z"), ("2026-10-24T23:30:00-02:30", "2026-10-25T02:00:00Z"),
            ("2026-10-26 09:00", "2026-10-26T09:00:00Z"),
        ])
    func typed(text: String, time: String) throws { #expect(try TimeArgument.time(text, in: try #require(london)).text == time) }

    @Test(
        "What is no time, or two, is said to be so",
        arguments: [
            ("2026-10-25 01:30", "happens twice"), ("2026-03-29 01:30", "never happens"), ("yesterday", "is not a time"), ("", "is not a time"),
            ("2026-13-01 10:00", "is not a time"), ("2026-10-25T01:30:00++1:00", "is not a time"), ("2026-10-25T01:30:00+1:00", "is not a time"),
            ("2026-10-25T25:30:00Z", "is not a time"), ("2026-10-25T01:30:00+99:00", "is not a time"), ("🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂", "is not a time"),
        ])
    func refused(text: String, says: String) throws {
        let place = try #require(london)
        #expect { try TimeArgument.time(text, in: place) } throws: { ($0 as? Failure)?.message.contains(says) == true }
    }
}
