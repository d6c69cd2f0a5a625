/// A map from 64-bit hashes to numbers, made once and read often: open addressing, half full.
struct WordTable: Sendable {
    private var keys: [UInt64]
    private var values: [UInt32]
    private let mask: Int

    init(_ entries: [UInt64: UInt32]) {
        var size = 16
        while size < entries.count * 2 + 1 { size *= 2 }
        mask = size - 1
        keys = [UInt64](repeating: 0, count: size)
        values = [UInt32](repeating: 0, count: size)
        for (key, value) in entries {
            var place = Int(truncatingIfNeeded: key >> 20) & mask
            while keys[place] != 0 { place = (place + 1) & mask }
            (keys[place], values[place]) = (key, value)
        }
    }

    /// 0 if `key` is not in it. 0 is no key.
    subscript(key: UInt64) -> UInt32 {
        var place = Int(truncatingIfNeeded: key >> 20) & mask
        while keys[place] != 0 {
            if keys[place] == key { return values[place] }
            place = (place + 1) & mask
        }
        return 0
    }
}
