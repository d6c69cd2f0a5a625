internal import Policy
internal import YAMLText

/// How long, how much, and who is told.
extension JobReader {
    private enum RetentionKey: String, CaseIterable { case daily, weekly, monthly, yearly }
    private enum MessengerKey: String, CaseIterable { case command, when }
    private enum DrillKey: String, CaseIterable { case load, check }
    private static let mostPeriods = 1000

    mutating func retention(_ node: YAMLNode) -> Retention? {
        let fields = keys(of: node, RetentionKey.self)
        guard case .mapping = node.content else { return nil }
        var counts: [RetentionKey: Int] = [:]
        for (key, node) in fields { counts[key] = number(node, 0...Self.mostPeriods) }
        let rule = Retention(
            daily: counts[.daily] ?? 0, weekly: counts[.weekly] ?? 0, monthly: counts[.monthly] ?? 0, yearly: counts[.yearly] ?? 0)
        if fields.count == counts.count, rule == Retention() {
            note(node, "nothing would be kept but the last backup", hint: "keep: {daily: 7, weekly: 5, monthly: 12, yearly: 2}")
        }
        return rule
    }

    private mutating func number(_ node: YAMLNode, _ allowed: ClosedRange<Int>) -> Int? {
        guard let text = text(node) else { return nil }
        if let number = Int(text), allowed.contains(number) { return number }
        note(node, "'\(text.prefix(64))' is not a whole number from \(allowed.lowerBound) to \(allowed.upperBound)")
        return nil
    }

    /// `36 hours`, `8 days`: seconds.
    mutating func duration(_ node: YAMLNode) -> Int64? {
        guard let text = text(node) else { return nil }
        let units: [String: Int64] = ["hour": 3600, "hours": 3600, "day": 86400, "days": 86400]
        let parts = text.split(separator: " ")
        if parts.count == 2, let number = Int64(parts[0]), (1...1000).contains(number), let unit = units[String(parts[1])] { return number * unit }
        note(node, "'\(text.prefix(64))' is not a time", hint: "a number of hours or days: '36 hours', '8 days'")
        return nil
    }

    /// `500 kB`, `2 GB`: bytes.
    mutating func byteCount(_ node: YAMLNode) -> UInt64? {
        guard let text = text(node) else { return nil }
        let units: [String: UInt64] = ["bytes": 1, "kB": 1000, "MB": 1_000_000, "GB": 1_000_000_000]
        let parts = text.split(separator: " ")
        if parts.count == 2, let number = UInt64(parts[0]), number <= 1_000_000, let unit = units[String(parts[1])] { return number * unit }
        note(node, "'\(text.prefix(64))' is not a size", hint: "a number of bytes, kB, MB or GB: '500 kB'")
        return nil
    }

    mutating func messenger(_ node: YAMLNode) -> Messenger? {
        let fields = keys(of: node, MessengerKey.self)
        guard let command = required(fields[.command], in: node, "command", hint: "the program that gets the message on its standard input")
        else { return nil }
        return Messenger(command: commandLine(command), occasion: fields[.when].flatMap { choice($0, Messenger.Occasion.self) } ?? .problems)
    }

    mutating func drill(_ node: YAMLNode) -> DrillPlan {
        let fields = keys(of: node, DrillKey.self)
        return DrillPlan(load: fields[.load].map { commandLine($0) }, check: fields[.check].map { commandLine($0) })
    }
}
