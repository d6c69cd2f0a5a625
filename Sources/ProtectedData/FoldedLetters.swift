/// Letters of a word, lower case and without diacritics, as they come: their hash and that of their stem. Only the last eight are kept.
struct FoldedLetters {
    private(set) var count = 0
    private var state: UInt64 = 0xcbf2_9ce4_8422_2325
    /// The last one lowest.
    private var tail: UInt64 = 0

    /// FNV's prime for 64 bits, and its inverse modulo 2^64: a letter can be taken back.
    private static let prime: UInt64 = 0x100_0000_01b3
    private static let inverse: UInt64 = 0xce96_5057_aff6_957b

    @inline(__always)
    mutating func append(_ letter: UInt8) {
        state = (state ^ UInt64(letter)) &* Self.prime
        tail = tail << 8 | UInt64(letter)
        count += 1
    }

    /// FNV-1a; never 0.
    var hash: UInt64 { state == 0 ? 1 : state }

    /// A light stemmer: enough that "refuses", "refused" and "refusing" meet.
    var stem: UInt64 {
        // All suffixes end in one of these.
        switch UInt8(truncatingIfNeeded: tail) {
        case UInt8(ascii: "s"), UInt8(ascii: "d"), UInt8(ascii: "y"), UInt8(ascii: "g"), UInt8(ascii: "e"): break
        default: return hash
        }
        // At most eight letters are looked at: 's, s, ing, a doubled letter, e.
        var kept = self
        if kept.ends("'s", 3) { kept.drop(2) }
        // A y stands for what is dropped.
        if kept.ends("ies", 5) || kept.ends("ied", 5) { return kept.dropping(3).hash &+ 1 }
        if kept.ends("y", 4) { return kept.dropping(1).hash &+ 1 }
        if kept.ends("sses", 6) || kept.ends("shes", 6) || kept.ends("ches", 6) {
            kept.drop(2)
        } else if kept.ends("s", 4), !kept.ends("ss", 4), !kept.ends("us", 4), !kept.ends("is", 4) {
            kept.drop(1)
        }
        var isCut = false
        if kept.ends("ing", 6) {
            kept.drop(3)
            isCut = true
        } else if kept.ends("ed", 5) {
            kept.drop(2)
            isCut = true
        }
        let last = UInt8(truncatingIfNeeded: kept.tail)
        if isCut, kept.count > 3, last == UInt8(truncatingIfNeeded: kept.tail >> 8), last != UInt8(ascii: "l"), last != UInt8(ascii: "s") {
            kept.drop(1)
        }
        if kept.count > 3, UInt8(truncatingIfNeeded: kept.tail) == UInt8(ascii: "e") { kept.drop(1) }
        return kept.hash
    }

    /// Whether these letters, at least `least`, end in `suffix`, and are more.
    @inline(__always)
    private func ends(_ suffix: StaticString, _ least: Int) -> Bool {
        let size = suffix.utf8CodeUnitCount
        guard count >= least, count > size else { return false }
        var code: UInt64 = 0
        for i in 0..<size { code = unsafe code << 8 | UInt64(suffix.utf8Start[i]) }
        return tail & (1 << UInt64(8 * size) &- 1) == code
    }

    private func dropping(_ letters: Int) -> FoldedLetters {
        var kept = self
        kept.drop(letters)
        return kept
    }

    /// Takes back the last letters.
    @inline(__always)
    private mutating func drop(_ letters: Int) {
        for _ in 0..<letters {
            state = (state &* Self.inverse) ^ (tail & 0xff)
            tail >>= 8
        }
        count -= letters
    }
}
