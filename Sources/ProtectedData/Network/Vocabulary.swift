/// The pieces of words that the encoder knows, and WordPiece: a word is cut into the longest piece it begins with, then the longest that goes on (`##`), …
///
/// Of the file's text, which stays where it is, a table holds where pieces begin.
@safe struct Vocabulary: @unchecked Sendable {
    /// Numbers of the pieces that every vocabulary begins with: a word that cannot be cut, the beginning and the end of a window.
    static let (unknown, beginning, end): (UInt16, UInt16, UInt16) = (0, 1, 2)
    private static let special = ["[UNK]", "[CLS]", "[SEP]"]
    /// Longer words are unknown.
    private static let mostLetters = 60

    private let text: UnsafeRawBufferPointer
    /// Where the line of a piece begins, and where one more would.
    private var starts: [UInt32] = [0]
    /// A hash table with open addressing, at most half full: the number of a piece, or 0.
    private var slots: [UInt16]
    private var longest = 0

    /// - Parameters:
    ///   - text: UTF-8, one piece a line; it has to stay.
    ///   - count: how many pieces these are, three to 65,535.
    init(_ text: UnsafeRawBufferPointer, count: Int) throws(NetworkProblem) {
        unsafe self.text = text
        for place in text.indices where unsafe text[place] == 0x0a { starts.append(UInt32(place + 1)) }
        if let last = starts.last, last < text.count { starts.append(UInt32(text.count + 1)) }
        guard starts.count == count + 1 else { throw NetworkProblem("its vocabulary has \(starts.count - 1) lines, not \(count)") }
        var size = 16
        while size < 2 * count { size *= 2 }
        slots = [UInt16](repeating: 0, count: size)
        for (number, name) in Self.special.enumerated() where unsafe !piece(number).elementsEqual(name.utf8) {
            throw NetworkProblem("its vocabulary does not begin with \(Self.special)")
        }
        for number in Self.special.count..<count { enter(number) }
    }

    private func piece(_ number: Int) -> Slice<UnsafeRawBufferPointer> { unsafe text[Int(starts[number])..<Int(starts[number + 1]) - 1] }

    /// The letters of a piece, and whether it goes on with a word.
    private func letters(_ number: Int) -> (letters: Slice<UnsafeRawBufferPointer>, goesOn: Bool) {
        let piece = unsafe piece(number)
        let goesOn = unsafe piece.count > 2 && piece.starts(with: [0x23, 0x23])
        return unsafe (goesOn ? piece.dropFirst(2) : piece, goesOn)
    }

    private mutating func enter(_ number: Int) {
        let (letters, goesOn) = unsafe letters(number)
        longest = unsafe max(longest, letters.count)
        var hash = Hash(goesOn: goesOn)
        for place in unsafe letters.indices { unsafe hash.add(letters[place]) }
        var slot = hash.value & (slots.count - 1)
        while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = UInt16(number)
    }

    /// FNV-1a, apart for pieces that begin a word and those that go on.
    private struct Hash {
        private var state: UInt64
        init(goesOn: Bool) { state = goesOn ? 0x84222325_cbf29ce4 : 0xcbf29ce4_84222325 }
        mutating func add(_ byte: UInt8) { state = (state ^ UInt64(byte)) &* 0x100_0000_01b3 }
        var value: Int { Int(truncatingIfNeeded: (state ^ state >> 32) & 0xffff_ffff) }
    }

    /// Appends the numbers of a word's pieces.
    func cut(_ word: SentenceCutter.Word, into numbers: inout [UInt16]) {
        let before = numbers.count
        var start = 0
        while start < word.letters.count, word.count <= Self.mostLetters, let (end, number) = longestPiece(of: word.letters, from: start) {
            numbers.append(number)
            start = end
        }
        guard start < word.letters.count else { return }
        numbers.removeSubrange(before...)
        numbers.append(Self.unknown)
    }

    private func longestPiece(of letters: [UInt8], from start: Int) -> (end: Int, number: UInt16)? {
        var found: (Int, UInt16)?
        var hash = Hash(goesOn: start > 0)
        for end in start + 1..<min(letters.count, start + longest) + 1 {
            hash.add(letters[end - 1])
            if let number = find(letters[start..<end], goesOn: start > 0, hash) { found = (end, number) }
        }
        return found
    }

    private func find(_ letters: ArraySlice<UInt8>, goesOn: Bool, _ hash: Hash) -> UInt16? {
        var slot = hash.value & (slots.count - 1)
        while slots[slot] != 0 {
            let known = unsafe self.letters(Int(slots[slot]))
            if unsafe known.goesOn == goesOn && known.letters.elementsEqual(letters) { return slots[slot] }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }
}
