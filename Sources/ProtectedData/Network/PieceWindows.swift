/// A sentence, or what goes to the encoder at once: numbers of pieces, and their flags.
struct Pieces: Equatable {
    var numbers: [UInt16] = []
    var flags: [UInt8] = []
    /// What they are pieces of, as it stands in the document, each sentence behind a blank or a line's beginning; and for each piece where its word ends there.
    var text: [UInt8] = []
    var ends: [Int] = []

    var count: Int { numbers.count }

    mutating func append(_ other: Pieces) {
        numbers += other.numbers
        flags += other.flags
        let before = text.count
        text += other.text
        ends += other.ends.map { before + $0 }
    }

    func slice(_ range: Range<Int>) -> Pieces {
        if range == numbers.indices { return self }
        if range.isEmpty { return Pieces() }
        let start = range.lowerBound == 0 ? 0 : ends[range.lowerBound - 1]
        return Pieces(
            numbers: Array(numbers[range]), flags: Array(flags[range]), text: Array(text[start..<ends[range.upperBound - 1]]),
            ends: ends[range].map { $0 - start })
    }
}

/// Windows of whole sentences: what the encoder reads of a document, one at a time.
enum PieceWindows {
    /// Pieces of a window, without the two around them.
    static let size = Encoder.mostRows - 2
    /// What is looked at of a document at most: as much as `OpeningText` keeps, but for text of very short pieces.
    static let mostPieces = 96 * size
    /// Windows are made no shorter than this, where there is more.
    private static let least = 24.0

    /// - Returns: and whether they are of all of the text.
    static func windows(of text: [UInt8], _ vocabulary: Vocabulary) -> (windows: [Pieces], isWhole: Bool) {
        let (sentences, isWhole) = sentences(of: text, vocabulary)
        return (pack(sentences), isWhole)
    }

    static func sentences(of text: [UInt8], _ vocabulary: Vocabulary) -> (sentences: [Pieces], isWhole: Bool) {
        var sentences: [Pieces] = []
        var count = 0
        SentenceCutter.cut(text) { words, characters in
            var sentence = Pieces(text: [words[0].flags.contains(.beginsLine) ? 0x0a : 0x20])
            var start = characters.startIndex
            for word in words where sentence.count <= mostPieces {
                let before = sentence.count
                vocabulary.cut(word, into: &sentence.numbers)
                sentence.text += String(String.UnicodeScalarView(characters[start..<word.end])).utf8
                start = word.end
                // The first piece of a line says so; the word's others do not.
                for piece in before..<sentence.count {
                    sentence.flags.append((piece == 0 ? word.flags : word.flags.subtracting(.beginsLine)).rawValue)
                    sentence.ends.append(sentence.text.count)
                }
            }
            let room = mostPieces - count
            count += sentence.count
            if sentence.count > 0, room > 0 { sentences.append(sentence.slice(0..<min(room, sentence.count))) }
            return count <= mostPieces
        }
        return (sentences, count <= mostPieces)
    }

    /// Sentences side by side, in windows of nearly equal length; sentences longer than a window are cut.
    static func pack(_ sentences: [Pieces]) -> [Pieces] {
        let parts = sentences.flatMap { sentence in
            stride(from: 0, to: sentence.count, by: size).map { sentence.slice($0..<min($0 + size, sentence.count)) }
        }
        let total = parts.reduce(0) { $0 + $1.count }
        guard total > 0 else { return [] }
        let number = (total + size - 1) / size
        let goal = max(Double(total) / Double(number), least)
        var windows: [Pieces] = []
        var window = Pieces()
        for part in parts {
            if window.count > 0, window.count + part.count > size || Double(window.count) + Double(part.count) / 2 > goal + 4 {
                windows.append(window)
                window = Pieces()
            }
            window.append(part)
        }
        return windows + [window]
    }
}
