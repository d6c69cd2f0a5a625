internal import Glibc

/// What the tables of a document say of people: columns with types, rows with names.
struct TableTally {
    private let set: RuleSet
    private let headers: HeaderReader
    private var cutter = WordCutter()

    /// The first rows of the table at hand, until its header is known.
    private var waiting: [[Cell]] = []
    private static let patience = 12
    /// Rule of each column; nil where it is not known.
    private var kinds: [Int?]?
    /// Whether one of the columns says that people stand below it.
    private var namesPeople = false
    private var filled: [Int] = []
    private var nameLike: [Int] = []
    private var rows = 0
    /// Fields that were filled in before the table at hand.
    private var fieldsBefore = 0
    private var current: Set<NamedPerson> = []
    /// Values in columns of which nobody knows the header are looked at up to here.
    private static let typedRows = 20000

    private var named: Set<NamedPerson> = []
    private static let maximumPeople = 1 << 17
    private(set) var rowsWithPeople = 0
    /// Rows that have a value in a column of that rule, in tables of people; and in others.
    private(set) var columnRows: [Int: Int] = [:]
    private var otherTables = 0.0
    private var otherColumns: [Int: Int] = [:]
    private(set) var firstPlace = ""

    var fields: FieldTally

    /// The row that was counted last: its memory is used again.
    private var spare: [Cell] = []

    init(_ set: RuleSet) {
        self.set = set
        headers = HeaderReader(set)
        fields = FieldTally(set)
    }

    mutating func row(_ cells: [[UInt8]], place: () -> String) {
        var row = spare
        spare = []
        if row.count > cells.count { row.removeLast(row.count - cells.count) }
        while row.count < cells.count { row.append(Cell()) }
        for i in cells.indices { row[i].read(cells[i], &cutter) }
        defer { if kinds != nil { spare = row } }
        guard row.contains(where: { !$0.words.isEmpty }) else { return }
        if firstPlace.isEmpty { firstPlace = place() }
        if kinds == nil {
            waiting.append(row)
            if waiting.count >= Self.patience { begin() }
        } else if beginsAnother(row) {
            endTable()
            waiting.append(row)
        } else {
            count(row)
        }
    }

    /// Whether a row within a table is the header of a list of people: reports have small tables above it, and nothing between.
    private func beginsAnother(_ row: [Cell]) -> Bool {
        guard row.prefix(2).contains(where: isPersonHeader), isHeader(row) else { return false }
        return row.map { headers.rule($0) } != kinds
    }

    private func isPersonHeader(_ cell: Cell) -> Bool { headers.rule(cell).map { set.isPersonHeader[$0] } ?? false }

    /// What comes next belongs to another table.
    mutating func endTable() {
        if kinds == nil, !waiting.isEmpty { begin() }
        guard kinds != nil else { return }
        close()
        fieldsBefore = fields.total
        (kinds, namesPeople, filled, nameLike, rows, current) = (nil, false, [], [], 0, [])
    }

    /// Whether most of these cells say what stands below them, and none is a value.
    mutating func isHeader(_ cells: [[UInt8]]) -> Bool {
        let row = cells.map { bytes in
            var cell = Cell()
            cell.read(bytes, &cutter)
            return cell
        }
        return isHeader(row)
    }

    private func isHeader(_ row: [Cell]) -> Bool {
        let cells = row.filter { !$0.words.isEmpty }
        guard cells.count > 1 else { return false }
        if isRegisterHeader(cells) { return true }
        let typed = cells.count { headers.rule($0) != nil }
        let values = cells.count { $0.isBirthDate || $0.isFigure || ($0.isName(set.names) && headers.rule($0) == nil) }
        return typed >= 2 && typed * 5 >= cells.count && values * 4 <= cells.count
    }

    /// A column of people, and days or weeks, as in a register.
    private func isRegisterHeader(_ cells: [Cell]) -> Bool {
        guard cells.count > 3, let first = cells.first, isPersonHeader(first) else { return false }
        let (people, days) = (cells.count(where: isPersonHeader), cells.count(where: \.isDay))
        return days > 2 && people + days == cells.count
    }

    /// Finds the header among the rows that wait: the first that says that people stand below it, or else in which most cells say what stands below them,
    /// and none is a value. A report's own facts ("Group: Year 4") may look like a header, and stand above it.
    private mutating func begin() {
        let candidates = waiting.indices.dropLast(waiting.count > 1 ? 1 : 0).filter { isHeader(waiting[$0]) && !isForm($0) }
        let header = candidates.first { waiting[$0].contains(where: isPersonHeader) } ?? candidates.first
        let first = header.map { $0 + 1 } ?? 0
        let typed = header.map { waiting[$0].map { headers.rule($0) } } ?? []
        (kinds, namesPeople) = (typed, typed.contains { $0.map { set.isPersonHeader[$0] } ?? false })
        for row in waiting[..<(header ?? 0)] { field(row) }
        for row in waiting[first...] { count(row) }
        waiting = []
    }

    /// Keys and values side by side: the cell below a key is a key again.
    private func isForm(_ index: Int) -> Bool {
        guard index + 1 < waiting.count, waiting[index].count <= 4 else { return false }
        let (row, below) = (waiting[index], waiting[index + 1])
        guard let key = row.first, headers.rule(key) != nil, let next = below.first, headers.rule(next) != nil else { return false }
        return row.count < 2 || headers.rule(row[1]) == nil || row[1].isFigure
    }

    private mutating func field(_ row: [Cell]) {
        var i = 0
        while i < row.count {
            if let rule = headers.rule(row[i]), i + 1 < row.count {
                if headers.rule(row[i + 1]) == nil || row[i + 1].isName(set.names) {
                    fields.count(rule, row[i + 1])
                    i += 2
                    continue
                }
            }
            i += 1
        }
    }

    private mutating func count(_ row: [Cell]) {
        rows += 1
        if kinds?.isEmpty ?? true, row.count <= 8 { field(row) }
        while filled.count < row.count {
            filled.append(0)
            nameLike.append(0)
        }
        var names = RowPeople(isTyped: !(kinds?.isEmpty ?? true))
        for (column, cell) in row.enumerated() where !cell.isBlank {
            filled[column] += 1
            guard rows <= Self.typedRows || nameLike[column] > 0 else { continue }
            let kind = kinds.flatMap { column < $0.count ? $0[column] : nil }
            guard kind.map(mayHaveNames) ?? true, cell.isName(set.names) else { continue }
            nameLike[column] += 1
            names.add(cell)
        }
        for person in names.people where current.count < Self.maximumPeople { current.insert(person) }
    }

    /// Whether names in a column of that kind are people. Lists have "Year 4", "Register" or "Notes" above the names.
    private func mayHaveNames(_ kind: Int) -> Bool { set.isPersonHeader[kind] || (!namesPeople && set.isLooseHeader[kind]) }

    private mutating func close() {
        guard rows > 0, let kinds else { return }
        let typed = filled.indices.map { $0 < kinds.count ? kinds[$0] : nil }
        let hasPeople = filled.indices.contains { column in
            let share = Double(nameLike[column]) / Double(max(filled[column], 1))
            if let kind = typed[column], set.isPersonHeader[kind] { return share >= 0.3 && nameLike[column] > 0 }
            // Values alone, without a header or one that says so: nearly all of them names, in several rows.
            return share >= 0.8 && nameLike[column] >= 3 && filled[column] * 2 >= rows
        }
        var counts: [Int: Int] = [:]
        for (column, kind) in typed.enumerated() { if let kind, filled[column] * 10 >= rows { counts[kind, default: 0] += filled[column] } }
        if hasPeople {
            let most = nameLike.max() ?? 0
            rowsWithPeople += most
            for person in current where named.count < Self.maximumPeople { named.insert(person) }
            columnRows.merge(counts) { $0 + $1 }
        } else if rows > 1, !kinds.isEmpty || fields.total == fieldsBefore {
            otherTables += 1
            otherColumns.merge(counts) { $0 + $1 }
        }
    }

    /// Whom its rows or its fields are about, whichever names more.
    var people: People {
        let (rows, form) = (People(named), fields.people)
        return rows.count >= form.count ? rows : form
    }

    func fill(_ features: inout Features) {
        features["table-people"] = min(log1p(Double(rowsWithPeople)), 4)
        features["table-other"] = log1p(otherTables)
        var kinds = 0.0
        for column in Feature.columns {
            guard let number = set.numbers[column], let rows = columnRows[number], rows > 0 else { continue }
            features["column-" + column] = 1
            kinds += 1
        }
        if let number = set.numbers["h-name"], columnRows[number] != nil { features["column-h-name"] = 1 }
        features["table-kinds"] = log1p(kinds)
        for column in Feature.otherColumns {
            guard let number = set.numbers[column] else { continue }
            // Beside people a schedule says nothing: parents' evenings have times, reading records have books.
            let counts = otherColumns[number] != nil || (column != "h-schedule" && columnRows[number] != nil)
            if counts { features["column-" + column] = 1 }
        }
        fields.fill(&features)
    }
}
