import DocumentText
import Testing

@testable import ProtectedData

/// What is kept of a document for the network.
struct OpeningTextTests {
    private func text(_ pieces: [DocumentPiece]) -> String {
        var opening = OpeningText()
        for piece in pieces { opening.take(piece) }
        return String(decoding: opening.bytes, as: UTF8.self)
    }

    private func row(_ cells: String...) -> DocumentPiece { .row(cells.map { Array($0.utf8) }) }

    @Test("Text stays as it is, rows are lines with bars, and of properties what the document is about is read")
    func reading() {
        let pieces: [DocumentPiece] = [
            .property(name: "Subject", value: Array("Mia".utf8)), .property(name: "author", value: Array("P. Lane".utf8)),
            .text(Array("Dear Mrs".utf8)),
            .text(Array(" Ali,\nsee below:".utf8)), row("Name", "", "Class", ""), row("", ""), row("Mia", "4B"), .text(Array("See you".utf8)),
            .part(name: Array("2.txt".utf8)),
            .text(Array("Bye".utf8)),
        ]
        #expect(text(pieces) == "Subject: Mia\nDear Mrs Ali,\nsee below:\nName |  | Class\nMia | 4B\nSee you\nBye")
    }

    @Test("Whether something was left out is known, in whatever kind of piece it came")
    func whole() {
        let full = DocumentPiece.text([UInt8](repeating: 0x61, count: OpeningText.most))
        func isWhole(_ pieces: [DocumentPiece]) -> Bool {
            var opening = OpeningText()
            for piece in pieces { opening.take(piece) }
            return opening.isWhole
        }
        #expect(isWhole([full]) && isWhole([full, .part(name: []), .text([])]) && isWhole([]))
        #expect(!isWhole([full, row("Mia")]) && !isWhole([full, full]) && !isWhole([full, .property(name: "title", value: [0x61])]))
    }

    @Test("Not more is kept than its bound, whatever comes")
    func bound() {
        let long = [UInt8](repeating: 0x61, count: 1 << 18)
        #expect(text([.text(long), .text(long), .row([long]), .property(name: "title", value: long)]).utf8.count == OpeningText.most)
        #expect(text([.row([[UInt8]](repeating: long, count: 9))]).utf8.count == OpeningText.most)
        #expect(text([.row([]), .part(name: []), .text([])]).isEmpty)
    }
}
