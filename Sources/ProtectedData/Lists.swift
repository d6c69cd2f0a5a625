/// The lists and tables of a document by themselves: however much is said around them about something else, they say what they say.
struct Lists {
    /// Rows in order; one without cells ends a table.
    private var rows: [[[UInt8]]] = []
    private var size = 0
    /// What is looked at of them.
    private static let enough = 1 << 16

    mutating func row(_ cells: [[UInt8]]) {
        guard size < Self.enough else { return }
        rows.append(cells)
        size += cells.reduce(cells.count) { $0 + $1.count }
    }

    mutating func endTable() {
        if rows.last?.isEmpty == false { rows.append([]) }
    }

    /// The judgement of a document that had nothing else; nil if there are no people in them.
    func judgement(_ set: RuleSet) -> Judgement? {
        var tables = TableTally(set)
        var prose = ProseTally(set)
        var text: [UInt8] = []
        for cells in rows {
            if cells.isEmpty {
                tables.endTable()
            } else {
                tables.row(cells) { "a list" }
                for cell in cells { text += cell + [0x09] }
                text.append(0x0a)
            }
        }
        tables.endTable()
        guard tables.rowsWithPeople >= 3 else { return nil }
        prose.read(text) { _ in "a list" }
        let tallies = [IdentifierTally](repeating: IdentifierTally(), count: set.rules.count)
        return Judgement(set, tallies, prose, tables, TableTally(set), isList: true)
    }
}
