import AuditTrail

/// What a record says of vaults: who made them, when they were last found whole, and which are out of the house.
struct SignOutBook {
    struct Line {
        var label: String?
        var made: Event?
        var verified: String?
        var out: Leave?
    }

    struct Event: Encodable {
        let time: String
        let user: String
        let computer: String

        init(_ entry: RecordedEntry) {
            time = entry.text("time") ?? ""
            (user, computer) = (entry.text("user") ?? "", entry.text("computer") ?? "")
        }
    }

    /// A vault leaves when it is made on a medium that can be unplugged, or with a day on which it is due back.
    struct Leave: Encodable {
        let since: Event
        /// Serial number, or the file system's identifier.
        let medium: String?
        /// A day.
        let due: String?
        /// When somebody noted that it is back.
        var back: String?
    }

    /// By identifier in hexadecimal.
    private(set) var lines: [String: Line] = [:]
    /// Days due, by the number of the intent that names one.
    private var due: [UInt64: String] = [:]

    init() {}

    init(_ snapshot: borrowing TrailSnapshot) throws {
        var book = SignOutBook()
        _ = try snapshot.entries(EntryFilter()) { entry, _ in book.take(entry) }
        self = book
    }

    private mutating func take(_ entry: RecordedEntry) {
        guard entry.text("phase") != TrailEntry.Phase.intent.rawValue else {
            due[entry.number] = entry.text("due")
            return
        }
        let vaults = [entry.text("vault_id")].compactMap { $0 } + entry.list("vault_ids")
        let isDone = (entry.number("status") ?? 0) == 0
        for vault in vaults {
            switch entry.text("verb") {
            case "wrap" where isDone || !entry.list("vault_ids").isEmpty: left(vault, entry)
            case "verify", "unwrap", "rewrap": if isDone { lines[vault, default: Line()].verified = entry.text("time") }
            case "return": if isDone { lines[vault]?.out?.back = entry.text("time") }
            default: break
            }
        }
    }

    private mutating func left(_ vault: String, _ entry: RecordedEntry) {
        var line = Line(label: entry.text("label"), made: Event(entry))
        let due = entry.number("intent").flatMap { self.due[$0] }
        if due != nil || entry.boolean("medium_removable") == true {
            line.out = Leave(since: Event(entry), medium: entry.text("medium_serial") ?? entry.text("medium_uuid"), due: due)
        }
        lines[vault] = line
    }
}
