import SystemFiles

/// A time as people type it.
enum TimeArgument {
    /// - Parameter text: RFC 3339, or `2026-11-26 08:40` by the clocks of a place.
    static func time(_ text: String, in place: LocalClock) throws -> UTCTime {
        if let time = withZone(text) { return time }
        let times = place.instants(text)
        if times.count == 1 { return times[0] }
        let shown = quoted(Path(argument: text))
        if times.count > 1 {
            let offered = times.map { place.time($0).text }.joined(separator: " or ")
            throw Failure(.usage, message: "\(shown) happens twice, because the clocks go back then", hint: "say which: \(offered)")
        }
        let isDate = UTCTime(text.prefix(10) + "T" + text.dropFirst(11) + ":00Z") != nil
        throw Failure(
            .usage, message: isDate ? "\(shown) never happens in \(place.name), because the clocks go forward then" : "\(shown) is not a time",
            hint: "as in \"2026-11-26 08:40\" or 2026-11-26T08:40:00Z")
    }

    /// `2026-11-26T08:40:00Z`, `2026-11-26T08:40+01:00`; nil for everything else.
    private static func withZone(_ text: String) -> UTCTime? {
        let bytes = Array(text.utf8)
        guard bytes.count > 16, bytes[10] == 0x54 || bytes[10] == 0x20 else { return nil }
        let date = String(decoding: bytes[..<10], as: UTF8.self)
        var clock = String(decoding: bytes[11...], as: UTF8.self)
        var offset: Int64 = 0
        if clock.hasSuffix("Z") {
            clock.removeLast()
        } else {
            let zone = Array(clock.utf8.suffix(6))
            let isDigits = zone.enumerated().allSatisfy { [0, 3].contains($0.offset) || (0x30...0x39).contains($0.element) }
            guard zone.count == 6, isDigits, zone[0] == 0x2b || zone[0] == 0x2d, zone[3] == 0x3a else { return nil }
            let (hours, minutes) = (Int64(zone[1] - 0x30) * 10 + Int64(zone[2] - 0x30), Int64(zone[4] - 0x30) * 10 + Int64(zone[5] - 0x30))
            guard hours < 24, minutes < 60 else { return nil }
            offset = (hours * 60 + minutes) * (zone[0] == 0x2d ? -60 : 60)
            clock.removeLast(6)
        }
        if clock.utf8.count == 5 { clock += ":00" }
        return UTCTime("\(date)T\(clock)Z").map { UTCTime($0.seconds - offset) }
    }
}
