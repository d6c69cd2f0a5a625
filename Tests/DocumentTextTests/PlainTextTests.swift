import Testing

@testable import DocumentText

struct PlainTextTests {
    /// All text, with cells between bars and rows between line feeds.
    private func read(_ bytes: [UInt8], step: Int = 7) -> String? {
        var (text, isText) = ([UInt8](), true)
        var reader = PlainTextReader()
        func take(_ piece: DocumentPiece) {
            switch piece {
            case .text(let bytes): text += bytes
            case .row(let cells): text += Array(cells.joined(separator: [0x7c])) + [0x0a]
            default: break
            }
        }
        var position = 0
        while position < bytes.count, isText {
            isText = reader.feed(Array(bytes[position..<min(position + step, bytes.count)]), take)
            position += step
        }
        return isText && reader.finish(take) ? String(decoding: text, as: UTF8.self) : nil
    }

    private static let sample = "Łukasz and Zoë: “fine” – café\n"

    @Test("Every encoding gives the same text", arguments: [1, 2, 3, 5, 1000])
    func encodings(_ step: Int) {
        let units = Array(Self.sample.utf16)
        let little = units.flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] }
        let big = units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xff)] }
        #expect(read(Array(Self.sample.utf8), step: step) == Self.sample)
        #expect(read([0xef, 0xbb, 0xbf] + Array(Self.sample.utf8), step: step) == Self.sample)
        #expect(read([0xff, 0xfe] + little, step: step) == Self.sample)
        #expect(read([0xfe, 0xff] + big, step: step) == Self.sample)
        #expect(read(little, step: step) == Self.sample)
        #expect(read(big, step: step) == Self.sample)
        #expect(read([0x5a, 0x6f, 0xeb, 0x20, 0x93, 0x66, 0x94, 0x20, 0x80], step: step) == "Zoë “f” €")
    }

    @Test("Malformed characters become replacement characters, and nothing else is lost")
    func malformed() {
        let head = [UInt8](repeating: 0x61, count: (PlainTextReader.headSize / 1000 + 1) * 1000)
        let text = read(head + [0xc3, 0x28, 0xed, 0xa0, 0x80, 0x62, 0xf0, 0x9f], step: 1000)
        #expect(text?.hasPrefix("aaa") == true)
        #expect(text?.hasSuffix("a\u{fffd}(\u{fffd}\u{fffd}\u{fffd}b\u{fffd}") == true)
    }

    @Test(
        "Delimited text comes as rows",
        arguments: [
            ("a,b,c\n1,\"x, y\",3\n", "a|b|c\n1|x, y|3\n"), ("a;b;c\r\n1;2;3\r\n4;5;6", "a|b|c\n1|2|3\n4|5|6\n"),
            ("a\tb\tc\n1\t\"say \"\"hi\"\"\"\t3\n", "a|b|c\n1|say \"hi\"|3\n"),
            ("n,d\n\"two\nlines\",2\nx,3\ny,4\n", "n|d\ntwo\nlines|2\nx|3\ny|4\n"),
        ])
    func rows(_ text: String, _ wanted: String) {
        for step in [1, 4, 1000] { #expect(read(Array(text.utf8), step: step) == wanted) }
    }

    @Test("A letter with commas stays text")
    func letter() {
        let text = "Dear Ann,\n\nThanks for Monday, it was good, and the children, all of them, liked it.\n\nRegards,\nTom\n"
        #expect(read(Array(text.utf8)) == text)
    }

    @Test("What is no text is refused", arguments: [[UInt8]([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2, 0, 0, 0]), [0x50, 0x4b, 3, 4, 0, 0, 0, 0, 8]])
    func binary(_ bytes: [UInt8]) {
        #expect(read(bytes) == nil)
    }

    @Test("Pieces stay small, whatever the line is like")
    func bounded() {
        var (longest, total) = (0, 0)
        var reader = PlainTextReader()
        let block = [UInt8](repeating: 0x78, count: 1 << 18)
        func take(_ piece: DocumentPiece) {
            if case .text(let bytes) = piece { (longest, total) = (max(longest, bytes.count), total + bytes.count) }
        }
        var isText = true
        for _ in 0..<64 where !reader.feed(block, take) { isText = false }
        if !reader.finish(take) { isText = false }
        #expect(isText)
        #expect(longest <= 1 << 20)
        #expect(total == 64 << 18)
    }
}
