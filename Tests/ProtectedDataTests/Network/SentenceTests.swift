import Testing

@testable import ProtectedData

/// From text to words, from words to pieces, from pieces to windows.
struct SentenceTests {
    private func sentences(_ text: [UInt8]) -> [String] {
        var found: [String] = []
        SentenceCutter.cut(text) { words, _ in
            found.append(words.map { String(decoding: $0.letters, as: UTF8.self) }.joined(separator: " "))
            return true
        }
        return found
    }

    @Test(
        "Lines and full stops before a capital, a figure, a quote or a bracket end sentences; the quote behind a full stop goes with it",
        arguments: [
            ("Mum rang. She cried", ["mum rang .", "she cried"]), ("He said \"Go.\" Then left", ["he said \" go .", "then left"]),
            ("about 3.5 kg, e.g. sugar", ["about 3 . 5 kg , e . g . sugar"]), ("a\r\n\r\n\n b ", ["a", "b"]),
            ("What? (No) Yes! 3", ["what ?", "( no ) yes !", "3"]),
            ("", []), (" \t\n", []), ("Mrs. O'Brien's 4B_x", ["mrs .", "o ' brien ' s 4b _ x"]), (".", ["."]),
            ("Mum rang.\u{200b} She\u{ad} cried", ["mum rang .", "she cried"]), ("a. \u{201c}B", ["a . \u{201c} b"]),
        ])
    func cut(_ text: String, _ expected: [String]) {
        #expect(sentences(Array(text.utf8)) == expected)
    }

    @Test(
        "Accents, case, and what nobody sees are folded away; other scripts keep their letters",
        arguments: [
            ("Élodie", "elodie"), ("E\u{301}lodie", "elodie"), ("Nguyễn", "nguyen"), ("ŁUKASZ", "łukasz"), ("Ǆ ß", "ǆ ß"),
            ("in\u{ad}to \u{200b}it\u{0}", "into it"),
            ("ЮЛИЯ", "юлия"), ("٣ 四", "٣ 四"), ("\u{feff}a", "a"), ("🙂!", "🙂 !"), ("\u{fffd}", "\u{fffd}"), ("İ", "i"),
        ])
    func fold(_ text: String, _ expected: String) {
        #expect(sentences(Array(text.utf8)) == [expected])
    }

    @Test("Flags say what folding loses: a capital, capitals, a line's beginning")
    func flags() {
        var flags: [[UInt8]] = []
        SentenceCutter.cut(Array("The DSL I 4B É. But iPhone\nx".utf8)) { words, _ in
            flags.append(words.map(\.flags.rawValue))
            return true
        }
        #expect(flags == [[5, 3, 1, 2, 1, 0], [1, 0], [4]])
    }

    @Test("Any bytes are cut without a trap, and it stops when it is told to")
    func hostile() {
        _ = sentences([0xff, 0xc3, 0x0a, 0xe2, 0x80, 0xed, 0xa0, 0x80, 0xf4, 0x90, 0x80, 0x80, 0x00])
        _ = sentences([UInt8](repeating: 0x2e, count: 1 << 16))
        #expect(sentences(Array(String(repeating: ". ", count: 1 << 15).utf8)).count == 1)
        var calls = 0
        SentenceCutter.cut(Array("a\nb\nc".utf8)) { _, _ in
            calls += 1
            return calls < 2
        }
        #expect(calls == 2)
    }

    private func pieces(_ word: String) throws -> [UInt16] {
        let builder = NetworkBuilder()
        var numbers: [UInt16] = [9]
        try builder.file().vocabulary.cut(.init(letters: Array(word.utf8), count: word.unicodeScalars.count, flags: []), into: &numbers)
        #expect(numbers.first == 9)
        return Array(numbers.dropFirst())
    }

    @Test("A word is cut into the longest pieces, from its beginning; what cannot be cut is one unknown piece")
    func wordPieces() throws {
        #expect(try pieces("mum") == [3])
        #expect(try pieces("unhappy") == [5, 6])
        #expect(try pieces("unhappypy") == [5, 6, 8])
        #expect(try pieces("unhap") == [5, 7])
        #expect(try pieces("happy") == [0], "pieces that go on begin no word")
        #expect(try pieces("unmum") == [0], "pieces that begin a word do not go on")
        #expect(try pieces("é") == [10])
        #expect(try pieces("\u{e8}") == [0])
        #expect(try pieces("un" + String(repeating: "py", count: 29)).count == 30)
        #expect(try pieces("un" + String(repeating: "py", count: 30)) == [0], "more than sixty letters")
    }

    private func sentence(_ count: Int, _ number: UInt16 = 5) -> Pieces {
        Pieces(
            numbers: [UInt16](repeating: number, count: count), flags: [UInt8](repeating: 0, count: count), ends: [Int](repeating: 0, count: count))
    }

    @Test("Windows hold whole sentences, are nearly equally long, and no sentence is lost")
    func windows() {
        #expect(PieceWindows.pack([]) == [])
        #expect(PieceWindows.pack([sentence(10), sentence(10)]).map(\.count) == [20])
        #expect(PieceWindows.pack([sentence(40), sentence(40), sentence(40), sentence(40)]).map(\.count) == [80, 80])
        #expect(PieceWindows.pack([sentence(94), sentence(1)]).map(\.count) == [94, 1])
        #expect(PieceWindows.pack([sentence(200)]).map(\.count) == [94, 94, 12])
        let many = (0..<300).map { sentence($0 % 31 + 1, UInt16($0)) }
        let windows = PieceWindows.pack(many)
        #expect(windows.flatMap(\.numbers) == many.flatMap(\.numbers))
        #expect(windows.allSatisfy { (1...94).contains($0.count) })
    }

    @Test("A sentence longer than a window is cut between words, and its text where its pieces are")
    func cut() throws {
        let vocabulary = try NetworkBuilder().file().vocabulary
        let words = (0..<100).map { $0 % 3 == 0 ? String(repeating: "x", count: 250) : "é" } + (0..<100).map { _ in "mum" }
        for text in [words.joined(separator: " "), "Mum. " + words.reversed().joined(separator: "  ") + "\nrang"] {
            let windows = PieceWindows.windows(of: Array(text.utf8), vocabulary).windows
            #expect(windows.count == 3)
            for window in windows {
                let again = PieceWindows.sentences(of: window.text, vocabulary).sentences
                #expect(again.flatMap(\.numbers) == window.numbers)
                #expect(window.ends.count == window.count && window.ends.last == window.text.count)
            }
        }
    }

    @Test("Of a long document the beginning is read, also of one long sentence behind a short one", arguments: [".\n", " "])
    func bound(_ end: String) throws {
        let builder = NetworkBuilder()
        let vocabulary = try builder.file().vocabulary
        let text = Array(String(repeating: "mum rang mum" + end, count: 1 << 13).utf8)
        for text in [text, Array("Mum.\n".utf8) + text] {
            let (sentences, isWhole) = PieceWindows.sentences(of: text, vocabulary)
            #expect(sentences.reduce(0) { $0 + $1.count } == PieceWindows.mostPieces && !isWhole)
        }
        #expect(PieceWindows.sentences(of: Array(text.prefix(1 << 11)), vocabulary).isWhole)
    }
}
