internal import Glibc

/// What running text says of people, counted sentence by sentence. Names are kept as hashes, in memory only, and up to a bound.
struct ProseTally {
    private let set: RuleSet
    private let finder: PersonFinder
    private let number: Numbers
    var wording: WordingTally
    private var cutter = WordCutter()
    /// Of the text at hand. Its memory is used again.
    private(set) var words: [Word]
    /// What `words` are of.
    private var text: [UInt8] = []

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
    private var beside = 0.0, besideKinds = 0, subject = 0.0, colleague = 0.0, addressed = 0.0, initialled = 0.0, firstOnly = 0.0, allNames = 0.0
    private var classBeside = 0.0, nameDate = 0.0, headed = 0.0, guessed = 0.0, questions = 0.0, speakers = 0.0, oldYears = 0.0, publicRoles = 0.0
    /// Families of the last three sentences in focus; the most that met.
    private var recent: [Int] = [0, 0, 0]
    private var peak = 0
    private var isAddressed = false
    private var somebody = 0.0
    /// The most that one sentence says of somebody it names.
    private var best = 0
    /// Words that may be names and stand in no list, with how often they were met.
    private var candidates: [UInt64: UInt16] = [:]
    private var contexts: [Double]
    private var users: [Int: Int] = [:]

    /// By their keys, with their first names.
    private var fullNames: [UInt64: UInt64] = [:]
    private var firstNames: [UInt64: UInt32] = [:]
    /// People who are spoken of with a cue.
    private var concerned: Set<UInt64> = []
    private static let maximumNames = 1 << 16
    private var sinceFocus = 1000
    private var lastPeople: [UInt64] = []

    /// Numbers of the rules that the code knows by name.
    private struct Numbers {
        let families, contexts: [Int]
        let talks, place, heShe, firstPerson, they, you, past, must, plural, onePupil, relation, record, dear, roles: Int
        init(_ set: RuleSet) {
            func number(_ id: String) -> Int { set.numbers[id] ?? 0 }
            families = Feature.families.map(number)
            contexts = Feature.contexts.map(number)
            (talks, place, heShe, firstPerson) = (number("contacts-made"), number("school-place"), number("g-he-she"), number("g-we-i"))
            (they, you, past, must) = (number("g-they"), number("g-you"), number("g-past"), number("g-must"))
            (record, dear, roles) = (number("g-record"), number("g-dear"), number("g-roles"))
            (plural, onePupil, relation) = (number("g-plural"), number("g-the-pupil"), number("g-relation"))
        }
    }

    /// - Parameter memory: that of words of another document.
    init(_ set: RuleSet, reusing memory: consuming [Word] = []) {
        self.set = set
        words = memory
        finder = PersonFinder(set.names)
        wording = WordingTally(set.wording, set.names)
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
        self.text = text
        defer { self.text = [] }
        cutter.cut(text, text.indices, into: &words)
        wording.read(words, of: text)
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
        let marks = Marks(text)
        // What has names before its values is data, and nobody speaks in it.
        if marks.keys < 4 { speech += Double(marks.quotes) / 2 }
        questions += Double(marks.questions)
        speakers += Double(marks.speakers)
        symbols += Double(marks.odd)
    }

    private mutating func sentence(_ range: Range<Int>, _ place: (Int) -> String) {
        for rule in touched { hits[rule] = 0 }
        touched.removeAll(keepingCapacity: true)
        let phrases = set.phrases
        for i in range {
            phrases.match(words, at: i) { rule, length in
                // A phrase that runs into the next sentence is none.
                guard i + length <= range.upperBound else { return }
                if hits[rule] == 0 { touched.append(rule) }
                hits[rule] &+= 1
            }
        }
        sentences += 1
        wordCount += Double(range.count)
        for rule in touched where !set.rules[rule].isCore { users[rule, default: 0] += 1 }
        for (index, rule) in number.contexts.enumerated() where hits[rule] > 0 { contexts[index] += Double(hits[rule]) }

        let families = number.families.indices.filter { hits[number.families[$0]] > 0 }
        var people = finder.people(words, range) + guesses(range)
        people.removeAll { isSpeaker($0, range) }
        let isTold = hits[number.past] > 0 && hits[number.must] == 0
        let focus = lookAt(people, range, families: families.count)
        note(range)
        lookBeside(people, range)
        let kinds = families.reduce(0) { $0 | 1 << $1 }
        recent.removeFirst()
        recent.append(focus ? kinds : 0)
        peak = max(peak, recent.reduce(0, |).nonzeroBitCount)
        if !focus, hits[number.heShe] > 0, !families.isEmpty, hits[number.must] == 0 { somebody += 1 }
        if people.contains(where: { $0.kind == .first || $0.kind == .full }), hits[number.must] == 0 {
            let strength =
                families.count + (hits[number.talks] > 0 ? 1 : 0) + (isTold ? 1 : 0) + (range.contains(where: { words[$0].isClass }) ? 1 : 0)
            if !families.isEmpty { best = max(best, strength) }
        }
        if hits[number.you] > 0, isAddressed, !families.isEmpty { addressed += 1 }
        guard focus else {
            if !families.isEmpty { unfocused += 1 }
            return
        }
        breadth |= kinds
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
        var isColleague = false
        let concernsAdults = hits[number.families[3]] + hits[number.families[7]] + hits[number.families[8]] > 0 && hits[number.must] == 0
        var keys: [UInt64] = []
        for person in people {
            switch person.kind {
            case .titled:
                titles += 1
                if concernsAdults { isColleague = true }
            case .initials: if families > 0 { initials += 1 }
            case .full, .first:
                isNamed = true
                keys.append(person.key)
                if person.kind == .full, fullNames.count < Self.maximumNames { fullNames[person.key] = person.forename }
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
            if isColleague {
                focus = true
                sinceFocus = 0
            } else if isRelation || isOne {
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

    /// A capitalised word in no list that comes again, not at the beginning of its sentence: a name that we do not know.
    private mutating func guesses(_ range: Range<Int>) -> [PersonFinder.Person] {
        var found: [PersonFinder.Person] = []
        for i in range where words[i].isCapitalised && !words[i].isCapitals && !words[i].isNumber && !words[i].isClass && words[i].letters > 2 {
            guard set.names.kind(words[i]).isEmpty else { continue }
            let known = candidates[words[i].exact] ?? 0
            let isStart = i == range.lowerBound
            if !isStart || known > 0, known > 0 || candidates.count < 4096 { candidates[words[i].exact] = known &+ (known < 1000 ? 1 : 0) }
            let next = i + 1 < range.upperBound ? words[i + 1] : nil
            guard known > 0, next.map({ !$0.isCapitalised }) ?? true, isStart || !words[i - 1].isCapitalised else { continue }
            guessed += 1
            found.append(.init(kind: .first, key: words[i].exact, forename: words[i].exact, words: i..<i + 1))
        }
        return found
    }

    /// In a chat, who writes stands before the message, with the time, or alone with it on a line; in a mail, behind "From".
    private func isSpeaker(_ person: PersonFinder.Person, _ range: Range<Int>) -> Bool {
        let others = range.lazy.filter { !person.words.contains($0) }
        if range.count <= 8, others.contains(where: { words[$0].isNumber }), others.allSatisfy({ words[$0].isNumber }) { return true }
        guard let last = person.words.last, words[last].range.upperBound < text.count, text[words[last].range.upperBound] == 0x3a else {
            return false
        }
        let before = range.lowerBound..<person.words.lowerBound
        return before.count >= 2 && before.suffix(2).allSatisfy { words[$0].isNumber }
    }

    /// What stands within a few words of a name.
    private mutating func lookBeside(_ people: [PersonFinder.Person], _ range: Range<Int>) {
        var isBeside = false
        var (hasTitle, hasYear) = (false, false)
        for person in people {
            let reach = max(range.lowerBound, person.words.lowerBound - 4)..<min(range.upperBound, person.words.upperBound + 6)
            if person.kind == .titled {
                hasTitle = true
            } else {
                allNames += 1
                if person.kind == .first { firstOnly += 1 }
                if person.kind == .full, let last = person.words.last, words[last].letters == 1, !isMiddle(last, range) { initialled += 1 }
                let near = max(range.lowerBound, person.words.lowerBound - 2)..<min(range.upperBound, person.words.upperBound + 2)
                if near.contains(where: { words[$0].isClass }) { classBeside += 1 }
            }
            for i in reach where !person.words.contains(i) {
                set.phrases.match(words, at: i) { rule, length in
                    guard i + length <= range.upperBound, let family = number.families.firstIndex(of: rule) else { return }
                    if person.kind != .titled {
                        isBeside = true
                        besideKinds |= 1 << family
                    }
                }
            }
        }
        if isBeside { beside += 1 }
        let families = number.families.indices.filter { hits[number.families[$0]] > 0 }
        if let first = people.first, first.kind == .first || first.kind == .full, first.words.lowerBound <= range.lowerBound + 1, !families.isEmpty,
            hits[number.must] == 0
        {
            subject += 1
        }
        if hasTitle || (people.isEmpty && hits[number.heShe] > 0), families.contains(where: { [3, 7].contains($0) }), hits[number.must] == 0 {
            colleague += 1
        }
        if hits[number.roles] > 0, hasTitle || people.contains(where: { $0.kind == .full }) { publicRoles += 1 }
        for i in range where words[i].isNumber && words[i].range.count == 4 {
            let year = self.year(words[i])
            if (1500..<1940).contains(year) { oldYears += 1 }
            if (1945..<2022).contains(year) { hasYear = true }
        }
        if hasYear, people.contains(where: { $0.kind == .full || $0.kind == .titled }) { nameDate += 1 }
        if sentences <= 4, hits[number.record] > 0, people.contains(where: { $0.kind != .titled }) { headed += 1 }
        if sentences <= 12, hits[number.dear] > 0, !people.isEmpty { isAddressed = true }
    }

    /// The R in James R. Carter, unlike that in "James R, maths".
    private func isMiddle(_ initial: Int, _ range: Range<Int>) -> Bool {
        guard initial + 1 < range.upperBound else { return false }
        let next = words[initial + 1]
        return next.isCapitalised && next.letters > 1 && (next.before == .space || next.before == .other)
    }

    private func year(_ word: Word) -> Int { text[word.range].reduce(0) { $0 * 10 + Int($1 & 0x0f) } }

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

    /// Distinct people who are spoken of. A key is the first name's hash times 31, and the last name's.
    var people: People {
        var people = People(concerned.map { key in fullNames[key].map { NamedPerson(first: $0, last: key &- $0 &* 31) } ?? NamedPerson(first: key) })
        if !concerned.isEmpty { people.fill(to: 1) }
        return people
    }

    func place(ofFamily family: Int) -> String { nearPlaces[family] }

    func fill(_ features: inout Features) {
        wording.fill(&features)
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
        features["beside"] = log1p(beside)
        features["beside-kinds"] = Double(besideKinds.nonzeroBitCount) / 3
        features["subject"] = log1p(subject)
        features["peak"] = Double(peak) / 3
        features["somebody"] = log1p(somebody)
        features["best"] = min(Double(best), 6) / 3
        features["colleague"] = log1p(colleague)
        features["addressed"] = log1p(addressed)
        features["initialled"] = log1p(initialled)
        features["first-only"] = allNames == 0 ? 0 : firstOnly / allNames
        features["class-beside"] = log1p(classBeside)
        features["name-date"] = log1p(nameDate)
        features["headed"] = min(headed, 1)
        features["guessed"] = log1p(guessed)
        features["questions"] = min(questions / s, 1)
        features["speakers"] = log1p(speakers)
        features["old-years"] = log1p(oldYears)
        features["public-roles"] = log1p(publicRoles)
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
    var values = [Double](repeating: 0, count: Feature.all.count)

    subscript(name: String) -> Double {
        get { Feature.index[name].map { values[$0] } ?? 0 }
        set { if let index = Feature.index[name] { values[index] = newValue } }
    }
}
