/// Text within other bytes: backups, programs, formats that nobody here knows. Runs of six letters and more, in one byte each or in UTF-16.
extension Extraction {
    func readStrings(_ stream: any ByteStream) throws {
        var runs = StringRuns(self)
        while let chunk = try stream.next() { try runs.take(chunk) }
        try runs.finish()
    }

    /// What has no known header: random if it looks so, else its strings.
    func readUnknown(_ stream: PeekedStream) throws {
        let head = stream.peek(Randomness.blockSize)
        if head.count == Randomness.blockSize, Randomness.looksRandom(head) { return noteRandom() }
        noteReadable()
        note(.unknownFormat)
        try readStrings(stream)
    }
}

enum Randomness {
    static let blockSize = 1 << 20

    /// Whether the bytes of a mebibyte are as evenly spread as those of a cipher: chi-squared of 255 degrees of freedom, within 3.3 deviations or so.
    /// Compressed data are not, LZMA's aside.
    static func looksRandom(_ block: ArraySlice<UInt8>) -> Bool {
        var counts = [Int](repeating: 0, count: 256)
        for byte in block { counts[Int(byte)] += 1 }
        let expected = Double(block.count) / 256
        let sum = counts.reduce(0.0) { $0 + (Double($1) - expected) * (Double($1) - expected) }
        return (180...345).contains(sum / expected)
    }
}

/// Runs of text in bytes of any kind.
struct StringRuns {
    private static let shortest = 6
    private static let longest = 1 << 14
    private static let step = 1 << 16
    private let extraction: Extraction
    private var masks = TextMasks()
    /// What came last, from where a run began that may go on.
    private var bytes: [UInt8] = []
    /// From where on in it one-byte text was not given yet, and UTF-16 that begins at even places, and at odd ones.
    private var narrowFrom = 0
    private var wideFrom = [0, 1]
    /// Bytes that were looked at already.
    private var kept = 0

    init(_ extraction: Extraction) { self.extraction = extraction }

    mutating func take(_ more: [UInt8]) throws {
        bytes += more
        // What is kept is looked at again each time.
        guard bytes.count - kept >= Self.step else { return }
        masks.read(bytes)
        try giveNarrow(isEnd: false)
        try giveWide(isEnd: false)
        // Even, so that even places stay so.
        let done = min(narrowFrom, wideFrom[0], wideFrom[1]) & ~1
        bytes.removeFirst(min(done, bytes.count))
        narrowFrom -= done
        wideFrom = wideFrom.map { $0 - done }
        kept = bytes.count
    }

    mutating func finish() throws {
        masks.read(bytes)
        try giveNarrow(isEnd: true)
        try giveWide(isEnd: true)
        bytes = []
    }

    private mutating func giveNarrow(isEnd: Bool) throws {
        // Begun before the end, and perhaps not over.
        let open = isEnd ? bytes.count : max(narrowFrom, masks.start(before: bytes.count))
        var place = narrowFrom
        for word in place / 64..<masks.words where place < (word + 1) * 64 {
            var found = masks.narrowPlaces(word)
            while found != 0 {
                let candidate = word * 64 + found.trailingZeroBitCount
                found &= found - 1
                guard candidate >= place else { continue }
                let start = max(narrowFrom, masks.start(before: candidate))
                place = masks.end(from: candidate)
                try giveNarrow(start..<(start < open ? place : start + Self.whole(place - start, Self.longest)))
            }
        }
        narrowFrom = open + Self.whole(bytes.count - open, Self.longest)
    }

    /// As much of a run that goes on as is given out already.
    private static func whole(_ count: Int, _ longest: Int) -> Int { count / longest * longest }

    private func giveNarrow(_ range: Range<Int>) throws {
        for start in stride(from: range.lowerBound, to: range.upperBound, by: Self.longest) {
            let run = start..<min(start + Self.longest, range.upperBound)
            guard run.count >= Self.shortest else { continue }
            try give(UTF8Sequence.isWellFormed(bytes, in: run) ? bytes[run] : TextRepair.latin(bytes[run])[...])
        }
    }

    private mutating func giveWide(isEnd: Bool) throws {
        var places = wideFrom
        for word in (places.min() ?? 0) / 64..<masks.words {
            var found = masks.widePlaces(word)
            while found != 0 {
                var start = word * 64 + found.trailingZeroBitCount
                found &= found - 1
                let phase = start & 1
                guard start >= places[phase] else { continue }
                var end = start
                while start - 2 >= wideFrom[phase], masks.isWide(start - 2) { start -= 2 }
                while masks.isWide(end) { end += 2 }
                places[phase] = end
                try giveWide(start..<(isEnd || end < bytes.count - 1 ? end : start + Self.whole(end - start, 2 * Self.longest)))
            }
        }
        for phase in 0...1 {
            // The last place of this phase; if it is the last byte, its upper half is still to come.
            let last = bytes.count - 1 - (bytes.count - 1 - phase) & 1
            let isWide = masks.isWide(last)
            var start = isWide || last == bytes.count - 1 ? last : last + 2
            let end = isWide ? last + 2 : start
            while start <= last, start - 2 >= wideFrom[phase], masks.isWide(start - 2) { start -= 2 }
            wideFrom[phase] = max(start + Self.whole(end - start, 2 * Self.longest), wideFrom[phase])
        }
    }

    private func giveWide(_ range: Range<Int>) throws {
        for first in stride(from: range.lowerBound, to: range.upperBound, by: 2 * Self.longest) {
            let end = min(range.upperBound, first + 2 * Self.longest)
            var start = first
            // A run begins with a letter of ASCII or Latin-1.
            while start < end, bytes[start + 1] != 0 { start += 2 }
            guard end - start >= 2 * Self.shortest else { continue }
            var run: [UInt8] = []
            for letter in stride(from: start, to: end, by: 2) { TextRepair.append(UInt32(bytes[letter + 1]) << 8 | UInt32(bytes[letter]), to: &run) }
            try give(run[...])
        }
    }

    private func give(_ text: ArraySlice<UInt8>) throws {
        try extraction.text(text)
        try extraction.endParagraph()
    }
}
