extension [UInt8] {
    /// The little-endian number of `size` bytes at `offset`; nil if it is not all there.
    func little(_ offset: Int, _ size: Int) -> Int? {
        guard offset >= 0, size <= count, offset <= count - size else { return nil }
        var value: UInt64 = 0
        for i in (0..<size).reversed() { value = value << 8 | UInt64(self[offset + i]) }
        return Int(exactly: value)
    }

    /// The big-endian number of `size` bytes at `offset`; nil if it is not all there.
    func big(_ offset: Int, _ size: Int) -> Int? {
        guard offset >= 0, size <= count, offset <= count - size else { return nil }
        var value: UInt64 = 0
        for i in 0..<size { value = value << 8 | UInt64(self[offset + i]) }
        return Int(exactly: value)
    }

    func starts(_ text: StaticString, at offset: Int = 0) -> Bool {
        guard offset >= 0, offset <= count else { return false }
        return self[offset...].starts(with: text.bytes)
    }

    init(_ text: StaticString) { self = text.bytes }
}

extension StaticString {
    var bytes: [UInt8] { withUTF8Buffer { unsafe Array($0) } }
}

extension Collection<UInt8> {
    /// Where `text` begins first; case counts.
    func firstRange(of text: [UInt8]) -> Index? {
        guard let first = text.first else { return startIndex }
        var rest = self[...]
        while let found = rest.firstIndex(of: first) {
            if self[found...].starts(with: text) { return found }
            rest = self[index(after: found)...]
        }
        return nil
    }

    func contains(text: StaticString) -> Bool { firstRange(of: text.bytes) != nil }

    /// Without ASCII white space at either end.
    var trimmed: [UInt8] {
        let isSpace = { (byte: UInt8) in byte == 0x20 || (0x09...0x0d).contains(byte) }
        var bytes = Array(self.drop(while: isSpace))
        while let last = bytes.last, isSpace(last) { bytes.removeLast() }
        return bytes
    }

    /// ASCII letters in lower case.
    var lowercased: [UInt8] { map { (0x41...0x5a).contains($0) ? $0 | 0x20 : $0 } }
}
