internal import CLinux
internal import Synchronization

/// The clocks of a place, by its name in the time zone database: `Europe/London`.
public struct LocalClock: Sendable, Equatable {
    public let name: String
    /// A value of TZ.
    private let rule: String

    /// The environment is the process's.
    private static let environment = Mutex(())

    /// Nil if the system knows no such place. London and UTC are known without the database; London by the rule that holds since 1996.
    public init?(_ name: String) {
        guard (1...64).contains(name.utf8.count), name.utf8.allSatisfy(Self.isPlain), !name.hasPrefix("/"), !name.contains("..") else { return nil }
        let file = Path("/usr/share/zoneinfo/" + name)
        self.name = name
        if let zone = try? Descriptor.open(file, .read), let start = try? zone.bytes(count: 4, at: 0), start == Array("TZif".utf8) {
            rule = name
        } else if let known = Self.known[name] {
            rule = known
        } else {
            return nil
        }
    }

    public static let utc = LocalClock(name: "UTC", rule: "UTC0")

    private init(name: String, rule: String) { (self.name, self.rule) = (name, rule) }

    private static let known = ["Europe/London": "GMT0BST,M3.5.0/1,M10.5.0", "UTC": "UTC0"]

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: true
        default: "/_+-".utf8.contains(byte)
        }
    }

    /// What the clocks show at a time.
    public func time(_ instant: UTCTime) -> LocalTime {
        var local = tuckbox_local_time()
        let status = Self.environment.withLock { _ in unsafe tuckbox_local_time_in(rule, instant.seconds, &local) }
        // Every year of UTCTime is on the calendar.
        precondition(status == 0)
        let zone = unsafe withUnsafeBytes(of: local.abbreviation) { bytes in
            unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        return LocalTime(
            instant: instant, year: local.year, month: Int(local.month), day: Int(local.day), hour: Int(local.hour), minute: Int(local.minute),
            second: Int(local.second), weekday: Int(local.weekday), offset: local.offset, zone: zone)
    }

    /// When the clocks show `2026-10-25 01:30`: once; twice if they go back then; never if they go forward, or if there is no such date.
    public func instants(_ text: String) -> [UTCTime] {
        guard let shown = UTCTime(text.prefix(10) + "T" + text.dropFirst(11) + ":00Z"), text.utf8.count == 16,
            [" ", "T"].contains(text.dropFirst(10).prefix(1))
        else { return [] }
        // Whatever is ahead or behind then, was or will be within two days of it.
        let offsets = Set([-172_800, 0, 172_800].map { time(UTCTime(shown.seconds + $0)).offset })
        return offsets.map { UTCTime(shown.seconds - $0) }.filter { time($0).shownSeconds == shown.seconds }.sorted()
    }
}

/// What the clocks of a place show.
public struct LocalTime: Sendable, Equatable {
    public let instant: UTCTime
    public let year: Int64
    public let month: Int
    public let day: Int
    public let hour: Int
    public let minute: Int
    public let second: Int
    /// From Sunday, 0.
    public let weekday: Int
    /// Seconds ahead of UTC.
    public let offset: Int64
    /// `GMT`, `BST`.
    public let zone: String

    /// As if UTC were what is shown.
    fileprivate var shownSeconds: Int64 { instant.seconds + offset }

    /// RFC 3339, with the distance from UTC: `2026-10-25T01:30:00+01:00`.
    public var text: String {
        let minutes = offset.magnitude / 60
        func padded(_ number: UInt64) -> String { (number < 10 ? "0" : "") + String(number) }
        return UTCTime(shownSeconds).text.dropLast() + (offset < 0 ? "-" : "+") + padded(minutes / 60) + ":" + padded(minutes % 60)
    }
}
