import AuditTrail

/// Entries as rows of comma-separated values (RFC 4180).
enum EntryTable {
    private static let columns = [
        "seq", "time", "user", "uid", "computer", "verb", "phase", "event", "intent", "vault_id", "vault_ids", "failed_ids", "label", "scheme",
        "organisation", "vaults", "failed", "files", "content_bytes", "vault_bytes", "medium_removable", "medium_serial", "medium_uuid", "status",
        "code",
        "policy",
    ]

    static var header: [UInt8] { Array((columns.joined(separator: ",") + "\r\n").utf8) }

    static func row(_ entry: RecordedEntry) -> String {
        let values = Dictionary(entry.fields.map { ($0.key, $0.value) }) { first, _ in first }
        return columns.map { cell(values[$0]) }.joined(separator: ",") + "\r\n"
    }

    private static func cell(_ value: RecordedEntry.Value?) -> String {
        switch value {
        case nil: return ""
        case .number(let number): return String(number)
        case .boolean(let value): return value ? "true" : "false"
        case .list(let items): return quoted(items.joined(separator: " "))
        case .text(let text): return quoted(text)
        }
    }

    private static func quoted(_ text: String) -> String {
        // A spreadsheet takes what begins so for a formula.
        let harmless = ["=", "+", "-", "@", "\t", "\r"].contains { text.hasPrefix($0) } ? "'" + text : text
        guard harmless.contains(where: { [",", "\"", "\n", "\r"].contains($0) }) else { return harmless }
        return "\"" + harmless.replacing("\"", with: "\"\"") + "\""
    }
}
