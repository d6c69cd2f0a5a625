internal import SystemFiles

/// Which backups stay: the newest of each of so many days, weeks, months and years that have one (grandfather, father, son). UTC; weeks begin on Mondays.
/// Periods without a backup do not count, so that neither holidays nor a wrong clock empty a shelf.
public struct Retention: Equatable, Sendable {
    public var daily: Int
    public var weekly: Int
    public var monthly: Int
    public var yearly: Int

    public init(daily: Int = 0, weekly: Int = 0, monthly: Int = 0, yearly: Int = 0) {
        (self.daily, self.weekly, self.monthly, self.yearly) = (daily, weekly, monthly, yearly)
    }

    /// Of backups made at `times`, seconds since 1970 in any order, those that stay. Never empty unless `times` is.
    public func kept(of times: [Int64]) -> Set<Int64> {
        let newestFirst = Set(times).sorted(by: >)
        // The last one stays whatever the rule says.
        var kept = Set(newestFirst.prefix(1))
        for (count, period) in [(daily, Self.day), (weekly, Self.week), (monthly, Self.month), (yearly, Self.year)] {
            var left = count
            var last: Int64?
            for time in newestFirst where left > 0 {
                let period = period(time)
                if period == last { continue }
                kept.insert(time)
                last = period
                left -= 1
            }
        }
        return kept
    }

    private static func day(_ time: Int64) -> Int64 { floorDivided(time, by: 86400) }
    /// 1970 began on a Thursday.
    private static func week(_ time: Int64) -> Int64 { floorDivided(day(time) + 3, by: 7) }
    private static func month(_ time: Int64) -> Int64 { UTCTime(time).monthNumber }
    private static func year(_ time: Int64) -> Int64 { floorDivided(UTCTime(time).monthNumber, by: 12) }

    private static func floorDivided(_ number: Int64, by divisor: Int64) -> Int64 {
        number / divisor - (number % divisor < 0 ? 1 : 0)
    }
}
