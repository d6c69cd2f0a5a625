/// Reads plain and delimited text of any size with bounded memory: bytes in, pieces out.
public struct PlainTextReader {
    /// How much is looked at before encoding and shape are decided.
    public static let headSize = 65536
    /// Rows are told apart in so many bytes of a table; what follows comes as running text.
    public static let tableSize = 16 << 20
    /// Bytes of a piece of running text, at most.
    static let pieceSize = 1 << 18

    private enum Stage {
        case head([UInt8])
        case text(TextDecoder)
        case table(TextDecoder, RowSplitter, bytes: Int)
        case refused
    }
    private var stage = Stage.head([])
    /// Text that has not been given out yet.
    private var text: [UInt8] = []

    public init() {}

    /// Whether a file that begins with `head` is text.
    public static func recognises(_ head: [UInt8]) -> Bool { TextDecoder.encoding(of: head) != nil }

    /// - Returns: false if this is no text; nothing more will come of it.
    public mutating func feed(_ bytes: [UInt8], _ emit: (DocumentPiece) -> Void) -> Bool {
        if case .head(let head) = stage {
            let all = head + bytes
            stage = .head(all)
            return all.count < Self.headSize || begin(all, isWhole: false, emit)
        }
        return take(bytes, emit)
    }

    /// - Returns: false if this was no text.
    public mutating func finish(_ emit: (DocumentPiece) -> Void) -> Bool {
        if case .head(let head) = stage, !begin(head, isWhole: true, emit) { return false }
        switch stage {
        case .head, .refused: return false
        case .text(var decoder):
            decoder.finish(into: &text)
        case .table(var decoder, var splitter, _):
            var rest: [UInt8] = []
            decoder.finish(into: &rest)
            splitter.feed(rest) { emit(.row($0)) }
            splitter.finish { emit(.row($0)) }
        }
        giveText(all: true, emit)
        return true
    }

    private mutating func begin(_ head: [UInt8], isWhole: Bool, _ emit: (DocumentPiece) -> Void) -> Bool {
        guard let (encoding, mark) = TextDecoder.encoding(of: head) else {
            stage = .refused
            return false
        }
        var trial = TextDecoder(encoding)
        var decoded: [UInt8] = []
        let content = Array(head.dropFirst(mark))
        trial.decode(content, into: &decoded)
        if let separator = DelimitedShape.separator(of: decoded, isWhole: isWhole) {
            stage = .table(TextDecoder(encoding), RowSplitter(separator: separator), bytes: 0)
        } else {
            stage = .text(TextDecoder(encoding))
        }
        return take(content, emit)
    }

    private mutating func take(_ bytes: [UInt8], _ emit: (DocumentPiece) -> Void) -> Bool {
        switch stage {
        case .head, .refused: return false
        case .text(var decoder):
            stage = .refused
            decoder.decode(bytes, into: &text)
            stage = .text(decoder)
            giveText(all: false, emit)
        case .table(var decoder, var splitter, let count):
            stage = .refused
            var decoded: [UInt8] = []
            decoder.decode(bytes, into: &decoded)
            splitter.feed(decoded) { emit(.row($0)) }
            if count + decoded.count < Self.tableSize {
                stage = .table(decoder, splitter, bytes: count + decoded.count)
            } else {
                splitter.finish { emit(.row($0)) }
                stage = .text(decoder)
            }
        }
        return true
    }

    /// Gives out what ends with a line, or at least between words.
    private mutating func giveText(all: Bool, _ emit: (DocumentPiece) -> Void) {
        guard all || text.count >= Self.pieceSize else { return }
        var start = 0
        while text.count - start > (all ? 0 : Self.pieceSize / 2) {
            var end = min(start + Self.pieceSize, text.count)
            if end < text.count || !all { end = cut(start, end) }
            emit(.text(Array(text[start..<end])))
            start = end
        }
        text.removeFirst(start)
    }

    /// The best place to cut text before `end`: behind a line, else behind a space, else between characters.
    private func cut(_ start: Int, _ end: Int) -> Int {
        let earliest = max(start + 1, end - Self.pieceSize / 2)
        if let line = text[earliest..<end].lastIndex(of: 0x0a) { return line + 1 }
        if let space = text[earliest..<end].lastIndex(of: 0x20) { return space + 1 }
        var place = end
        while place > earliest, place < text.count, text[place] & 0xc0 == 0x80 { place -= 1 }
        return place
    }
}
