/// Single characters of UTF-8, by the table of the Unicode standard (3-7): no overlong forms, no surrogates, nothing above U+10FFFF.
enum UTF8Sequence {
    /// Bytes of the well-formed character at `position`; 0 if there is none.
    static func length(_ bytes: [UInt8], at position: Int) -> Int {
        let first = bytes[position]
        guard first >= 0x80 else { return 1 }
        guard let (count, second) = shape(of: first), position + count <= bytes.count, second.contains(bytes[position + 1]) else { return 0 }
        for i in 2..<max(count, 2) where bytes[position + i] & 0xc0 != 0x80 { return 0 }
        return count
    }

    /// Whether there are whole, well-formed characters in `range`, and nothing else.
    static func isWellFormed(_ bytes: [UInt8], in range: Range<Int>) -> Bool {
        var position = range.lowerBound
        while position < range.upperBound {
            let length = length(bytes, at: position)
            guard length > 0, length <= range.upperBound - position else { return false }
            position += length
        }
        return true
    }

    /// Whether `bytes` end within a character that begins at `position` and was well formed so far.
    static func isCut(_ bytes: [UInt8], at position: Int) -> Bool {
        guard let (count, second) = shape(of: bytes[position]), position + count > bytes.count else { return false }
        let rest = bytes[(position + 1)...]
        return (rest.first.map(second.contains) ?? true) && rest.dropFirst().allSatisfy { $0 & 0xc0 == 0x80 }
    }

    static func append(_ scalar: UInt32, to output: inout [UInt8]) {
        func tail(_ shift: UInt32) -> UInt8 { UInt8(0x80 | scalar >> shift & 0x3f) }
        switch scalar {
        case ..<0x80: output.append(UInt8(scalar))
        case ..<0x800:
            // One by one: an array for each letter costs more than all else of it.
            output.append(UInt8(0xc0 | scalar >> 6))
            output.append(tail(0))
        case ..<0x10000: output += [UInt8(0xe0 | scalar >> 12), tail(6), tail(0)]
        default: output += [UInt8(0xf0 | scalar >> 18 & 7), tail(12), tail(6), tail(0)]
        }
    }

    private static func shape(of first: UInt8) -> (count: Int, second: ClosedRange<UInt8>)? {
        switch first {
        case 0xc2...0xdf: (2, 0x80...0xbf)
        case 0xe0: (3, 0xa0...0xbf)
        case 0xed: (3, 0x80...0x9f)
        case 0xe1...0xef: (3, 0x80...0xbf)
        case 0xf0: (4, 0x90...0xbf)
        case 0xf1...0xf3: (4, 0x80...0xbf)
        case 0xf4: (4, 0x80...0x8f)
        default: nil
        }
    }
}

/// Microsoft's code page 1252, as the WHATWG encoding standard has it.
enum Windows1252 {
    /// 0x80 to 0x9f.
    private static let upper: [UInt16] = [
        0x20ac, 0x81, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0x8d, 0x17d, 0x8f,
        0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x2dc, 0x2122, 0x161, 0x203a, 0x153, 0x9d, 0x17e, 0x178,
    ]

    static func append(_ byte: UInt8, to output: inout [UInt8]) {
        if byte < 0x80 {
            output.append(byte)
        } else {
            UTF8Sequence.append(byte < 0xa0 ? UInt32(upper[Int(byte) - 0x80]) : UInt32(byte), to: &output)
        }
    }
}
