import AuditTrail
import SystemFiles

/// The inventory as a page of its own: nothing is loaded, nothing runs, and it prints.
enum InventoryPage {
    /// - Parameter showsNames: whether files' names are on it, which may be children's names; otherwise only the places that were searched.
    static func text(_ inventory: Inventory, showsNames: Bool) -> String {
        let rows = inventory.items.map { row($0, showsNames) }.joined()
        let table =
            rows.isEmpty
            ? "<p>No vaults were found.</p>"
            : """
            <div class="wide" tabindex="0" role="region" aria-label="Table of vaults"><table>
            <caption>Vaults, those that somebody has to look after first</caption>
            <thead><tr><th scope="col">Where</th><th scope="col">Label</th><th scope="col">State</th><th scope="col">Opens with</th>
            <th scope="col">Made</th><th scope="col">Last verified</th></tr></thead>
            <tbody>
            \(rows)</tbody></table></div>
            """
        return """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>Vaults on \(inventory.madeAt.text.prefix(10))</title>
            <style>\(style)</style></head>
            <body><main>
            <h1>Vaults</h1>
            <p>As of \(inventory.madeAt.text.replacing("T", with: " ").replacing("Z", with: " UTC")).</p>
            <dl>\(figure("vaults", inventory.items.count))\(figure("out", inventory.count(.out) + inventory.count(.overdue)))
            \(figure("overdue", inventory.count(.overdue)))\(figure("could not be read", inventory.failed.count))</dl>
            \(table)
            <footer><p>Labels, owners and dates are what the vaults say of themselves; only opening one proves it. Who has which vault is what the record
            on this computer says. “Last verified” is the last time that this computer opened or checked the vault with its key.</p></footer>
            </main></body></html>

            """
    }

    private static func figure(_ name: String, _ value: Int) -> String { "<div><dt>\(name)</dt><dd>\(grouped(value))</dd></div>" }

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
            <td>\(made)\(maker)</td><td>\(item.lastVerified.map { escaped(String($0.prefix(10))) } ?? "never")</td></tr>

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
        var parts = ["\(out.back == nil ? "out since" : "since") \(escaped(String((out.back ?? out.since.time).prefix(10))))"]
        if out.back == nil {
            parts.append("with \(escaped(out.since.user)) on \(escaped(out.since.computer))")
            if let medium = out.medium { parts.append("medium \(escaped(medium))") }
            if let due = out.due { parts.append("due \(escaped(due))") }
        }
        return badge + "<br><small>" + parts.joined(separator: "<br>") + "</small>"
    }

    /// Everything that stands in a header, a path or a record is hostile.
    private static func escaped(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "") { out, scalar in
            switch scalar {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\"": out += "&quot;"
            case "'": out += "&#39;"
            // Controls, and what turns the direction of writing.
            case "\0"..<" ", "\u{7f}"..."\u{9f}", "\u{200e}"..."\u{200f}", "\u{202a}"..."\u{202e}", "\u{2066}"..."\u{2069}": out += "\u{fffd}"
            default: out.unicodeScalars.append(scalar)
            }
        }
    }

    private static let style = """

        :root { color-scheme: light dark; --ink: #1a1a1a; --paper: #fff; --line: #c8c8c8; --soft: #595959; --bad: #9b1c1c; --warn: #7a4a00; --good: #1d5c2e }
        @media (prefers-color-scheme: dark) {
          :root { --ink: #eee; --paper: #16181b; --line: #4a4d52; --soft: #b4b6ba; --bad: #ff9a9a; --warn: #ffc36b; --good: #8fd6a0 } }
        body { font: 1rem/1.45 system-ui, sans-serif; color: var(--ink); background: var(--paper); margin: 0 }
        main { max-width: 72rem; margin: 0 auto; padding: 1.5rem }
        h1 { margin: 0; font-size: 1.8rem }
        dl { display: flex; flex-wrap: wrap; gap: 1rem 2.5rem; margin: 1.5rem 0 }
        dd { margin: 0; font-size: 1.9rem; font-weight: 600 }
        dt, small, caption, footer { color: var(--soft); font-size: .85rem }
        .wide { overflow-x: auto }
        table { border-collapse: collapse; width: 100% }
        caption { text-align: left; padding-bottom: .4rem }
        th, td { text-align: left; vertical-align: top; padding: .55rem .9rem .55rem 0; border-bottom: 1px solid var(--line) }
        thead th { border-bottom-width: 2px }
        tbody th { font-weight: normal }
        .path { overflow-wrap: anywhere }
        .state { font-weight: 600 }
        .overdue .state { color: var(--bad) }
        .out .state { color: var(--warn) }
        .here .state, .back .state { color: var(--good) }
        @media print { main { max-width: none; padding: 0 } tr { break-inside: avoid } }

        """
}
