/// Turns the bytes of a text in any of the encodings that schools' programs write into UTF-8, piecewise.
struct TextDecoder {
    enum Encoding: Equatable {
        case utf8
        case utf16(bigEndian: Bool)
        case utf32(bigEndian: Bool)
        case windows1252
    }

    let encoding: Encoding
    /// The beginning of a character whose rest has not come yet: at most three bytes.
    private var pending: [UInt8] = []

    private static let replacement: [UInt8] = [0xef, 0xbf, 0xbd]

    init(_ encoding: Encoding) { self.encoding = encoding }

    /// The encoding of a text that begins with `head`, and how many bytes its mark takes; nil if this is no text.
    static func encoding(of head: [UInt8]) -> (encoding: Encoding, mark: Int)? {
        if head.starts(with: [0xef, 0xbb, 0xbf]) { return isText(head) ? (.utf8, 3) : nil }
        // The mark of UTF-16 with two zeros behind it is that of UTF-32.
        if head.starts(with: [0xff, 0xfe, 0, 0]) { return (.utf32(bigEndian: false), 4) }
        if head.starts(with: [0, 0, 0xfe, 0xff]) { return (.utf32(bigEndian: true), 4) }
        if head.starts(with: [0xff, 0xfe]) { return (.utf16(bigEndian: false), 2) }
        if head.starts(with: [0xfe, 0xff]) { return (.utf16(bigEndian: true), 2) }
        // Without a mark: text in Latin letters has a zero in every other byte.
        let pairs = head.count / 2
        if pairs >= 2, head.contains(0) {
            var zeros = (even: 0, odd: 0)
            for i in 0..<pairs {
                if head[2 * i] == 0 { zeros.even += 1 }
                if head[2 * i + 1] == 0 { zeros.odd += 1 }
            }
            if zeros.odd * 10 > pairs * 7, zeros.even * 50 < pairs { return (.utf16(bigEndian: false), 0) }
            if zeros.even * 10 > pairs * 7, zeros.odd * 50 < pairs { return (.utf16(bigEndian: true), 0) }
        }
        guard isText(head) else { return nil }
        return (isUTF8(head) ? .utf8 : .windows1252, 0)
    }

    /// Whether there are no zeros, and hardly any control characters.
    private static func isText(_ head: [UInt8]) -> Bool {
        var controls = 0
        for byte in head where byte < 0x20 {
            if byte == 0 { return false }
            if !(0x09...0x0d).contains(byte), byte != 0x1b { controls += 1 }
        }
        return controls * 200 <= head.count
    }

    /// Whether `head` is UTF-8; its last character may be cut.
    private static func isUTF8(_ head: [UInt8]) -> Bool {
        var position = 0
        while position < head.count {
            if head[position] < 0x80 {
                position += 1
                continue
            }
            let length = UTF8Sequence.length(head, at: position)
            if length == 0 { return head.count - position < 4 && UTF8Sequence.isCut(head, at: position) }
            position += length
        }
        return true
    }

    /// Appends what `bytes` say to `output`.
    mutating func decode(_ bytes: [UInt8], into output: inout [UInt8]) {
        let input = pending.isEmpty ? bytes : pending + bytes
        pending = []
        switch encoding {
        case .utf8: decodeUTF8(input, into: &output)
        case .utf16(let bigEndian): decodeUTF16(input, bigEndian, into: &output)
        case .utf32(let bigEndian): decodeUTF32(input, bigEndian, into: &output)
        case .windows1252: for byte in input { Windows1252.append(byte, to: &output) }
        }
    }

    /// What was cut off at the end becomes U+FFFD.
    mutating func finish(into output: inout [UInt8]) {
        if !pending.isEmpty { output += Self.replacement }
        pending = []
    }

    private mutating func decodeUTF8(_ input: [UInt8], into output: inout [UInt8]) {
        if isASCII(input) {
            output += input
            return
        }
        var (start, position) = (0, 0)
        while position < input.count {
            if input[position] < 0x80 {
                position += 1
                continue
            }
            let length = UTF8Sequence.length(input, at: position)
            if length > 0 {
                position += length
                continue
            }
            output += input[start..<position]
            if UTF8Sequence.isCut(input, at: position) {
                pending = Array(input[position...])
                return
            }
            output += Self.replacement
            position += 1
            start = position
        }
        output += input[start...]
    }

    private mutating func decodeUTF16(_ input: [UInt8], _ bigEndian: Bool, into output: inout [UInt8]) {
        func unit(_ i: Int) -> UInt32 { bigEndian ? UInt32(input[i]) << 8 | UInt32(input[i + 1]) : UInt32(input[i + 1]) << 8 | UInt32(input[i]) }
        var position = 0
        while position + 1 < input.count {
            let first = unit(position)
            if (0xd800...0xdbff).contains(first) {
                guard position + 3 < input.count else { break }
                let second = unit(position + 2)
                if (0xdc00...0xdfff).contains(second) {
                    UTF8Sequence.append(0x10000 + (first - 0xd800) << 10 + (second - 0xdc00), to: &output)
                    position += 4
                    continue
                }
            }
            if (0xd800...0xdfff).contains(first) { output += Self.replacement } else { UTF8Sequence.append(first, to: &output) }
            position += 2
        }
        pending = Array(input[position...])
    }

    private mutating func decodeUTF32(_ input: [UInt8], _ bigEndian: Bool, into output: inout [UInt8]) {
        var position = 0
        while position + 3 < input.count {
            let bytes = input[position..<position + 4]
            let value = (bigEndian ? bytes.reduce(0) { $0 << 8 | UInt32($1) } : bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) })
            if Unicode.Scalar(value) == nil { output += Self.replacement } else { UTF8Sequence.append(value, to: &output) }
            position += 4
        }
        pending = Array(input[position...])
    }

    private func isASCII(_ bytes: [UInt8]) -> Bool {
        var all: UInt8 = 0
        for byte in bytes { all |= byte }
        return all < 0x80
    }
}
