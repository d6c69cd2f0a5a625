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
        if let device, entry.text("medium_serial") != device, entry.text("medium_uuid") != device { return false }
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
    /// Hands out the entries that match, oldest first, and at the end the intents among them that have no outcome.
    /// - Parameter each: an entry with its line, without LF.
    /// - Returns: intents without outcome, oldest first, at most 10,000.
    /// - Throws: `.unreadableEntry` at the first line that is none.
    public borrowing func entries(_ filter: EntryFilter, each: (RecordedEntry, [UInt8]) throws -> Void) throws -> [RecordedEntry] {
        let needles = filter.needles
        let outcome = Array("\"phase\":\"outcome\"".utf8)
        var open: [UInt64: RecordedEntry] = [:]
        var intents = filter
        intents.failedOnly = false
        var number: UInt64 = 0
        for segment in segments where filter.mayMatch(month: segment.month) {
            let lines = try lines(segment)
            while let block = try lines.next() {
                for line in block.lines {
                    let bytes = block.bytes.span.extracting(line)
                    let isWanted = needles.allSatisfy { bytes.contains($0) }
                    guard isWanted || (!open.isEmpty && bytes.contains(outcome)) else { continue }
                    guard let entry = RecordedEntry(bytes) else { throw TrailError.unreadableEntry(number) }
                    number = entry.number + 1
                    if let intent = entry.number("intent"), entry.text("phase") == TrailEntry.Phase.outcome.rawValue { open[intent] = nil }
                    guard isWanted else { continue }
                    if entry.text("phase") == TrailEntry.Phase.intent.rawValue, intents.matches(entry), open.count < 10_000 {
                        open[entry.number] = entry
                    }
                    if filter.matches(entry) { try each(entry, bytes.bytes(0..<bytes.count)) }
                }
            }
        }
        return open.values.sorted { $0.number < $1.number }
    }
}

extension Span<UInt8> {
    /// Whether `needle` stands somewhere in it.
    func contains(_ needle: [UInt8]) -> Bool {
        guard let first = needle.first, count >= needle.count else { return needle.isEmpty }
        for start in 0...(count - needle.count) where self[start] == first {
            var i = 1
            while i < needle.count, self[start + i] == needle[i] { i += 1 }
            if i == needle.count { return true }
        }
        return false
    }
}
