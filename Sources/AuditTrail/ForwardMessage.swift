/// An entry as others want it. `TUCKBOX_ENTRY`, and the text of a syslog message, is the line itself, so that the record can be rebuilt and verified there.
enum ForwardMessage {
    /// https://systemd.io/JOURNAL_NATIVE_PROTOCOL: lines of `NAME=value`. Values have no control characters, so none needs the binary form.
    static func journald(_ entry: RecordedEntry, _ line: [UInt8]) -> [UInt8] {
        var message = "MESSAGE=\(sentence(entry))\nPRIORITY=\(severity(entry))\nSYSLOG_IDENTIFIER=tuckbox\nSYSLOG_FACILITY=\(facility)\n"
        for field in entry.fields { message += "TUCKBOX_\(field.key.uppercased())=\(text(field.value))\n" }
        return Array(message.utf8) + Array("TUCKBOX_ENTRY=".utf8) + line + [0x0a]
    }

    /// RFC 5424, section 6.
    static func syslog(_ entry: RecordedEntry, _ line: [UInt8]) -> [UInt8] {
        let identifier = (entry.text("verb") ?? "-").replacing(" ", with: "_").prefix(32)
        let host = entry.text("computer").flatMap { $0.isEmpty || !$0.utf8.allSatisfy { (0x21...0x7e).contains($0) } ? nil : String($0.prefix(255)) }
        var data = "[tuckbox@\(enterprise)"
        for field in entry.fields where structured.contains(field.key) { data += " \(field.key)=\"\(escaped(text(field.value)))\"" }
        let head = "<\(facility * 8 + severity(entry))>1 \(entry.text("time") ?? "-") \(host ?? "-") tuckbox - \(identifier) \(data)] "
        return Array(head.utf8) + line
    }

    /// Log audit.
    private static let facility = 13
    /// The number that RFC 5612 reserves for examples; we have none of our own.
    private static let enterprise = 32473
    private static let structured: Set<String> = ["seq", "user", "verb", "phase", "event", "intent", "vault_id", "label", "status", "code"]

    /// Notice for what failed, and for events; otherwise informational.
    private static func severity(_ entry: RecordedEntry) -> Int {
        if entry.text("phase") == "event" { return 5 }
        return (entry.number("status") ?? 0) == 0 ? 6 : 4
    }

    private static func sentence(_ entry: RecordedEntry) -> String {
        let what = [entry.text("verb"), entry.text("event") ?? entry.text("phase"), entry.text("code"), entry.text("vault_id")]
        return "tuckbox: " + what.compactMap { $0 }.joined(separator: " ").filter { !$0.isNewline }
    }

    private static func text(_ value: RecordedEntry.Value) -> String {
        let text: String
        switch value {
        case .number(let number): text = String(number)
        case .boolean(let value): text = value ? "true" : "false"
        case .list(let items): text = items.joined(separator: " ")
        case .text(let value): text = value
        }
        // A control character would end the line: an entry has it escaped, and here it is left out.
        return String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7f }))
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("]", with: "\\]")
    }
}
