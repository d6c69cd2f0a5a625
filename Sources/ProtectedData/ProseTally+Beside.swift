/// What a sentence says close to a name.
extension ProseTally {
    /// What stands within a few words of a name.
    mutating func lookBeside(_ people: [PersonFinder.Person], _ range: Range<Int>) {
        var isBeside = false
        var (hasTitle, hasYear) = (false, false)
        for person in people {
            let reach = max(range.lowerBound, person.words.lowerBound - 4)..<min(range.upperBound, person.words.upperBound + 6)
            if person.kind == .titled {
                hasTitle = true
            } else {
                counts.allNames += 1
                if person.kind == .first { counts.firstOnly += 1 }
                if person.kind == .full, let last = person.words.last, words[last].letters == 1, !isMiddle(last, range) { counts.initialled += 1 }
                let near = max(range.lowerBound, person.words.lowerBound - 2)..<min(range.upperBound, person.words.upperBound + 2)
                if near.contains(where: { words[$0].isClass }) { counts.classBeside += 1 }
            }
            for i in reach where !person.words.contains(i) {
                set.phrases.match(words, at: i) { rule, length in
                    guard i + length <= range.upperBound, let family = number.families.firstIndex(of: rule) else { return }
                    if person.kind != .titled {
                        isBeside = true
                        counts.besideKinds |= 1 << family
                    }
                }
            }
        }
        if isBeside { counts.beside += 1 }
        let families = number.families.indices.filter { hits[number.families[$0]] > 0 }
        if let first = people.first, first.kind == .first || first.kind == .full, first.words.lowerBound <= range.lowerBound + 1, !families.isEmpty,
            hits[number.must] == 0
        {
            counts.subject += 1
        }
        if hasTitle || (people.isEmpty && hits[number.heShe] > 0), families.contains(where: { [3, 7].contains($0) }), hits[number.must] == 0 {
            counts.colleague += 1
        }
        if hits[number.roles] > 0, hasTitle || people.contains(where: { $0.kind == .full }) { counts.publicRoles += 1 }
        for i in range where words[i].isNumber && words[i].range.count == 4 {
            let year = self.year(words[i])
            if (1500..<1940).contains(year) { counts.oldYears += 1 }
            if (1945..<2022).contains(year) { hasYear = true }
        }
        if hasYear, people.contains(where: { $0.kind == .full || $0.kind == .titled }) { counts.nameDate += 1 }
        if counts.sentences <= 4, hits[number.record] > 0, people.contains(where: { $0.kind != .titled }) { counts.headed += 1 }
        if counts.sentences <= 12, hits[number.dear] > 0, !people.isEmpty { isAddressed = true }
    }

    /// When something happened to somebody, whichever child it may be, tasks.
    mutating func lookAtGrammar(_ range: Range<Int>, isTold: Bool, says: Bool) {
        if isTold, hits[number.when] > 0 || range.contains(where: { isDate($0, range) }) {
            counts.dated += 1
            if says { counts.datedCare += 1 }
        }
        if hits[number.generic] > 0 { counts.anyChild += 1 }
        var begins = false
        set.phrases.match(words, at: range.lowerBound) { rule, _ in if rule == number.tasks { begins = true } }
        if begins { counts.tasks += 1 }
    }

    /// The first of `12/03` or `9.40`.
    private func isDate(_ i: Int, _ range: Range<Int>) -> Bool {
        guard i + 1 < range.upperBound, words[i].isNumber, words[i + 1].isNumber, words[i].range.count < 3, words[i + 1].range.count == 2,
            words[i].range.upperBound + 1 == words[i + 1].range.lowerBound
        else { return false }
        return [0x2e, 0x2f, 0x3a].contains(text[words[i].range.upperBound])
    }

    /// The R in James R. Carter, unlike that in "James R, maths".
    func isMiddle(_ initial: Int, _ range: Range<Int>) -> Bool {
        guard initial + 1 < range.upperBound else { return false }
        let next = words[initial + 1]
        return next.isCapitalised && next.letters > 1 && (next.before == .space || next.before == .other)
    }

    func year(_ word: Word) -> Int { text[word.range].reduce(0) { $0 * 10 + Int($1 & 0x0f) } }
}
