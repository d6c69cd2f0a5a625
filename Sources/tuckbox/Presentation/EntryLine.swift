import AuditTrail
import SystemFiles

/// An entry of the record as a line for people.
enum EntryLine {
    /// Nil for what another line tells: an intent is told by its outcome.
    static func text(_ entry: RecordedEntry) -> String? {
        switch entry.text("phase") {
        case "intent": nil
        case "event": line(entry, entry.text("event").map(wording) ?? "", details(entry))
        case "progress": line(entry, "…", details(entry))
        default: line(entry, (entry.text("code") ?? "").replacing("_", with: " "), details(entry))
        }
    }

    static func unfinished(_ entry: RecordedEntry) -> String {
        line(entry, "no outcome", details(entry) + ["begun and never ended: cut off, or still going on"])
    }

    private static func line(_ entry: RecordedEntry, _ result: String, _ details: [String]) -> String {
        let time = (entry.text("time") ?? "").replacing("T", with: " ")
        let who = "\(shown(entry.text("user") ?? String(entry.number("uid") ?? 0)))@\(shown(entry.text("computer") ?? ""))"
        let columns = [
            String(entry.number).leading(6), shown(time), who.padded(16), shown(entry.text("verb") ?? "").padded(12), shown(result).padded(12),
        ]
        let text = (columns + [details.joined(separator: ", ")]).joined(separator: "  ")
        return String(text.reversed().drop { $0 == " " }.reversed())
    }

    private static func details(_ entry: RecordedEntry) -> [String] {
        var parts: [String] = []
        if let vault = entry.text("vault_id") { parts.append("vault \(shown(vault))") }
        let count = entry.number("vaults") ?? 1
        if count != 1 { parts.append(counted(Int(clamping: count), "vault")) }
        if let failed = entry.number("failed"), failed > 0 {
            parts.append("\(grouped(failed)) " + (entry.text("verb") == "guard refuse" ? "refused" : "failed"))
        }
        if let label = entry.text("label") { parts.append(shown(label)) }
        if let files = entry.number("files") { parts.append(counted(Int(clamping: files), "file")) }
        if let bytes = entry.number("content_bytes") { parts.append(byteCount(bytes)) }
        if entry.boolean("medium_removable") == true {
            parts.append("removable medium \(shown(entry.text("medium_serial") ?? entry.text("medium_uuid") ?? "without a number"))")
        }
        if let access = entry.text("access"), let reason = entry.text("reason") {
            parts.append("\(shown(access)): \(shown(reason))".replacing("_", with: " "))
        }
        if let people = entry.number("people"), people > 0 { parts.append(people == 1 ? "1 person" : "\(grouped(people)) people") }
        if let kinds = entry.text("categories") { parts.append(shown(kinds).replacing("_", with: " ").replacing(",", with: ", ")) }
        if let bytes = entry.number("lost_bytes") { parts.append(byteCount(bytes)) }
        if let segment = entry.text("segment") { parts.append(shown(segment)) }
        if let target = entry.text("target"), let first = entry.number("first"), let next = entry.number("next"), next > first {
            parts.append("\(shown(target)): entries \(first) to \(next - 1)")
        }
        return parts
    }

    private static func wording(_ event: String) -> String {
        switch event {
        case "begin": "record begins"
        case "repaired": "half a line taken away"
        case "cut": "entries were removed"
        case "foreign": "foreign lines found"
        case "key_shown": "verification key shown"
        case "policy_changed": "policy changed"
        case "forwarding_lost": "not forwarded"
        default: event
        }
    }

    /// What stands in a record is as hostile as any file.
    private static func shown(_ text: String) -> String { escapedForDisplay(Array(text.utf8)) }
}

extension String {
    fileprivate func padded(_ width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
    fileprivate func leading(_ width: Int) -> String { String(repeating: " ", count: max(0, width - count)) + self }
}
