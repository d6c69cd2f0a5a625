internal import Glibc

/// What running text says of people, counted sentence by sentence. Names are kept as hashes, in memory only, and up to a bound.
struct ProseTally {
    private let set: RuleSet
    private let finder: PersonFinder
    private let number: Numbers
    private var cutter = WordCutter()
    private var words: [Word] = []

    /// Counts of rules in the sentence at hand, and which of them are not zero.
    private var hits: [UInt16]
    private var touched: [Int] = []

    private(set) var sentences = 0.0
    private(set) var wordCount = 0.0
    /// Sentences with a cue of family f, about a person in focus.
    private(set) var near: [Double]
    private var nearPlaces: [String]
    private var talks = 0.0, place = 0.0, care = 0.0, careRich = 0.0, careTold = 0.0, unfocused = 0.0
    private var relation = 0.0, onePupil = 0.0, heShe = 0.0, heSheNear = 0.0, firstPerson = 0.0, secondPerson = 0.0
    private var past = 0.0, norms = 0.0, groups = 0.0, initials = 0.0, classNear = 0.0, numberNear = 0.0, titles = 0.0, speech = 0.0, symbols = 0.0
    private var breadth = 0
    private var contexts: [Double]
    private var users: [Int: Int] = [:]

    private var fullNames: Set<UInt64> = []
    private var firstNames: [UInt64: UInt32] = [:]
    /// People who are spoken of with a cue.
    private var concerned: Set<UInt64> = []
    private static let maximumNames = 1 << 16
    private var sinceFocus = 1000
    private var lastPeople: [UInt64] = []

    /// Numbers of the rules that the code knows by name.
    private struct Numbers {
        let families, contexts: [Int]
        let talks, place, heShe, firstPerson, they, you, past, must, plural, onePupil, relation: Int
        init(_ set: RuleSet) {
            func number(_ id: String) -> Int { set.numbers[id] ?? 0 }
            families = Feature.families.map(number)
            contexts = Feature.contexts.map(number)
            (talks, place, heShe, firstPerson) = (number("contacts-made"), number("school-place"), number("g-he-she"), number("g-we-i"))
            (they, you, past, must) = (number("g-they"), number("g-you"), number("g-past"), number("g-must"))
            (plural, onePupil, relation) = (number("g-plural"), number("g-the-pupil"), number("g-relation"))
        }
    }

    init(_ set: RuleSet) {
        self.set = set
        finder = PersonFinder(set.names)
        number = Numbers(set)
        hits = [UInt16](repeating: 0, count: set.rules.count)
        near = [Double](repeating: 0, count: Feature.families.count)
        nearPlaces = [String](repeating: "", count: Feature.families.count)
        contexts = [Double](repeating: 0, count: Feature.contexts.count)
    }

    /// - Parameters:
    ///   - isTable: every line is a row.
    ///   - place: where an offset in `text` is, for people.
    mutating func read(_ text: [UInt8], isTable: Bool, place: (Int) -> String) {
        words.removeAll(keepingCapacity: true)
        cutter.cut(text, text.indices, into: &words)
        countMarks(text)
        var start = 0
        var lineStart = 0
        for i in words.indices.dropFirst() {
            var ends = words[i].before == .sentence || i - start >= 120
            if words[i].before == .line {
                let (from, to) = (words[i - 1].range.upperBound, words[i].range.lowerBound)
                let breaks = text[from..<to].count { $0 == 0x0a }
                // Lines of e-mail and plain text are broken within sentences.
                ends = ends || isTable || breaks > 1 || from - lineStart < 50 || text[to - 1] != 0x0a
                if breaks > 1 { sinceFocus += 1 }
                lineStart = to
            }
            if ends {
                sentence(start..<i, place)
                start = i
            }
        }
        if start < words.count { sentence(start..<words.count, place) }
    }

    private mutating func countMarks(_ text: [UInt8]) {
        var (quotes, odd) = (0, 0)
        for byte in text {
            if byte == 0x22 { quotes += 1 }
            if byte == 0x7b || byte == 0x7d || byte == 0x3b || byte == 0x3d || byte == 0x3c || byte == 0x3e || byte == 0x5c || byte == 0x24 {
                odd += 1
            }
        }
        speech += Double(quotes) / 2
        symbols += Double(odd)
    }

    private mutating func sentence(_ range: Range<Int>, _ place: (Int) -> String) {
        for rule in touched { hits[rule] = 0 }
        touched.removeAll(keepingCapacity: true)
        var covered = range.lowerBound
        for i in range {
            set.phrases.match(words, at: i) { rule, length in
                // A phrase that runs into the next sentence is none.
                guard i + length <= range.upperBound else { return }
                if hits[rule] == 0 { touched.append(rule) }
                hits[rule] &+= 1
                covered = max(covered, i + length)
            }
        }
        sentences += 1
        wordCount += Double(range.count)
        for rule in touched where !set.rules[rule].isCore { users[rule, default: 0] += 1 }
        for (index, rule) in number.contexts.enumerated() where hits[rule] > 0 { contexts[index] += Double(hits[rule]) }

        let families = number.families.indices.filter { hits[number.families[$0]] > 0 }
        let people = finder.people(words, range)
        let isTold = hits[number.past] > 0 && hits[number.must] == 0
        let focus = lookAt(people, range, families: families.count)
        note(range)
        guard focus else {
            if !families.isEmpty { unfocused += 1 }
            return
        }
        breadth |= families.reduce(0) { $0 | 1 << $1 }
        if hits[number.talks] > 0 { talks += 1 }
        if hits[number.place] > 0 { self.place += 1 }
        guard !families.isEmpty else { return }
        care += 1
        if families.count > 1 { careRich += 1 }
        if isTold { careTold += 1 }
        for family in families {
            near[family] += 1
            if nearPlaces[family].isEmpty { nearPlaces[family] = place(words[range.lowerBound].range.lowerBound) }
        }
        for key in lastPeople where concerned.count < Self.maximumNames { concerned.insert(key) }
    }

    /// Counts names and tells whether a single person is spoken of in this sentence.
    private mutating func lookAt(_ people: [PersonFinder.Person], _ range: Range<Int>, families: Int) -> Bool {
        var isNamed = false
        var keys: [UInt64] = []
        for person in people {
            switch person.kind {
            case .titled: titles += 1
            case .initials: if families > 0 { initials += 1 }
            case .full, .first:
                isNamed = true
                keys.append(person.key)
                if person.kind == .full, fullNames.count < Self.maximumNames { fullNames.insert(person.key) }
                if firstNames.count < Self.maximumNames || firstNames[person.forename] != nil { firstNames[person.forename, default: 0] &+= 1 }
            }
        }
        if isNamed {
            lastPeople = keys
            sinceFocus = 0
            if range.contains(where: { words[$0].isClass }) || hits[number.place] > 0 { classNear += 1 }
            if range.contains(where: { words[$0].isNumber }) { numberNear += 1 }
        }
        let isRelation = hits[number.relation] > 0
        let isOne = hits[number.onePupil] > 0
        if isRelation { relation += 1 }
        if isOne { onePupil += 1 }
        var focus = isNamed
        if !isNamed {
            sinceFocus += 1
            if isRelation || isOne {
                focus = true
                lastPeople = []
            } else if hits[number.heShe] > 0, sinceFocus <= 4 {
                focus = true
                heSheNear += 1
            } else if initials > 0, people.contains(where: { $0.kind == .initials }), families > 0 {
                focus = true
            } else if sinceFocus <= 1, hits[number.plural] == 0, hits[number.must] == 0 {
                // "Needs a reader." follows "Mia, 4B".
                focus = range.count <= 14
            }
        }
        return focus
    }

    private mutating func note(_ range: Range<Int>) {
        heShe += Double(hits[number.heShe])
        firstPerson += Double(hits[number.firstPerson])
        secondPerson += Double(hits[number.you])
        if hits[number.past] > 0 { past += 1 }
        if hits[number.must] > 0 { norms += 1 }
        if hits[number.plural] > 0 { groups += 1 }
    }

    /// Sentences in which a rule of the school's own has words.
    var ownRules: [Int: Int] { users }

    /// Distinct people who are spoken of.
    var people: Int {
        let full = concerned.count { fullNames.contains($0) }
        let firsts = concerned.count - full
        // Somebody with a full name is later called by the first.
        return max(full, min(firsts, firstNames.count), concerned.isEmpty ? 0 : 1)
    }

    func place(ofFamily family: Int) -> String { nearPlaces[family] }

    func fill(_ features: inout Features) {
        let (s, w) = (max(sentences, 1), max(wordCount, 1))
        for (index, family) in Feature.families.enumerated() { features["near-" + family] = log1p(near[index]) }
        features["talks"] = log1p(talks)
        features["place"] = log1p(place)
        features["care"] = log1p(care)
        features["care-rich"] = log1p(careRich)
        features["care-told"] = log1p(careTold)
        features["care-share"] = care / (s + 3)
        features["told-share"] = careTold / (s + 3)
        features["breadth"] = Double(breadth.nonzeroBitCount) / 4
        features["full-names"] = log1p(Double(fullNames.count))
        features["first-names"] = log1p(Double(firstNames.count))
        let mentions = firstNames.values.reduce(0.0) { $0 + Double($1) }
        features["repeated"] = mentions < 2 ? 0 : Double(firstNames.values.max() ?? 0) / mentions
        features["relation"] = log1p(relation)
        features["one-pupil"] = log1p(onePupil)
        features["he-she"] = min(heShe * 20 / (w + 50), 2)
        features["he-she-near"] = log1p(heSheNear)
        features["first-person"] = min(firstPerson * 20 / (w + 50), 2)
        features["second-person"] = min(secondPerson * 20 / (w + 50), 2)
        features["past"] = past / s
        features["norms"] = norms / (s + 3)
        features["groups"] = groups / (s + 3)
        features["unfocused"] = unfocused / (s + 3)
        features["initials"] = log1p(min(initials, 20))
        features["class-near"] = log1p(classNear)
        features["number-near"] = log1p(numberNear)
        features["titles"] = log1p(titles)
        features["speech"] = min(speech / s, 1)
        features["symbols"] = min(symbols * 4 / (w + 20), 2)
        features["length"] = log1p(w) / 10
        features["short"] = w < 60 ? 1 : 0
        for (index, context) in Feature.contexts.enumerated() {
            features[context] = log1p(contexts[index])
            features[context + "-share"] = min(contexts[index] * 20 / (w + 50), 2)
        }
    }
}

/// The values of all features of one document.
struct Features {
    private(set) var values = [Double](repeating: 0, count: Feature.all.count)

    subscript(name: String) -> Double {
        get { Feature.index[name].map { values[$0] } ?? 0 }
        set { if let index = Feature.index[name] { values[index] = newValue } }
    }
}
