/// Signs in a text that tell what kind of text it is.
struct Marks {
    /// Quotation marks that may begin or end direct speech.
    private(set) var quotes = 0
    private(set) var questions = 0
    /// Signs of programs and markup.
    private(set) var odd = 0
    /// Quoted names before a colon, as data have them.
    private(set) var keys = 0
    /// Lines that begin in capitals up to a colon or full stop.
    private(set) var speakers = 0

    private enum Sign: UInt8 { case none, quote, apostrophe, question, odd, colon }

    /// What each byte is: nearly all of a text is none of them, and passed over at once.
    private static let signs: [UInt8] = {
        var signs = [UInt8](repeating: Sign.none.rawValue, count: 256)
        for byte in "{};=<>\\$".utf8 { signs[Int(byte)] = Sign.odd.rawValue }
        for (byte, sign) in [(0x22, Sign.quote), (0x27, .apostrophe), (0x3f, .question), (0x3a, .colon)] { signs[byte] = sign.rawValue }
        return signs
    }()

    init(_ text: [UInt8]) {
        let signs = Self.signs
        for i in text.indices {
            let sign = signs[Int(text[i])]
            if sign == 0 { continue }
            let before = i > 0 ? text[i - 1] : 0x0a
            switch Sign(rawValue: sign) {
            case .quote: quotes += 1
            case .apostrophe: if before == 0x20 || before == 0x0a || before == 0x2e || before == 0x21 || before == 0x3f { quotes += 1 }
            case .question: questions += 1
            case .odd: odd += 1
            case .colon: if before == 0x22 { keys += 1 }
            default: break
            }
        }
        var start = 0
        while start < text.count {
            if Self.isSpeaker(text, at: start) { speakers += 1 }
            start = (Bytes.first(0x0a, in: text, start..<text.count) ?? text.count) + 1
        }
    }

    private static func isSpeaker(_ text: [UInt8], at start: Int) -> Bool {
        var capitals = 0
        for byte in text[start...] {
            if (0x41...0x5a).contains(byte) { capitals += 1 } else if byte != 0x20 { return (byte == 0x3a || byte == 0x2e) && capitals >= 2 }
        }
        return false
    }
}
