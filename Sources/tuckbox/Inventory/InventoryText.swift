import SystemFiles

/// The inventory for a terminal, and as comma-separated values.
enum InventoryText {
    static func lines(_ item: InventoryItem) -> String {
        var lines = ["\(shown(item.copies.first?.path ?? "not found here"))  \(shown(item.label))"]
        func add(_ text: String) { lines.append("  " + text) }
        for copy in item.copies.dropFirst() { add("copy: \(shown(copy.path))") }
        if let state = state(item) { add(state) }
        if let claimed = item.claimed {
            let owner = claimed.organisation.map { ", \(shown($0))" } ?? ""
            add("made \(claimed.created.prefix(10))\(owner); opens with \(claimed.opensWith.joined(separator: ", "))")
        }
        if item.copies.contains(where: { !$0.headerIsWhole }) { add("its header is damaged: run 'tuckbox verify'") }
        add("vault \(item.vaultId); \(item.lastVerified.map { "last verified \($0.prefix(10))" } ?? "never verified, as far as the record knows")")
        return lines.joined(separator: "\n")
    }

    /// Where it is, if it is not simply here.
    static func state(_ item: InventoryItem) -> String? {
        guard let out = item.out else { return nil }
        let medium = out.medium.map { ", on medium \(shown($0))" } ?? ""
        if let back = out.back { return "back since \(back.prefix(10))" }
        let due = out.due.map { item.state == .overdue ? "; OVERDUE since \(shown($0))" : "; due back on \(shown($0))" } ?? ""
        return "out since \(out.since.time.prefix(10)) with \(shown(out.since.user))@\(shown(out.since.computer))\(medium)\(due)"
    }

    static let columns = [
        "vault_id", "state", "label", "organisation", "created", "opens_with", "two_factors", "path", "size_bytes", "header_is_whole",
        "removable_medium", "copies", "last_verified", "made_by", "made_on", "out_since", "out_with", "medium", "due", "back",
    ]

    /// A row for each copy; one without a path for a vault that is not here.
    static func rows(_ item: InventoryItem) -> [String] {
        let copies: [InventoryItem.Copy?] = item.copies.isEmpty ? [nil] : item.copies
        return copies.map { copy in
            CommaSeparated.row([
                item.vaultId, item.state.rawValue, item.label, item.claimed?.organisation, item.claimed?.created,
                item.claimed?.opensWith.joined(separator: "; "), item.claimed.map { String($0.requiresTwoFactors) }, copy?.path,
                copy.map { String($0.sizeBytes) }, copy.map { String($0.headerIsWhole) }, copy.map { String($0.removableMedium) },
                String(item.copies.count), item.lastVerified, item.made?.user, item.made?.computer, item.out?.since.time, item.out?.since.user,
                item.out?.medium, item.out?.due, item.out?.back,
            ])
        }
    }

    private static func shown(_ text: String) -> String { escapedForDisplay(Array(text.utf8)) }
}
