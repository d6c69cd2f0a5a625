import Foundation
import SystemFiles
import Testing

@testable import Backups

@Suite("Which backups stay")
struct RetentionTests {
    private func time(_ text: String) throws -> Int64 { try #require(UTCTime(text)).seconds }

    /// The calendar of another library, to judge by.
    private var calendar: Calendar {
        var calendar = Calendar(identifier: .iso8601)
        calendar.timeZone = TimeZone(secondsFromGMT: 0)!
        return calendar
    }

    /// The rule written another way: the last backup of each of the newest so many periods, as Foundation counts them.
    private func expected(_ rule: Retention, _ times: [Int64]) -> Set<Int64> {
        var kept: Set<Int64> = []
        let components: [(Int, Set<Calendar.Component>)] = [
            (rule.daily, [.year, .month, .day]), (rule.weekly, [.yearForWeekOfYear, .weekOfYear]), (rule.monthly, [.year, .month]),
            (rule.yearly, [.year]),
        ]
        for (count, parts) in components {
            let groups = Dictionary(grouping: times) { calendar.dateComponents(parts, from: Date(timeIntervalSince1970: Double($0))) }
            kept.formUnion(groups.values.compactMap { $0.max() }.sorted(by: >).prefix(count))
        }
        if let newest = times.max() { kept.insert(newest) }
        return kept
    }

    @Test("three years of nightly backups, removed night by night, leave exactly what the rule says")
    func threeYears() throws {
        let rule = Retention(daily: 7, weekly: 5, monthly: 12, yearly: 3)
        var shelf: Set<Int64> = []
        var all: [Int64] = []
        // Over the leap day of 2028.
        for night in 0..<3 * 365 + 1 {
            let now = try time("2026-09-01T02:00:00Z") + Int64(night) * 86400
            all.append(now)
            shelf.insert(now)
            shelf = rule.kept(of: Array(shelf))
            #expect(shelf.contains(now))
            #expect(shelf == expected(rule, all), "night \(night)")
        }
        #expect(all.last == (try time("2029-08-31T02:00:00Z")))
        let days = shelf.sorted().map { String(UTCTime($0).text.prefix(10)) }
        #expect(
            days == [
                "2027-12-31", "2028-09-30", "2028-10-31", "2028-11-30", "2028-12-31", "2029-01-31", "2029-02-28", "2029-03-31", "2029-04-30",
                "2029-05-31", "2029-06-30", "2029-07-31", "2029-08-05", "2029-08-12", "2029-08-19", "2029-08-25", "2029-08-26", "2029-08-27",
                "2029-08-28", "2029-08-29", "2029-08-30", "2029-08-31",
            ])
    }

    @Test("three years with holidays, two backups on some days and a clock that is wrong at times never lose the newest")
    func irregular() throws {
        let seed = UInt64.random(in: 0 ... .max)
        print("retention: seed \(seed)")
        var generator = SplitMix(seed)
        for _ in 0..<20 {
            let rule = Retention(
                daily: Int.random(in: 0...10, using: &generator), weekly: Int.random(in: 0...6, using: &generator),
                monthly: Int.random(in: 0...14, using: &generator), yearly: Int.random(in: 0...4, using: &generator))
            var shelf: Set<Int64> = []
            for night in 0..<1096 where Int.random(in: 0..<10, using: &generator) > 1 {
                let now = try time("2026-01-01") + Int64(night) * 86400 + Int64.random(in: -90000...90000, using: &generator)
                shelf.insert(now)
                let kept = rule.kept(of: Array(shelf))
                #expect(kept == expected(rule, Array(shelf)))
                #expect(kept.isSubset(of: shelf) && kept.contains(shelf.max()!))
                shelf = kept
            }
        }
    }

    @Test("the last backup stays, whatever the rule, and however old it is")
    func lastOne() throws {
        #expect(Retention().kept(of: [5]) == [5])
        #expect(Retention(daily: 1).kept(of: [5, 4]) == [5])
        #expect(Retention(daily: 7).kept(of: []) == [])
        #expect(Retention(yearly: 1).kept(of: [-1, -2]) == [-1])
    }

    @Test("weeks begin on Mondays, years and leap days are the calendar's")
    func borders() throws {
        let sunday = try time("2026-11-29T23:59:59Z")
        #expect(Retention(weekly: 2).kept(of: [sunday, sunday + 1]).count == 2)
        #expect(Retention(weekly: 2).kept(of: [sunday, sunday - 6 * 86400]).count == 1)
        let leap = try time("2028-02-29T12:00:00Z")
        #expect(Retention(monthly: 2).kept(of: [leap, leap + 86400]).count == 2)
        #expect(Retention(monthly: 2).kept(of: [leap, leap - 86400]) == [leap])
        let newYear = try time("2027-01-01")
        #expect(Retention(yearly: 2).kept(of: [newYear, newYear - 1]).count == 2)
    }

    @Test("a month without backups costs none of the old ones")
    func holidays() throws {
        let start = try time("2026-06-01T02:00:00Z")
        let before = (0..<7).map { start + Int64($0) * 86400 }
        let after = start + 60 * 86400
        #expect(Retention(daily: 7).kept(of: before + [after]) == Set(before.dropFirst() + [after]))
    }

    @Test("times beyond any calendar do not trap")
    func extremes() {
        #expect(Retention(daily: 3, weekly: 3, monthly: 3, yearly: 3).kept(of: [.min, .max, 0]).contains(.max))
    }
}

/// A generator that a seed repeats.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64
    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }
}
