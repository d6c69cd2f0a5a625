/// Which of some bytes could be letters, a bit for each, 64 to a word: most bytes of a film are none, and are passed over together.
struct TextMasks {
    /// Printable in ASCII, Windows-1252 or UTF-8.
    private(set) var printable: [UInt64] = []
    /// Printable, and neither letter, digit nor space: in what people write, these stand alone. Of Latin letters in UTF-8, the first byte counts;
    /// those with accents of Windows-1252 count too.
    private var signs: [UInt64] = []
    /// The lower halves of letters of UTF-16: Latin ones, those of Polish and Welsh too.
    private(set) var wide: [UInt64] = []
    private var zeros: [UInt64] = []
    /// 1 and 2.
    private var blocks: [UInt64] = []
    private(set) var count = 0

    var words: Int { (count + 63) / 64 }

    mutating func read(_ bytes: [UInt8]) {
        count = bytes.count
        // Beyond the end there is a word of nothing.
        let room = words + 1
        for list in [\TextMasks.printable, \.signs, \.wide, \.zeros, \.blocks] where self[keyPath: list].count < room {
            self[keyPath: list] = [UInt64](repeating: 0, count: room)
        }
        var lead: UInt64 = 0
        unsafe bytes.withUnsafeBytes { bytes in
            for word in 0..<count / 64 { unsafe read(bytes, word, &lead) }
        }
        if count % 64 > 0 {
            let rest = [UInt8](bytes[(count / 64 * 64)...]) + [UInt8](repeating: 0xff, count: 64 - count % 64)
            unsafe rest.withUnsafeBytes { unsafe read($0, 0, at: count / 64, &lead) }
            let inside: UInt64 = (1 << UInt64(count % 64)) &- 1
            printable[count / 64] &= inside
            signs[count / 64] &= inside
        }
        (printable[words], signs[words], zeros[words], blocks[words]) = (0, 0, 0, 0)
        for word in 0..<words {
            let (next, block) = (zeros[word] >> 1 | zeros[word + 1] << 63, blocks[word] >> 1 | blocks[word + 1] << 63)
            wide[word] = printable[word] & next | block
        }
        wide[words] = 0
    }

    private mutating func read(_ bytes: UnsafeRawBufferPointer, _ word: Int, at place: Int? = nil, _ lead: inout UInt64) {
        var (narrow, plain, leads, seconds, zero, block): (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0, 0, 0)
        for part in 0..<8 {
            let eight = EightBytes(UInt64(littleEndian: unsafe bytes.loadUnaligned(fromByteOffset: word * 64 + part * 8, as: UInt64.self)))
            let shift = UInt64(part * 8)
            narrow |= EightBytes.bits(eight.printable) << shift
            plain |= EightBytes.bits(eight.plain) << shift
            leads |= EightBytes.bits(eight.leads) << shift
            seconds |= EightBytes.bits(eight.seconds) << shift
            if eight.hasSmall {
                zero |= EightBytes.bits(eight.zeros) << shift
                block |= EightBytes.bits(eight.blocks) << shift
            }
        }
        let place = place ?? word
        printable[place] = narrow
        signs[place] = narrow & ~plain & ~(seconds & (leads << 1 | lead))
        lead = leads >> 63
        (zeros[place], blocks[place]) = (zero, block)
    }

    /// Where six printable bytes begin that have one sign among them at most. Noise has such a place in 500 bytes.
    func narrowPlaces(_ word: Int) -> UInt64 {
        var all = printable[word]
        var (one, more) = (signs[word], UInt64(0))
        for shift in 1...UInt64(5) {
            all &= printable[word] >> shift | printable[word + 1] << (64 - shift)
            let next = signs[word] >> shift | signs[word + 1] << (64 - shift)
            more |= one & next
            one |= next
        }
        return all & ~more
    }

    /// Where six letters of UTF-16 begin.
    func widePlaces(_ word: Int) -> UInt64 {
        var all = wide[word]
        guard all != 0 else { return 0 }
        for shift in [2, 4, 6, 8, 10] as [UInt64] { all &= wide[word] >> shift | wide[word + 1] << (64 - shift) }
        return all
    }

    /// The first of the printable bytes that end before `place`.
    func start(before place: Int) -> Int {
        var word = place / 64
        var gaps = ~printable[word] & ((1 << UInt64(place % 64)) &- 1)
        while gaps == 0 {
            guard word > 0 else { return 0 }
            word -= 1
            gaps = ~printable[word]
        }
        return word * 64 + 64 - gaps.leadingZeroBitCount
    }

    /// Where the printable bytes end that begin at `place`.
    func end(from place: Int) -> Int {
        var word = place / 64
        var gaps = ~printable[word] & (~0 << UInt64(place % 64))
        while gaps == 0 {
            word += 1
            gaps = ~printable[word]
        }
        return min(word * 64 + gaps.trailingZeroBitCount, count)
    }

    func isWide(_ place: Int) -> Bool { place >= 0 && wide[place / 64] >> UInt64(place % 64) & 1 == 1 }
}

/// Eight bytes at a time: the highest bit of each byte is the answer for it, the others mean nothing.
private struct EightBytes {
    private let all: UInt64
    /// Without the highest bits, so that nothing is carried into the next byte.
    private let low: UInt64

    init(_ bytes: UInt64) { (all, low) = (bytes, bytes & 0x7f7f_7f7f_7f7f_7f7f) }

    private static func each(_ byte: UInt64) -> UInt64 { byte &* 0x0101_0101_0101_0101 }

    private func isAtLeast(_ value: UInt64) -> UInt64 { low &+ Self.each(0x80 - value) }
    private func `is`(_ value: UInt64) -> UInt64 { ~((low ^ Self.each(value)) &+ Self.each(0x7f)) }

    /// ASCII and tabs; 0xa0 and above, and the apostrophe of Windows-1252.
    var printable: UInt64 { (isAtLeast(0x20) & ~isAtLeast(0x7f) | self.is(0x09)) & ~all | (isAtLeast(0x20) | self.is(0x12)) & all }
    /// Letters and digits of ASCII, spaces and tabs.
    var plain: UInt64 {
        let lower = low | Self.each(0x20)
        let letters = (lower &+ Self.each(0x80 - 0x61)) & ~(lower &+ Self.each(0x80 - 0x7b))
        return (letters | isAtLeast(0x30) & ~isAtLeast(0x3a) | self.is(0x20) | self.is(0x09)) & ~all
    }
    /// Of Latin letters in UTF-8: 0xc3 to 0xc5, then 0xa0 to 0xbf as far as that is printable.
    var leads: UInt64 { isAtLeast(0x43) & ~isAtLeast(0x46) & all }
    var seconds: UInt64 { isAtLeast(0x20) & ~isAtLeast(0x40) & all }
    var hasSmall: Bool { ~isAtLeast(3) & ~all & Self.each(0x80) != 0 }
    var zeros: UInt64 { ~isAtLeast(1) & ~all }
    var blocks: UInt64 { isAtLeast(1) & ~isAtLeast(3) & ~all }

    static func bits(_ answer: UInt64) -> UInt64 { (((answer >> 7) & each(1)) &* 0x0102_0408_1020_4080) >> 56 }
}
