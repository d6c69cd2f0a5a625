internal import Glibc

/// Adds up what was counted: identifiers for themselves, everything else by trained weights.
struct Judgement {
    private let set: RuleSet
    private let tallies: [IdentifierTally]
    private let prose: ProseTally
    private let tables: TableTally
    private let layout: TableTally
    private(set) var features = Features()
    /// What adds up to the score, and what of it no training touches.
    private var parts: [Assessment.Part] = []
    private(set) var score = 0.0
    private(set) var certain = 0.0

    /// - Parameter isList: it is of a list within other text.
    init(
        _ set: RuleSet, _ tallies: [IdentifierTally], _ prose: ProseTally, _ tables: TableTally, _ layout: TableTally, isList: Bool = false
    ) {
        (self.set, self.tallies, self.prose, self.tables, self.layout) = (set, tallies, prose, tables, layout)
        prose.fill(&features)
        tables.fill(&features)
        var seen = Features()
        layout.fill(&seen)
        for index in Feature.ofTables { features.values[index] = max(features.values[index], seen.values[index]) }
        for name in Feature.softIdentifiers + Feature.contextPatterns + ["marking-public"] {
            if let number = set.numbers[name] { features[name] = log1p(Double(min(tallies[number].valid.count, 1000))) }
        }
        // Guidance on markings has all of them.
        let markings = set.rules.indices.filter { set.rules[$0].kind == .marking }.reduce(0) { $0 + tallies[$1].valid.count }
        if markings > 3 { for rule in set.rules where rule.kind == .marking { features[rule.id] = 0 } }
        addCertain()
        addTrained()
        if isList { add("list", "it is a list within other text", -Self.prudence) }
    }

    private mutating func add(_ name: String, _ says: @autoclosure () -> String, _ weight: Double) {
        guard weight != 0 else { return }
        score += weight
        parts.append(.init(name: name, says: says(), weight: weight))
    }

    private mutating func addCertain() {
        for (number, rule) in set.rules.enumerated() where !tallies[number].valid.isEmpty {
            add(rule.id, rule.says, certainWeight(rule, tallies[number]))
        }
        for (number, _) in prose.ownRules {
            let rule = set.rules[number]
            add(rule.id, rule.says, rule.weight)
        }
        certain = score
    }

    private mutating func addTrained() {
        let set = set
        add("bias", "most documents are not protected", set.weights.bias)
        for (index, feature) in Feature.all.enumerated() {
            let weight = features.values[index] * set.weights.values[index]
            add(feature.name, set.numbers[feature.name].map { set.rules[$0].says } ?? feature.says, weight)
        }
    }

    /// What training had a hand in.
    var trained: Double { score - certain }

    /// Has the network's logit in the score as well. What it has not read it cannot find harmless, and what is certain, a school's own rules among it, stays.
    mutating func join(_ answer: Network.Answer, _ joining: NetworkJoining, isOfAll: Bool) {
        let weight = joining.added(answer.logit, features: trained, windows: answer.windows)
        add(Self.network, "how it reads, sentence by sentence", isOfAll && answer.isOfAll ? weight : max(0, weight))
    }

    static let network = "network"

    /// - Parameter features: the whole document's, for training.
    func assessment(_ evidence: [(rule: String, text: [UInt8])], features: Features) -> Assessment {
        let isProtected = score > 0
        let findings = findings()
        var categories = isProtected ? Category.allCases.filter { category in findings.contains { $0.category == category } } : []
        if isStaffList { categories.removeAll { [.pupilIdentity, .sen, .attainment, .behaviourAndAttendance, .familyAndContact].contains($0) } }
        if isProtected, categories.isEmpty { categories = [isStaffList ? .staff : .pupilIdentity] }
        let people = isProtected ? self.people : People()
        return Assessment(
            score: score, parts: parts.sorted { $0.weight.magnitude > $1.weight.magnitude }, findings: findings, categories: categories,
            people: people.count, whom: people, label: isProtected ? label(categories).rawValue : nil, evidence: evidence,
            features: features.values, certain: certain)
    }

    /// What a list within other text has to say more than a list that is all there is.
    private static let prudence = 1.0

    /// What a rule adds by itself. An identifier with a check character adds its likelihood, and something for a word that names it.
    private func certainWeight(_ rule: Rule, _ tally: IdentifierTally) -> Double {
        if !rule.isCore { return rule.weight }
        guard rule.kind == .identifier, Feature.index[rule.id] == nil else { return 0 }
        let isNamed =
            tally.named > 0 || (hasColumn("h-number") && rule.id != "national-insurance") || (hasColumn("h-staff") && rule.id == "national-insurance")
        switch rule.id {
        case "upn": return bounded(tally.evidence(chance: rule.validator?.chance) + (isNamed ? 4 : 0.5), rule.weight)
        case "uln", "nhs-number": return bounded(tally.evidence(chance: rule.validator?.chance) + (isNamed ? 4 : -3.5), rule.weight)
        case "national-insurance": return bounded((isNamed ? 6 : 1) + 1.5 * Double(tally.valid.count), rule.weight)
        case "uci": return bounded((isNamed ? 3 : 0) + Double(tally.valid.count), rule.weight)
        default: return rule.weight
        }
    }

    private func bounded(_ value: Double, _ most: Double) -> Double { min(max(value, 0), most) }

    /// A list of staff, and nothing that only pupils have: "Grade" is pay there, and "Form" is no class.
    private var isStaffList: Bool {
        let ofPupils = ["upn", "uln", "uci"].contains { id in set.numbers[id].map { !tallies[$0].valid.isEmpty } ?? false }
        let ofStaff = set.numbers["national-insurance"].map { !tallies[$0].valid.isEmpty } ?? false
        guard ofStaff || hasColumn("h-staff"), !ofPupils else { return false }
        return !["h-pupil", "h-class", "h-number", "h-sen", "h-behaviour"].contains(where: hasColumn)
    }

    private func hasColumn(_ id: String) -> Bool {
        guard let number = set.numbers[id] else { return false }
        return tables.columnRows[number] != nil || layout.columnRows[number] != nil || tables.fields.filled[number] != nil
            || layout.fields.filled[number] != nil
    }

    private func findings() -> [Assessment.Finding] {
        var found: [Assessment.Finding] = []
        for (number, rule) in set.rules.enumerated() where rule.kind == .identifier || rule.kind == .marking {
            let tally = tallies[number]
            guard !tally.valid.isEmpty, rule.weight > 0.1, certainWeight(rule, tally) != 0 || Feature.index[rule.id] != nil else { continue }
            found.append(.init(rule: rule.id, says: rule.says, category: rule.category, count: tally.valid.count, place: tally.firstPlace))
        }
        for (number, rows) in tables.columnRows.merging(layout.columnRows, uniquingKeysWith: max).sorted(by: { $0.key < $1.key }) {
            let rule = set.rules[number]
            guard rule.category != nil else { continue }
            found.append(
                .init(
                    rule: rule.id, says: "a column of \(rule.says)", category: rule.category, count: rows,
                    place: tables.firstPlace.isEmpty ? "a table" : tables.firstPlace))
        }
        if tables.fields.peopleCount + layout.fields.peopleCount > 0 {
            for (number, count) in tables.fields.filled.merging(layout.fields.filled, uniquingKeysWith: max).sorted(by: { $0.key < $1.key }) {
                let rule = set.rules[number]
                guard rule.category != nil, tables.columnRows[number] == nil else { continue }
                found.append(.init(rule: rule.id, says: "fields with \(rule.says)", category: rule.category, count: count, place: "a form"))
            }
        }
        for (index, family) in Feature.families.enumerated() where prose.counts.near[index] > 0 {
            found.append(
                .init(
                    rule: family, says: "sentences about the \(Self.words(family)) of a person", category: Feature.familyCategories[index],
                    count: Int(prose.counts.near[index]), place: prose.place(ofFamily: index)))
        }
        for (number, count) in prose.ownRules.sorted(by: { $0.key < $1.key }) {
            let rule = set.rules[number]
            found.append(.init(rule: rule.id, says: rule.says, category: rule.category, count: count, place: "text"))
        }
        return found
    }

    private static func words(_ family: String) -> String {
        switch family {
        case "sen": "special needs"
        case "medical": "health"
        case "safeguarding": "safety"
        default: family
        }
    }

    /// Names, if there are any in tables or else in sentences. Identifiers count where they say of more than there are names: most people have one of each kind,
    /// and some have a former one.
    private var people: People {
        let (table, text) = (tables.people, layout.people)
        let rows = table.count >= text.count ? table : text
        var people = rows.count > 0 ? rows : prose.seen.people
        let numbers = ["upn", "uln", "nhs-number", "national-insurance"].compactMap { set.numbers[$0] }.map { tallies[$0].valid.count }.max() ?? 0
        if numbers > 2 * people.count { people.fill(to: numbers) }
        people.fill(to: 1)
        return people
    }

    /// The highest of the categories' labels and of what the document bears.
    private func label(_ categories: [Category]) -> Label {
        let borne = set.rules.indices.filter { !tallies[$0].valid.isEmpty }.compactMap { set.rules[$0].label }
        return (categories.map(\.label) + borne).max() ?? .protect
    }
}
