/// Whom a sentence is about.
extension ProseTally {
    /// Counts names and tells whether a single person is spoken of in this sentence.
    mutating func lookAt(_ people: [PersonFinder.Person], _ range: Range<Int>, families: Int) -> Bool {
        var isNamed = false
        var isColleague = false
        let concernsAdults = hits[number.families[3]] + hits[number.families[7]] + hits[number.families[8]] > 0 && hits[number.must] == 0
        var keys: [UInt64] = []
        for person in people {
            switch person.kind {
            case .titled:
                counts.titles += 1
                if concernsAdults { isColleague = true }
            case .initials: if families > 0 { counts.initials += 1 }
            case .full, .first:
                isNamed = true
                keys.append(person.key)
                seen.note(person)
            }
        }
        if isNamed {
            lastPeople = keys
            sinceFocus = 0
            if range.contains(where: { words[$0].isClass }) || hits[number.place] > 0 { counts.classNear += 1 }
            if range.contains(where: { words[$0].isNumber }) { counts.numberNear += 1 }
        }
        let isRelation = hits[number.relation] > 0
        let isOne = hits[number.onePupil] > 0
        if isRelation { counts.relation += 1 }
        if isOne { counts.onePupil += 1 }
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
                counts.heSheNear += 1
            } else if counts.initials > 0, people.contains(where: { $0.kind == .initials }), families > 0 {
                focus = true
            } else if sinceFocus <= 1, hits[number.plural] == 0, hits[number.must] == 0 {
                // "Needs a reader." follows "Mia, 4B".
                focus = range.count <= 14
            }
        }
        return focus
    }

    /// A capitalised word in no list that comes again, not at the beginning of its sentence: a name that we do not know.
    mutating func guesses(_ range: Range<Int>) -> [PersonFinder.Person] {
        var found: [PersonFinder.Person] = []
        for i in range where words[i].isCapitalised && !words[i].isCapitals && !words[i].isNumber && !words[i].isClass && words[i].letters > 2 {
            guard set.names.kind(words[i]).isEmpty else { continue }
            let known = candidates[words[i].exact] ?? 0
            let isStart = i == range.lowerBound
            if !isStart || known > 0, known > 0 || candidates.count < 4096 { candidates[words[i].exact] = known &+ (known < 1000 ? 1 : 0) }
            let next = i + 1 < range.upperBound ? words[i + 1] : nil
            guard known > 0, next.map({ !$0.isCapitalised }) ?? true, isStart || !words[i - 1].isCapitalised else { continue }
            counts.guessed += 1
            found.append(.init(kind: .first, key: words[i].exact, forename: words[i].exact, words: i..<i + 1))
        }
        return found
    }

    /// In a chat, who writes stands before the message, with the time, or alone with it on a line; in a mail, behind "From".
    func isSpeaker(_ person: PersonFinder.Person, _ range: Range<Int>) -> Bool {
        let others = range.lazy.filter { !person.words.contains($0) }
        if range.count <= 8, others.contains(where: { words[$0].isNumber }), others.allSatisfy({ words[$0].isNumber }) { return true }
        guard let last = person.words.last, words[last].range.upperBound < text.count, text[words[last].range.upperBound] == 0x3a else {
            return false
        }
        let before = range.lowerBound..<person.words.lowerBound
        return before.count >= 2 && before.suffix(2).allSatisfy { words[$0].isNumber }
    }
}
