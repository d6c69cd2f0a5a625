public import SystemFiles

/// Which entries somebody wants to see.
public struct EntryFilter: Sendable {
    public var since: UTCTime?
    /// Not this moment itself.
    public var until: UTCTime?
    public var verb: String?
    public var user: String?
    /// How a vault's identifier begins, in lower-case hexadecimal.
    public var vault: String?
    public var label: String?
    /// A medium's serial number, or its file system's UUID.
    public var device: String?
    public var failedOnly = false

    public init() {}

    /// Bytes that stand in every line that matches, so that others need not be read.
    var needles: [[UInt8]] {
        var needles: [[UInt8]] = []
        for (key, value) in [("verb", verb), ("user", user), ("label", label)] {
            if let value { needles.append(Array("\"\(key)\":".utf8) + EntryString.quoted(value)) }
        }
        if let vault { needles.append([0x22] + Array(vault.utf8)) }
        if let device { needles.append(EntryString.quoted(device)) }
        return needles
    }

    public func matches(_ entry: RecordedEntry) -> Bool {
        if since != nil || until != nil {
            guard let time = entry.text("time").flatMap(UTCTime.init) else { return false }
            if let since, time.seconds < since.seconds { return false }
            if let until, time.seconds >= until.seconds { return false }
        }
        if let verb, entry.text("verb") != verb { return false }
        if let user, entry.text("user") != user { return false }
        if let label, entry.text("label") != label { return false }
        if let device, !["medium_serial", "medium_uuid", "device"].contains(where: { entry.text($0) == device }) { return false }
        if let vault {
            let identifiers = [entry.text("vault_id")].compactMap { $0 } + entry.list("vault_ids") + entry.list("failed_ids")
            guard identifiers.contains(where: { $0.hasPrefix(vault) }) else { return false }
        }
        return !failedOnly || (entry.number("status") ?? 0) != 0
    }

    /// Whether entries of this month may match.
    func mayMatch(month: String) -> Bool {
        // Clocks go back: entries of an earlier time may stand in a later month, not the other way round.
        if let since, month < since.month { return false }
        return true
    }
}

extension TrailSnapshot {
    /// Hands out the entries that match, oldest first, and at the end the intents among them that have no outcome. Only lines that may match are taken apart.
    /// - Parameter findsUnfinished: whether those intents are wanted.
    /// - Parameter each: an entry with its line, without LF.
    /// - Returns: intents without outcome, oldest first, at most 10,000.
    /// - Throws: `.unreadableEntry` at the first line that is none.
    public borrowing func entries(
        _ filter: EntryFilter, findsUnfinished: Bool = false, each: (RecordedEntry, [UInt8]) throws -> Void
    ) throws -> [RecordedEntry] {
        let search = EntrySearch(filter)
        var open = UnfinishedIntents(filter)
        var number: UInt64 = 0
        for segment in segments where filter.mayMatch(month: segment.month) {
            let lines = try lines(segment)
            while let block = try lines.next() {
                try Interruption.check()
                for range in block.lines {
                    let line = block.bytes.span.extracting(range)
                    let mayMatch = search.mayMatch(line)
                    if findsUnfinished { open.note(line, mayMatch: search.mayConcern(line)) }
                    guard mayMatch else { continue }
                    guard let entry = RecordedEntry(line) else { throw TrailError.unreadableEntry(number) }
                    number = entry.number + 1
                    if filter.matches(entry) { try each(entry, line.bytes(0..<line.count)) }
                }
            }
        }
        return open.entries
    }
}

/// What can be said of a line before it is taken apart.
private struct EntrySearch {
    private let needles: [[UInt8]]
    private let failedOnly: Bool
    private static let status = Array("\"status\":".utf8)
    private static let success = Array("\"status\":0,".utf8)

    init(_ filter: EntryFilter) { (needles, failedOnly) = (filter.needles, filter.failedOnly) }

    func mayConcern(_ line: Span<UInt8>) -> Bool { needles.allSatisfy { line.contains($0) } }

    func mayMatch(_ line: Span<UInt8>) -> Bool {
        mayConcern(line) && (!failedOnly || (line.contains(Self.status) && !line.contains(Self.success)))
    }
}

/// Intents that had no outcome so far, as lines.
private struct UnfinishedIntents {
    private static let limit = 10_000
    private static let intent = Array("\"phase\":\"intent\"".utf8)
    private static let outcome = Array("\"phase\":\"outcome\",\"intent\":".utf8)
    private static let number = Array("\"seq\":".utf8)
    private var filter: EntryFilter
    private var lines: [UInt64: [UInt8]] = [:]

    init(_ filter: EntryFilter) {
        self.filter = filter
        self.filter.failedOnly = false
    }

    mutating func note(_ line: Span<UInt8>, mayMatch: Bool) {
        if mayMatch, lines.count < Self.limit, line.contains(Self.intent), let number = Self.digits(after: Self.number, line) {
            lines[number] = line.bytes(0..<line.count)
        } else if !lines.isEmpty, let number = Self.digits(after: Self.outcome, line) {
            lines[number] = nil
        }
    }

    private static func digits(after key: [UInt8], _ line: Span<UInt8>) -> UInt64? {
        guard let start = line.firstIndex(of: key) else { return nil }
        var end = start + key.count
        while end < line.count, end < start + key.count + 16, (0x30...0x39).contains(line[end]) { end += 1 }
        return line.number(start + key.count..<end)
    }

    var entries: [RecordedEntry] {
        lines.sorted { $0.key < $1.key }.compactMap { RecordedEntry($0.value) }.filter { filter.matches($0) }
    }
}
