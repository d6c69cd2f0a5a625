/// What running text says of people, counted sentence by sentence.
struct ProseTally {
    let set: RuleSet
    let finder: PersonFinder
    let number: ProseRules
    var wording: WordingTally
    var counts = ProseCounts()
    var seen = SeenPeople()
    private var cutter = WordCutter()
    /// Of the text at hand. Its memory is used again.
    private(set) var words: [Word]
    /// What `words` are of.
    private(set) var text: [UInt8] = []

    private(set) var hits: SentenceHits
    private var nearPlaces: [String]
    /// Families of the last three sentences in focus.
    private var recent: [Int] = [0, 0, 0]
    private var users: [Int: Int] = [:]

    /// Who was named last, and how many sentences ago.
    var lastPeople: [UInt64] = []
    var sinceFocus = 1000
    /// It is a letter to somebody.
    var isAddressed = false
    /// Words that may be names and stand in no list, with how often they were met.
    var candidates: [UInt64: UInt16] = [:]

    /// - Parameter memory: that of words of another document.
    init(_ set: RuleSet, reusing memory: consuming [Word] = []) {
        self.set = set
        words = memory
        finder = PersonFinder(set.names)
        wording = WordingTally(set.wording, set.names)
        number = ProseRules(set)
        hits = SentenceHits(rules: set.rules.count)
        nearPlaces = [String](repeating: "", count: Feature.families.count)
    }

    /// - Parameters:
    ///   - text: in which every line ends a sentence (`WrappedLines`).
    ///   - place: where an offset in `text` is, for people.
    mutating func read(_ text: [UInt8], place: (Int) -> String) {
        words.removeAll(keepingCapacity: true)
        self.text = text
        defer { self.text = [] }
        cutter.cut(text, text.indices, into: &words)
        wording.read(words, of: text)
        countMarks(text)
        var start = 0
        for i in words.indices.dropFirst() {
            let ends = words[i].before == .sentence || words[i].before == .line || i - start >= 120
            if words[i].before == .line, text[words[i - 1].range.upperBound..<words[i].range.lowerBound].count(where: { $0 == 0x0a }) > 1 {
                sinceFocus += 1
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
        if marks.keys < 4 { counts.speech += Double(marks.quotes) / 2 }
        counts.questions += Double(marks.questions)
        counts.speakers += Double(marks.speakers)
        counts.symbols += Double(marks.odd)
    }

    private mutating func sentence(_ range: Range<Int>, _ place: (Int) -> String) {
        hits.find(set.phrases, words, range)
        counts.sentences += 1
        counts.words += Double(range.count)
        for rule in hits.rules where !set.rules[rule].isCore { users[rule, default: 0] += 1 }
        for (index, rule) in number.contexts.enumerated() where hits[rule] > 0 { counts.contexts[index] += Double(hits[rule]) }

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
        counts.peak = max(counts.peak, recent.reduce(0, |).nonzeroBitCount)
        if !focus, hits[number.heShe] > 0, !families.isEmpty, hits[number.must] == 0 { counts.somebody += 1 }
        if people.contains(where: { $0.kind == .first || $0.kind == .full }), hits[number.must] == 0 {
            let strength =
                families.count + (hits[number.talks] > 0 ? 1 : 0) + (isTold ? 1 : 0) + (range.contains(where: { words[$0].isClass }) ? 1 : 0)
            if !families.isEmpty { counts.best = max(counts.best, strength) }
        }
        if hits[number.you] > 0, isAddressed, !families.isEmpty { counts.addressed += 1 }
        lookAtGrammar(range, isTold: focus && isTold, says: !families.isEmpty || hits[number.talks] > 0)
        guard focus else {
            if !families.isEmpty { counts.unfocused += 1 }
            return
        }
        counts.breadth |= kinds
        if hits[number.talks] > 0 { counts.talks += 1 }
        if hits[number.place] > 0 { counts.place += 1 }
        guard !families.isEmpty else { return }
        counts.care += 1
        if families.count > 1 { counts.careRich += 1 }
        if isTold { counts.careTold += 1 }
        for family in families {
            counts.near[family] += 1
            if nearPlaces[family].isEmpty { nearPlaces[family] = place(words[range.lowerBound].range.lowerBound) }
        }
        seen.concern(lastPeople)
    }

    private mutating func note(_ range: Range<Int>) {
        counts.heShe += Double(hits[number.heShe])
        counts.firstPerson += Double(hits[number.firstPerson])
        counts.secondPerson += Double(hits[number.you])
        if hits[number.past] > 0 { counts.past += 1 }
        if hits[number.must] > 0 { counts.norms += 1 }
        if hits[number.plural] > 0 { counts.groups += 1 }
    }

    /// Sentences in which a rule of the school's own has words.
    var ownRules: [Int: Int] { users }

    func place(ofFamily family: Int) -> String { nearPlaces[family] }

    func fill(_ features: inout Features) {
        wording.fill(&features)
        counts.fill(&features)
        seen.fill(&features)
    }
}
