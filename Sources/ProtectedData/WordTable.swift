/// A map from 64-bit hashes to numbers, made once and read often: open addressing, half full, behind a filter that most words of a text do not pass.
struct WordTable: Sendable {
    private struct Entry {
        var key: UInt64 = 0
        var value: UInt32 = 0
    }

    private var entries: [Entry]
    private let mask: Int
    private let filter: WordFilter

    init(_ values: [UInt64: UInt32]) {
        var size = 16
        while size < values.count * 2 + 1 { size *= 2 }
        mask = size - 1
        entries = [Entry](repeating: Entry(), count: size)
        for (key, value) in values {
            var place = Int(truncatingIfNeeded: key >> 20) & mask
            while entries[place].key != 0 { place = (place + 1) & mask }
            entries[place] = Entry(key: key, value: value)
        }
        filter = WordFilter(values.keys)
    }

    /// 0 if `key` is not in it. 0 is no key.
    @inline(__always)
    subscript(key: UInt64) -> UInt32 { filter.mayContain(key) ? find(key) : 0 }

    private func find(_ key: UInt64) -> UInt32 {
        var place = Int(truncatingIfNeeded: key >> 20) & mask
        while entries[place].key != 0 {
            if entries[place].key == key { return entries[place].value }
            place = (place + 1) & mask
        }
        return 0
    }
}

/// What hashes may be in a set: some sixteen bits for each, so that it stays in the processor's nearest memory.
struct WordFilter: Sendable {
    private var bits: [UInt64]
    private let shift: UInt64

    init(_ keys: some Collection<UInt64>) {
        var size: UInt64 = 10
        while 1 << size < keys.count * 16, size < 24 { size += 1 }
        shift = 64 - size
        bits = [UInt64](repeating: 0, count: 1 << (size - 6))
        for key in keys {
            let place = place(of: key)
            bits[place >> 6] |= 1 << UInt64(place & 63)
        }
    }

    /// False if `key` is surely not among them.
    @inline(__always)
    func mayContain(_ key: UInt64) -> Bool {
        let place = place(of: key)
        return bits[place >> 6] >> UInt64(place & 63) & 1 != 0
    }

    @inline(__always)
    private func place(of key: UInt64) -> Int { Int(truncatingIfNeeded: (key &* 0x9e37_79b9_7f4a_7c15) >> shift) }
}
