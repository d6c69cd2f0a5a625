import DocumentText
import SeededGenerator
import Testing

@testable import ProtectedData

/// Lines that were broken to fit a page.
struct WrappedLinesTests {
    private func joined(_ text: String) -> String {
        let bytes = Array(text.utf8)
        return String(decoding: WrappedLines(bytes).joined(bytes), as: UTF8.self)
    }

    private static func broken(_ paragraph: String, at width: Int, with gap: String = "\n") -> String {
        var lines = [""]
        for word in paragraph.split(separator: " ") {
            if let last = lines.last, !last.isEmpty, last.count + 1 + word.count > width { lines.append("") }
            lines[lines.count - 1] += (lines[lines.count - 1].isEmpty ? "" : " ") + word
        }
        return lines.joined(separator: gap)
    }

    private static let paragraph = """
        I rang home about Kacper this morning because he had been crying again at the gate, and his mum told me that he has not slept since the move. \
        Mrs Okonkwo will see him on Thursday with the family worker. Nothing else was said about the hearing.
        """

    @Test("A paragraph is one line again, however wide it was broken", arguments: [50, 60, 72, 76, 100])
    func paragraphs(_ width: Int) { #expect(joined(Self.broken(Self.paragraph, at: width)) == Self.paragraph) }

    @Test(
        "A break with an indent or a carriage return is one, too",
        arguments: ["\n    ", "\r\n", "\n\t"])
    func gaps(_ gap: String) { #expect(joined(Self.broken(Self.paragraph, at: 72, with: gap)) == Self.paragraph) }

    @Test("Lines of a quoted mail go on without its marks, but not in the answer")
    func quoted() {
        #expect(joined("> " + Self.broken(Self.paragraph, at: 72, with: "\n> ")) == "> " + Self.paragraph)
        #expect(joined(">> " + Self.broken(Self.paragraph, at: 72, with: "\n>> ")) == ">> " + Self.paragraph)
        let answered =
            "> I rang home about Kacper this morning because he had been crying again\nand that is why I wrote to you about him, as I said when we met at the\ngate"
        #expect(joined(answered).hasPrefix("> I rang home about Kacper this morning because he had been crying again\nand"))
    }

    @Test("Paragraphs without an empty line between them end where a line has room left")
    func tight() {
        let text = Self.broken(Self.paragraph, at: 72) + "\n" + Self.broken("She asked " + Self.paragraph, at: 72)
        #expect(joined(text) == Self.paragraph + "\nShe asked " + Self.paragraph)
    }

    @Test("Letters of two bytes are one character wide")
    func characters() {
        // In bytes the first line is twice as wide as the others, which would then have room left.
        let first = String(repeating: "żółćęąśńź ", count: 6) + "i"
        let rest = "\na potem jeszcze raz to samo i znowu tak samo jak przedtem tu\ni tak dalej"
        #expect(joined(first + rest) == first + rest.replacing("\n", with: " "))
    }

    @Test(
        "What is no running text stays as it lies",
        arguments: [
            // Entries of a list, as long as each other.
            "Kacper Nowak has his inhaler in the office and one at home now\nZainab Ahmed wears her glasses for all reading and board work\nElla Barnes is to sit near the door and may go out when she asks",
            // An address, and lines with room left.
            "the caretaker\n14 the close\nand so on",
            "he is to have his inhaler in his own bag\nwhen they go swimming at ten and she is to wear her glasses in class",
            // Columns, by a tab and by blanks.
            "kacper nowak\tinhaler\tin the office, one at home, one with his class teacher\nzainab ahmed\tglasses\tfor reading and for all of the work at the board now",
            "kacper nowak   inhaler   in the office, one at home, one with his class t\nzainab ahmed   glasses   for reading and for all of the work at the board",
            // Paragraphs that no program broke.
            String(repeating: "he was told that she was late ", count: 10) + "\n" + String(repeating: "she was told that he was late ", count: 10),
            "", "\n", "\n\n\n", " \n> \n",
        ])
    func layouts(_ text: String) { #expect(joined(text) == text) }

    @Test(
        "Items and speakers begin anew, however full the line before is",
        arguments: ["- ", "* ", "• ", "1. ", "12. ", "1.1 ", "b) ", "(b) ", "(iv) ", "Mum: ", "MR DACRE: "])
    func items(_ mark: String) {
        let item = "he is to have his inhaler in his own bag when they all go swimming at"
        let text = "\(mark)\(item)\nten and for the whole of the trip to the farm in June, with her glasses\n\(mark)\(item)"
        #expect(joined(text) == "\(mark)\(item) ten and for the whole of the trip to the farm in June, with her glasses\n\(mark)\(item)")
    }

    @Test("An initial at the beginning of a line is no item")
    func initials() {
        let text =
            "this was said by the lady who came from the office of the agency, a Mrs\nK. Nowak, when she was asked about what had been seen at the gate by us"
        #expect(joined(text + "\nall that day") == text.replacing("\n", with: " ") + " all that day")
    }

    @Test("A short last line ends the sentence, with or without a full stop")
    func lastLines() throws {
        let broken = "we met on Monday as to what Kacper said when he hit another child at break\nand was upset afterwards, his mum will come in"
        let whole = try Examining.assess([.text(Array((broken.replacing("\n", with: " ") + "\nSam Porter\n").utf8))])
        let other = try Examining.assess([.text(Array((broken + "\nSam Porter\n").utf8))])
        #expect(other.score == whole.score)
    }

    @Test("What is found is told of by the line that it stands in")
    func places() throws {
        let text =
            Self.broken(Self.paragraph, at: 50, with: "\n      ")
            + "\n\nKacper hit another child at break and was upset afterwards; his mum will come in.\n"
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let line = try #require(lines.firstIndex { $0.hasPrefix("Kacper hit") }) + 1
        let found = try Examining.assess([.text(Array(text.utf8))]).findings.first { $0.rule == "behaviour" }
        #expect(found?.place == "line \(line)")
    }

    @Test("A document says the same, whether its lines were broken or not", arguments: [60, 76, 100])
    func documents(_ width: Int) throws {
        let whole = try Examining.assess([.text(Array((Self.paragraph + "\n\n" + Self.paragraph + "\n").utf8))])
        let broken = Self.broken(Self.paragraph, at: width)
        let other = try Examining.assess([.text(Array((broken + "\n\n" + broken + "\n").utf8))])
        #expect(other.score == whole.score)
        #expect(other.people == whole.people)
    }

    @Test("Of any bytes at all only breaks are lost, which are white space and marks of quoted mail; with blanks every word stays where it stands")
    func anything() {
        var generator = SeededGenerator("wrapped lines")
        var joins = 0
        for _ in 0..<2000 {
            let alphabet = Array("aB. >\n\r\t-1)é\u{a0}".utf8) + [0xff, 0x00]
            let text = (0..<Int.random(in: 0...400, using: &generator)).map { _ in
                Int.random(in: 0..<3, using: &generator) > 0 ? UInt8(ascii: "a") : alphabet[Int.random(in: alphabet.indices, using: &generator)]
            }
            let lines = WrappedLines(text)
            var (expected, start) = ([UInt8](), 0)
            for gap in lines.breaks {
                expected += text[start..<gap.lowerBound] + [0x20]
                start = gap.upperBound
            }
            #expect(lines.joined(text) == expected + text[start...])
            #expect(lines.breaks.allSatisfy { text[$0].contains(0x0a) && text[$0].allSatisfy { " >\n\r\t".utf8.contains($0) } })
            let blanked = lines.blanked(text)
            #expect(blanked.count == text.count)
            #expect(
                blanked.indices.allSatisfy { place in
                    lines.breaks.contains { $0.contains(place) } ? blanked[place] == 0x20 : blanked[place] == text[place]
                })
            joins += lines.breaks.count
        }
        #expect(joins > 0)
    }
}
