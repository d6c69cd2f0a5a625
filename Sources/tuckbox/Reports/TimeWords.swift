import SystemFiles

extension LocalTime {
    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    ]
    private static let days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]

    /// `26 November 2026`.
    var dateWords: String { "\(day) \(Self.months[month - 1]) \(year)" }

    /// `05:37 GMT`.
    var timeWords: String { "\(padded(hour)):\(padded(minute)) \(zone)" }

    /// `Thursday 26 November 2026, 05:37 GMT`.
    var words: String { "\(Self.days[weekday]) \(dateWords), \(timeWords)" }

    private func padded(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
}

extension UTCTime {
    /// `26 November 2026, 05:37 UTC`.
    var words: String {
        let shown = LocalClock.utc.time(self)
        return "\(shown.dateWords), \(shown.timeWords)"
    }
}
