import AuditTrail

/// Entries as rows of comma-separated values.
enum EntryTable {
    private static let columns = [
        "seq", "time", "user", "uid", "computer", "verb", "phase", "event", "intent", "vault_id", "vault_ids", "failed_ids", "label", "scheme",
        "organisation", "due", "vaults", "failed", "files", "content_bytes", "vault_bytes", "medium_removable", "medium_serial", "medium_uuid",
        "status",
        "code",
        "policy",
    ]

    static var header: [UInt8] { Array(CommaSeparated.row(columns).utf8) }

    static func row(_ entry: RecordedEntry) -> String {
        let values = Dictionary(entry.fields.map { ($0.key, $0.value) }) { first, _ in first }
        return CommaSeparated.row(columns.map { values[$0].map(cell) })
    }

    private static func cell(_ value: RecordedEntry.Value) -> String {
        switch value {
        case .number(let number): String(number)
        case .boolean(let value): value ? "true" : "false"
        case .list(let items): items.joined(separator: " ")
        case .text(let text): text
        }
    }
}
