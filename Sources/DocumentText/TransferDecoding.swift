/// base64 as mail has it: what is no digit is passed over.
struct Base64Decoder {
    private var bits: UInt32 = 0
    private var count = 0

    private static let digits: [UInt8] = {
        var table = [UInt8](repeating: 0xff, count: 256)
        for (i, digit) in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8.enumerated() { table[Int(digit)] = UInt8(i) }
        return table
    }()

    mutating func decode(_ bytes: some Sequence<UInt8>, into output: inout [UInt8]) {
        for byte in bytes {
            let digit = Self.digits[Int(byte)]
            if byte == 0x3d { (bits, count) = (0, 0) }
            guard digit != 0xff else { continue }
            bits = (bits << 6 | UInt32(digit)) & 0xff_ffff
            count += 6
            if count >= 8 {
                count -= 8
                output.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
    }
}

enum QuotedPrintable {
    /// One line; its end is part of the text unless the line ends with `=`.
    static func decode(_ line: [UInt8], into output: inout [UInt8]) {
        var end = line.count
        while end > 0, line[end - 1] == 0x20 || line[end - 1] == 0x09 { end -= 1 }
        let isSoft = end > 0 && line[end - 1] == 0x3d
        output += Hexadecimal.unescaped(line[..<(isSoft ? end - 1 : end)], escape: 0x3d)
        if !isSoft { output.append(0x0a) }
    }
}

/// RFC 2047: `=?utf-8?Q?caf=C3=A9?=`.
enum EncodedWords {
    static func decoded(_ bytes: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        var rest = bytes[...]
        var afterWord = false
        while let start = rest.firstRange(of: [0x3d, 0x3f]) {
            let between = rest[..<start]
            // Space between two encoded words is not meant.
            if !(afterWord && between.trimmed.isEmpty) { output += between }
            let parts = rest[(start + 2)...].prefix(4096).split(separator: 0x3f, maxSplits: 3, omittingEmptySubsequences: false)
            guard parts.count == 4, parts[1].count == 1, parts[3].first == 0x3d, let kind = parts[1].first.map({ $0 | 0x20 }) else {
                output += rest[start..<start + 2]
                (rest, afterWord) = (rest[(start + 2)...], false)
                continue
            }
            var text: [UInt8] = []
            if kind == 0x62 {
                var decoder = Base64Decoder()
                decoder.decode(parts[2], into: &text)
            } else {
                text = Hexadecimal.unescaped(parts[2].map { $0 == 0x5f ? 0x20 : $0 }, escape: 0x3d)
            }
            output += inUTF8(text, Array(parts[0].prefix { $0 != 0x2a }))
            (rest, afterWord) = (rest[(parts[3].startIndex + 1)...], true)
        }
        return output + rest
    }

    /// By the name of the character set; UTF-8 or cp1252, whatever it can be, if the name is not known.
    static func inUTF8(_ bytes: [UInt8], _ charset: [UInt8]) -> [UInt8] {
        var decoder = TextDecoder(TextDecoder.Encoding(name: charset) ?? TextDecoder.encoding(of: bytes)?.encoding ?? .utf8)
        var output: [UInt8] = []
        decoder.decode(bytes, into: &output)
        decoder.finish(into: &output)
        return output
    }
}
