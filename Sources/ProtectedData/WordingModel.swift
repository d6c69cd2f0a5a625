/// Which words and pairs of words speak for a document about somebody, and which against: `Model/wording.txt`, written by Scripts/train-model.
///
/// A line is a weight and a token, or two that follow each other, or @ and a token: that one in a sentence about somebody, beside what it weighs anywhere.
/// `bias!` has a line of its own, and # begins a note. Names, classes and figures are one token each, whosever they are: `<name> <class> <n> <n4> <n19> <n20>
/// <n5>`; so are signs, `<line>` and `<break>` (of lines, of paragraphs), and words that say the same: `Model/classes.txt` has them.
struct WordingModel: Sendable {
    /// The number of a token, from 1, by its hash; what has none is in no pair either.
    private let singles: WordTable
    /// The number of a pair's weight by the numbers of its tokens.
    private let pairs: WordTable
    /// The number of a token's weight in a sentence about somebody, by the token's number; 0 if it has none.
    private let besidePeople: [UInt32]
    /// The numbers of "he" and "his", whose sentences are about somebody as those with names are.
    private let people: (UInt32, UInt32)
    let weights: [Float]
    let bias: Float

    /// The class of a word, by its hash.
    private let classes: [UInt64: String]

    static let shared = WordingModel(text: DetectionData.bytes("wording.txt"), classes: DetectionData.bytes("classes.txt"))

    /// - Parameter classes: a line `<class>: word word …` for each.
    init(text: [UInt8], classes lines: [UInt8] = []) {
        classes = Self.classes(lines)
        var (singles, pairs): ([UInt64: UInt32], [UInt64: UInt32]) = ([:], [:])
        var (weights, bias): ([Float], Float) = ([0], 0)
        var later: [(UInt64, UInt64, Float)] = []
        let count = Bytes.count(0x0a, in: text, text.indices)
        weights.reserveCapacity(count + 1)
        later.reserveCapacity(count)
        var start = 0
        while start < text.count {
            let end = Bytes.first(0x0a, in: text, start..<text.count) ?? text.count
            defer { start = end + 1 }
            guard let line = WordingLine(text, start..<end) else { continue }
            let first = Token.hash(line.first)
            if let second = line.second {
                later.append((first, Token.hash(second), line.weight))
            } else if line.first.elementsEqual("bias!".utf8) {
                bias = line.weight
            } else if singles.updateValue(UInt32(weights.count), forKey: first) == nil {
                weights.append(line.weight)
            }
        }
        pairs.reserveCapacity(later.count)
        var besidePeople = [UInt32](repeating: 0, count: weights.count)
        for (first, second, weight) in later {
            guard let second = singles[second] else { continue }
            if first == Token.besidePeople {
                besidePeople[Int(second)] = UInt32(weights.count)
            } else if let first = singles[first] {
                pairs[Self.pair(first, second)] = UInt32(weights.count)
            } else {
                continue
            }
            weights.append(weight)
        }
        self.besidePeople = besidePeople
        people = (singles[Token.he] ?? 0, singles[Token.his] ?? 0)
        // Words of a class have its number, and no other.
        for (word, name) in classes { singles[word] = singles[Token.hash(name.utf8)] }
        self.singles = WordTable(singles)
        self.pairs = WordTable(pairs)
        (self.weights, self.bias) = (weights, bias)
    }

    private static func classes(_ text: [UInt8]) -> [UInt64: String] {
        var classes: [UInt64: String] = [:]
        for line in text.split(separator: 0x0a) where line.first != UInt8(ascii: "#") {
            guard let colon = line.firstIndex(of: 0x3a) else { continue }
            let name = String(decoding: line[..<colon], as: UTF8.self)
            for word in line[(colon + 1)...].split(separator: 0x20) {
                let hash = Token.hash(word)
                classes[hash] = name
                classes[hash ^ Word.capitalsMark] = name
            }
        }
        return classes
    }

    /// For training, what the model's file has for a word; nil if that is the word.
    func nameOfClass(_ token: UInt64) -> String? { classes[token] }

    /// 0 if it has none.
    @inline(__always)
    func single(_ token: UInt64) -> UInt32 { singles[token] }

    @inline(__always)
    func pair(first: UInt32, second: UInt32) -> UInt32 { first == 0 || second == 0 ? 0 : pairs[Self.pair(first, second)] }

    /// - Parameter single: a token's number.
    @inline(__always)
    func besidePeople(_ single: UInt32) -> UInt32 { besidePeople[Int(single)] }

    /// Whether a token other than a name stands for somebody.
    @inline(__always)
    func isPerson(_ single: UInt32) -> Bool { single != 0 && (single == people.0 || single == people.1) }

    /// Mixed, because tables take a key's middle bits.
    @inline(__always)
    private static func pair(_ first: UInt32, _ second: UInt32) -> UInt64 {
        (UInt64(first) << 32 | UInt64(second)) &* 0xff51_afd7_ed55_8ccd ^ UInt64(second) &* 0x9e37_79b9_7f4a_7c15 | 1
    }
}

/// A word, a sign or a kind of words, as the model of wording takes it.
enum Token {
    static func hash(_ text: some Sequence<UInt8>) -> UInt64 {
        var isUpper = false
        var letters = FoldedLetters()
        for byte in text {
            let isCapital = (0x41...0x5a).contains(byte)
            if isCapital { isUpper = true }
            letters.append(isCapital ? byte | 0x20 : byte)
        }
        // In the model, words in capitals are met in capitals only.
        return letters.hash ^ (isUpper ? Word.capitalsMark : 0)
    }

    private static func of(_ text: StaticString) -> UInt64 { hash(String(describing: text).utf8) }
    static let name = of("<name>")
    static let owned = of("'s")
    static let he = of("<he>")
    static let his = of("<his>")
    /// In the model's file, before what is met in a sentence about somebody.
    static let besidePeople = of("@")
    static let schoolClass = of("<class>")
    static let line = of("<line>")
    static let paragraph = of("<break>")
    /// By digits: up to three, four by the century, five and more.
    static let number = of("<n>")
    static let year19 = of("<n19>")
    static let year20 = of("<n20>")
    static let four = of("<n4>")
    static let long = of("<n5>")

    /// Signs that say something between words; the curly ones as their straight ones.
    static let signs: [UInt64] = {
        var signs = [UInt64](repeating: 0, count: 256)
        for byte in ".?!:;()[]_\"/&%".utf8 { signs[Int(byte)] = hash([byte]) }
        return signs
    }()
    static let quote = hash("\"".utf8)
    static let pound = hash("£".utf8)
}
