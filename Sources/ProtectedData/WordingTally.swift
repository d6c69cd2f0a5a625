internal import Glibc

/// Which words and pairs of the model of wording a document has, each once.
struct WordingTally {
    private let model: WordingModel
    private let names: Names
    private var seen: [UInt64]
    private var sum: Float = 0
    private var count: Float = 0
    /// Words of two letters and more, names aside, that the model has, and that it has not.
    private var known = 0
    private var unknown = 0
    /// The number of the token before.
    private var last: UInt32 = 0
    private var lastIsName = false
    /// Weights of the last tokens, and the most that so many together say near a name: one line about a child in a long paper.
    private var passage = [Float](repeating: 0, count: passageLength)
    private static let passageLength = 40
    private var place = 0
    private var running: Float = 0
    private var sinceName = passageLength
    private var peak: Float = 0
    private var sentence = Sentence()
    /// What training learns from: the tokens as the model's file has them. Nil outside of it.
    var record: [String]?

    init(_ model: WordingModel, _ names: Names) {
        (self.model, self.names) = (model, names)
        seen = [UInt64](repeating: 0, count: model.weights.count / 64 + 1)
    }

    /// - Parameter words: those of `text`.
    mutating func read(_ words: [Word], of text: [UInt8]) {
        var end = 0
        for word in words {
            gap(text, end..<word.range.lowerBound)
            end = word.range.upperBound
            take(word, text)
        }
        gap(text, end..<text.count)
    }

    private mutating func gap(_ text: [UInt8], _ range: Range<Int>) {
        guard range.count != 1 || text[range.lowerBound] != 0x20 else { return }
        var (lines, signs) = (0, 0)
        var i = range.lowerBound
        while i < range.upperBound, signs < 4 {
            let byte = text[i]
            if byte == 0x0a {
                lines += 1
            } else if Token.signs[Int(byte)] != 0 {
                add(Token.signs[Int(byte)], String(UnicodeScalar(byte)), endsSentence: byte == 0x2e || byte == 0x3f || byte == 0x21)
                signs += 1
            } else if byte == 0xe2, i + 2 < range.upperBound, text[i + 1] == 0x80, text[i + 2] == 0x9c || text[i + 2] == 0x9d {
                add(Token.quote, "\"")
                signs += 1
            } else if byte == 0xc2, i + 1 < range.upperBound, text[i + 1] == 0xa3 {
                add(Token.pound, "£")
                signs += 1
            }
            i += 1
        }
        if lines > 1 {
            add(Token.paragraph, "<break>", endsSentence: true)
        } else if lines > 0 {
            add(Token.line, "<line>", endsSentence: true)
        }
    }

    private mutating func take(_ word: Word, _ text: [UInt8]) {
        if word.isNumber { return number(word, text) }
        if word.isClass { return add(Token.schoolClass, "<class>") }
        if word.isCapitalised {
            let kind = names.kind(word)
            if !kind.contains(.word), !kind.isDisjoint(with: [.forename, .surname]) {
                // A first name with its surname is one person.
                if !lastIsName || word.before != .space { add(Token.name, "<name>") }
                if kind.contains(.owned) { add(Token.owned, "'s") }
                lastIsName = true
                return
            }
        }
        let token = word.isCapitals ? word.exact ^ Word.capitalsMark : word.exact
        if record != nil { record?.append(model.nameOfClass(token) ?? Self.plain(text[word.range], word.isCapitals)) }
        let number = model.single(token)
        if word.range.count > 1 { if number == 0 { unknown += 1 } else { known += 1 } }
        step(number)
    }

    private mutating func number(_ word: Word, _ text: [UInt8]) {
        if word.range.count < 4 { return add(Token.number, "<n>") }
        if word.range.count > 4 { return add(Token.long, "<n5>") }
        let start = word.range.lowerBound
        switch (text[start], text[start + 1]) {
        case (0x31, 0x38...0x39): add(Token.year19, "<n19>")
        case (0x32, 0x30): add(Token.year20, "<n20>")
        default: add(Token.four, "<n4>")
        }
    }

    /// A word as the model's file has it; one beyond ASCII is not learned.
    private static func plain(_ word: ArraySlice<UInt8>, _ isCapitals: Bool) -> String {
        let text = String(decoding: word, as: UTF8.self).replacing("’", with: "'")
        return text.utf8.contains { $0 >= 0x80 } ? "<other>" : isCapitals ? text : text.lowercased()
    }

    private mutating func add(_ token: UInt64, _ text: @autoclosure () -> String, endsSentence: Bool = false) {
        if record != nil { record?.append(text()) }
        step(model.single(token), isName: token == Token.name, endsSentence: endsSentence)
    }

    /// - Parameter number: a token's.
    @inline(__always)
    private mutating func step(_ number: UInt32, isName: Bool = false, endsSentence: Bool = false) {
        lastIsName = false
        let pair = model.pair(first: last, second: number)
        note(number)
        note(pair)
        if endsSentence || sentence.take(number, isPerson: isName || model.isPerson(number)) { endSentence() }
        last = number
        let weight = model.weights[Int(number)] + model.weights[Int(pair)]
        running += weight - passage[place]
        passage[place] = weight
        place = place + 1 < Self.passageLength ? place + 1 : 0
        sinceName = isName ? 0 : sinceName + 1
        if sinceName < Self.passageLength { peak = max(peak, running) }
    }

    private mutating func endSentence() {
        if sentence.hasPerson { for number in sentence.tokens { note(model.besidePeople(number)) } }
        sentence.clear()
    }

    @inline(__always)
    private mutating func note(_ number: UInt32) {
        let (place, bit) = (Int(number >> 6), UInt64(1) << UInt64(number & 63))
        guard number != 0, seen[place] & bit == 0 else { return }
        seen[place] |= bit
        sum += model.weights[Int(number)]
        count += 1
    }

    /// The model's logit. A long document has more of everything, so what is found counts less, the more there is.
    var score: Double { Double(model.bias + sum * 8 / (count + 30).squareRoot()) }

    /// Whether it is in the model's language: of lists and exports a third of the words are known at least, of letters among random bytes one in twenty.
    var isLanguage: Bool { known > 2 && 2 * known >= unknown }

    func fill(_ features: inout Features) {
        var finished = self
        finished.endSentence()
        let score = min(max(finished.score, -8), isLanguage ? 8 : 0)
        features["wording"] = score
        features["wording-towards"] = max(score, 0)
        features["wording-against"] = max(-score, 0)
        features["wording-peak"] = isLanguage ? min(Double(peak), 12) : 0
    }
}

/// The tokens of the sentence at hand, as numbers of the model, and whether it is about somebody.
private struct Sentence {
    private var numbers = [UInt32](repeating: 0, count: longest)
    private var length = 0
    private(set) var hasPerson = false
    /// What has no full stop and no line is cut after so many tokens.
    private static let longest = 200

    var tokens: ArraySlice<UInt32> { numbers[..<length] }

    /// Whether it is full.
    @inline(__always)
    mutating func take(_ token: UInt32, isPerson: Bool) -> Bool {
        numbers[length] = token
        length += 1
        if isPerson { hasPerson = true }
        return length == Self.longest
    }

    @inline(__always)
    mutating func clear() { (length, hasPerson) = (0, false) }
}
