import AuditTrail
import SystemFiles

/// The inventory as a page of its own: nothing is loaded, nothing runs, and it prints.
enum InventoryPage {
    /// - Parameter showsNames: whether files' names are on it, which may be children's names; otherwise only the places that were searched.
    static func text(_ inventory: Inventory, showsNames: Bool) -> String {
        let rows = inventory.items.map { row($0, showsNames) }
        let table =
            rows.isEmpty
            ? "<p>No vaults were found.</p>"
            : PageFrame.table(
                "Vaults, those that somebody has to look after first", columns: ["Where", "Label", "State", "Opens with", "Made", "Last verified"],
                rows: rows, label: "Table of vaults")
        let body = """
            <h1>Vaults</h1>
            <p>As of \(inventory.madeAt.text.replacing("T", with: " ").replacing("Z", with: " UTC")).</p>
            \(PageFrame.figures([
                ("vaults", grouped(inventory.items.count)), ("out", grouped(inventory.count(.out) + inventory.count(.overdue))),
                ("overdue", grouped(inventory.count(.overdue))), ("could not be read", grouped(inventory.failed.count)),
            ]))
            \(table)
            <footer><p>Labels, owners and dates are what the vaults say of themselves; only opening one proves it. Who has which vault is what the record
            on this computer says. “Last verified” is the last time that this computer opened or checked the vault with its key.</p></footer>
            """
        return PageFrame.page(title: "Vaults on \(inventory.madeAt.text.prefix(10))", style: style, body: body)
    }

    private static func row(_ item: InventoryItem, _ showsNames: Bool) -> String {
        let places = item.copies.map { copy in
            let marks = [copy.removableMedium ? "removable medium" : nil, copy.headerIsWhole ? nil : "header damaged"].compactMap { $0 }
            return "<span class=\"path\">\(escaped(showsNames ? copy.path : copy.maskedPath))</span>" + marks.map { " <small>\($0)</small>" }.joined()
        }
        let place = places.isEmpty ? "<em>not found here</em>" : places.joined(separator: "<br>")
        let copies = item.copies.count > 1 ? "<br><small>\(item.copies.count) copies</small>" : ""
        let owner = item.claimed?.organisation.map { "<br><small>\(escaped($0))</small>" } ?? ""
        let keys = item.claimed.map { $0.opensWith.map(escaped).joined(separator: "<br>") } ?? "not known here"
        let made = String((item.claimed?.created ?? item.made?.time ?? "").prefix(10))
        let maker = item.made.map { "<br><small>\(escaped($0.user))</small>" } ?? ""
        return """
            <tr class="\(item.state.rawValue)"><th scope="row">\(place)\(copies)<br><small>vault \(item.vaultId)</small></th>
            <td><strong>\(escaped(item.label))</strong>\(owner)</td><td>\(state(item))</td><td>\(keys)</td>
            <td class="short">\(made)\(maker)</td><td class="short">\(item.lastVerified.map { escaped(String($0.prefix(10))) } ?? "never")</td></tr>

            """
    }

    private static func state(_ item: InventoryItem) -> String {
        let word =
            switch item.state {
            case .overdue: "Overdue"
            case .out: "Out"
            case .back: "Back"
            case .here: "Here"
            }
        let badge = "<span class=\"state\">\(word)</span>"
        guard let out = item.out else { return badge }
        let day = escaped(String((out.back ?? out.since.time).prefix(10)))
        var parts = ["\(out.back == nil ? "out since" : "since") <span class=\"short\">\(day)</span>"]
        if out.back == nil {
            parts.append("with \(escaped(out.since.user)) on \(escaped(out.since.computer))")
            if let medium = out.medium { parts.append("medium \(escaped(medium))") }
            if let due = out.due { parts.append("due <span class=\"short\">\(escaped(due))</span>") }
        }
        return badge + "<br><small>" + parts.joined(separator: "<br>") + "</small>"
    }

    private static func escaped(_ text: String) -> String { PageText.escaped(text) }

    private static let style = """

        .state { font-weight: 600 }
        .overdue .state { color: var(--bad) }
        .out .state { color: var(--warn) }
        .here .state, .back .state { color: var(--good) }

        """
}
