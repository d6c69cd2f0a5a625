import Testing

@testable import ProtectedData

/// The model of wording: which tokens a text has, and how they add up.
struct WordingTests {
    private func tally(_ text: String, _ model: WordingModel = WordingModel(text: [])) -> WordingTally {
        let bytes = Array(text.utf8)
        var words: [Word] = []
        var cutter = WordCutter()
        cutter.cut(bytes, bytes.indices, into: &words)
        var tally = WordingTally(model, .shared)
        tally.record = []
        tally.read(words, of: bytes)
        return tally
    }

    @Test("Names, classes and figures are one token each, whosever they are")
    func masks() {
        #expect(tally("Zainab Ahmed (4B) got 12 of 30").record == tally("Kacper Nowak (6C) got 9 of 11").record)
        #expect(tally("Zainab's mum").record == ["<name>", "'s", "mum"])
        #expect(tally("in 1912, in 2025, 07700900123").record == ["in", "<n19>", "in", "<n20>", "<n5>"])
    }

    @Test("Signs, ends of lines and words in capitals are tokens; single spaces and commas are none")
    func signs() {
        #expect(tally("DSL told.\n\nWhy? “No”, said mum").record == ["DSL", "told", ".", "<break>", "why", "?", "\"", "no", "\"", "said", "mum"])
    }

    @Test("A word or pair counts once, and a pair only where both follow each other")
    func sums() {
        let model = WordingModel(text: Array("-1 bias!\n0.5 mum\n0.25 rang\n2 mum rang\n".utf8))
        #expect(tally("rang mum", model).score < tally("mum rang", model).score)
        #expect(tally("mum rang", model).score == tally("mum rang, mum rang", model).score)
        #expect(tally("nothing known", model).score == -1)
    }

    @Test("Words of a class have its weight, in capitals too, alone and in pairs")
    func classes() {
        let model = WordingModel(text: Array("-1 bias!\n1 <he>\n0.5 was\n2 <he> was\n".utf8), classes: Array("# note\n<he>: he she\n".utf8))
        #expect(tally("she was", model).score == tally("he was", model).score)
        #expect(tally("SHE was", model).score == tally("he was", model).score)
        #expect(tally("it was", model).score < tally("he was", model).score)
        #expect(tally("Then she was", model).record == ["then", "<he>", "was"])
    }

    @Test(
        "Lines of the model that make no sense are passed over",
        arguments: [
            "x mum", "1", "1 a b c", "nan mum", "2 unknown pair", "1.2.3 mum", "--1 mum", "- mum", ". mum", "1e2 mum", "12345678 mum", "1  mum",
            " mum",
        ])
    func nonsense(_ line: String) {
        let model = WordingModel(text: Array("# note\n\(line)\n".utf8))
        #expect(tally("mum a b unknown pair", model).score == 0)
    }

    @Test("Every weight of the program's model is the number nearest to what its line says")
    func weights() throws {
        let text = DetectionData.bytes("wording.txt")
        var (start, count) = (0, 0)
        while start < text.count {
            let end = text[start...].firstIndex(of: 0x0a) ?? text.count
            if let line = WordingLine(text, start..<end) {
                let said = try #require(text[start..<end].split(separator: 0x20).first)
                try #require(line.weight == Float(String(decoding: said, as: UTF8.self)))
                count += 1
            } else {
                try #require(text[start] == UInt8(ascii: "#"))
            }
            start = end + 1
        }
        #expect(count > 10_000)
    }

    @Test("A passage counts near a name only")
    func passage() {
        let model = WordingModel(text: Array("1 mum\n1 rang\n0 today\n".utf8))
        var (named, unnamed) = (Features(), Features())
        tally("Zainab: mum rang today", model).fill(&named)
        tally("The mum rang today", model).fill(&unnamed)
        #expect(named["wording-peak"] == 2)
        #expect(unnamed["wording-peak"] == 0)
    }

    /// What a model says of a text for which a word weighs only beside somebody.
    private func saidBesidePeople(_ text: String) -> Double {
        let model = WordingModel(text: Array("0 cried\n1 @ cried\n0 so\n0 <he>\n".utf8), classes: Array("<he>: he she\n".utf8))
        var features = Features()
        tally("so so so. " + text, model).fill(&features)
        return features["wording"]
    }

    @Test(
        "What a word weighs beside somebody counts in sentences with a name, he or she",
        arguments: [
            ("Zainab cried", true), ("cried, Zainab", true), ("Then she cried", true), ("they cried. Zainab", false), ("they cried\nZainab", false),
            ("Zainab\n\nthey cried", false), ("Zainab? They cried! she", false), ("they cried. she cried", true),
        ])
    func besidePeople(_ text: String, _ counts: Bool) {
        #expect((saidBesidePeople(text) > 0) == counts)
    }

    @Test("It counts once, and a sentence that does not end is cut")
    func besidePeopleOnce() {
        #expect(saidBesidePeople("she cried. she cried") == saidBesidePeople("she cried"))
        let long = { (words: Int) in "Zainab " + String(repeating: "so ", count: words) + "cried" }
        #expect(saidBesidePeople(long(198)) > 0)
        #expect(saidBesidePeople(long(199)) == 0)
    }

    @Test("Text whose words the model hardly knows gets nothing for the few that it knows, and loses nothing")
    func foreign() {
        let model = WordingModel(text: Array("1 mum\n1 rang\n-1 paper\n1 <name>\n".utf8))
        let features = { (text: String) in
            var features = Features()
            tally(text, model).fill(&features)
            return ["wording-towards", "wording-against", "wording-peak"].map { features[$0] }
        }
        let hardlyKnown = "Zainab: mum rang mum ghjar wmbv bvn jua andq rwe"
        #expect(features(hardlyKnown)[0] > 0)
        #expect(features(hardlyKnown + " hjk") == [0, 0, 0])
        #expect(features("a & b Zainab") == [0, 0, 0])
        #expect(features("paper ghjar wmbv bvn jua")[1] > 0)
    }

    @Test("The shipped model has weights of both signs and knows no name that stands in the lists alone")
    func shipped() {
        let model = WordingModel.shared
        #expect(model.weights.count > 1000)
        #expect(model.weights.contains { $0 > 0.2 } && model.weights.contains { $0 < -0.2 })
        #expect(model.single(Token.hash("zainab".utf8)) == 0)
    }

    @Test("Mia's is Mia, and what comes behind is not her surname")
    func possessive() throws {
        let bytes = Array("spoke about Zainab's Mum and Zainab Ahmed's plan, Zainab cried".utf8)
        var words: [Word] = []
        var cutter = WordCutter()
        cutter.cut(bytes, bytes.indices, into: &words)
        let people = PersonFinder(.shared).people(words, words.indices)
        #expect(people.map(\.kind) == [.first, .full, .first])
        #expect(Set(people.map(\.forename)) == [WordCutter.hash("zainab".utf8)])
        #expect(people[1].key == WordCutter.hash("zainab".utf8) &* 31 &+ WordCutter.hash("ahmed".utf8))
    }
}
