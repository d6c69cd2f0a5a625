/// A line of `Model/wording.txt`: a weight, and one token or two. There are some 79,000, and every program begins by reading them.
struct WordingLine {
    let weight: Float
    let first: ArraySlice<UInt8>
    let second: ArraySlice<UInt8>?

    /// Nil if it is a note or nothing that Scripts/train-model writes.
    init?(_ text: [UInt8], _ line: Range<Int>) {
        guard let blank = Bytes.first(0x20, in: text, line), let weight = Self.number(text[line.lowerBound..<blank]) else { return nil }
        let tokens = blank + 1..<line.upperBound
        if let between = Bytes.first(0x20, in: text, tokens) {
            (first, second) = (text[tokens.lowerBound..<between], text[between + 1..<tokens.upperBound])
        } else {
            (first, second) = (text[tokens], nil)
        }
        guard !first.isEmpty, second?.isEmpty != true, second?.contains(0x20) != true else { return nil }
        self.weight = weight
    }

    /// A decimal number of up to seven digits. Both these and the power of ten are exact in a Float, so their quotient is the nearest one there is.
    private static func number(_ text: ArraySlice<UInt8>) -> Float? {
        let digits = text.first == UInt8(ascii: "-") ? text.dropFirst() : text
        var (value, scale, count, isFraction): (Int32, Float, Int, Bool) = (0, 1, 0, false)
        for byte in digits {
            if byte == UInt8(ascii: "."), !isFraction {
                isFraction = true
                continue
            }
            guard (0x30...0x39).contains(byte), count < 7 else { return nil }
            value = value * 10 + Int32(byte - 0x30)
            count += 1
            if isFraction { scale *= 10 }
        }
        guard count > 0 else { return nil }
        return (digits.count < text.count ? -Float(value) : Float(value)) / scale
    }
}
