/// Proofs of identifiers. Sources: Docs/DETECTION.md.
enum Validator: String, CaseIterable, Sendable {
    case upn, uln, nhs, ni, uci, postcode

    /// Whether `candidate` is well formed and its check character right.
    func accepts(_ candidate: [UInt8]) -> Bool {
        switch self {
        case .upn: Self.isUPN(candidate)
        case .uln: Self.isULN(candidate)
        case .nhs: Self.isNHS(candidate)
        case .ni: Self.isNI(candidate)
        case .uci: Self.isUCI(candidate)
        case .postcode: Self.isPostcode(candidate)
        }
    }

    /// The share of well-formed strings that pass by chance; nil where there is no check character to speak of.
    var chance: Double? {
        switch self {
        case .upn: 1.0 / 23
        case .uln, .nhs: 1.0 / 11
        case .ni, .uci, .postcode: nil
        }
    }

    private static let checkLetters = Array("ABCDEFGHJKLMNPQRTUVWXYZ".utf8)

    /// A check letter, twelve digits of which the last may be a letter. The number of the local authority is not looked up: abolished ones stay in use.
    static func isUPN(_ text: [UInt8]) -> Bool {
        guard text.count == 13, let check = checkLetters.firstIndex(of: text[0]) else { return false }
        var sum = 0
        for i in 1..<13 {
            if let digit = digit(text[i]) {
                sum += (i + 1) * digit
            } else if i == 12, let letter = checkLetters.firstIndex(of: text[i]) {
                sum += (i + 1) * letter
            } else {
                return false
            }
        }
        return sum % 23 == check && !isRepeated(text[1...])
    }

    /// Ten digits; weighted 10 to 1 they leave 10 by 11.
    static func isULN(_ text: [UInt8]) -> Bool {
        guard text.count == 10, text[0] != UInt8(ascii: "0"), !isRepeated(text[...]) else { return false }
        var sum = 0
        for i in 0..<10 {
            guard let digit = digit(text[i]) else { return false }
            sum += digit * (10 - i)
        }
        return sum % 11 == 10
    }

    /// Ten digits, or 3-3-4 with one kind of separator.
    static func isNHS(_ text: [UInt8]) -> Bool {
        var digits = text
        if text.count == 12 {
            guard text[3] == text[7], text[3] == 0x20 || text[3] == 0x2d else { return false }
            digits = Array(text[..<3] + text[4..<7] + text[8...])
        }
        guard digits.count == 10, !isRepeated(digits[...]) else { return false }
        var sum = 0
        for i in 0..<10 {
            guard let digit = digit(digits[i]) else { return false }
            sum += digit * (10 - i)
        }
        return sum % 11 == 0 && !digits.elementsEqual("1234567890".utf8)
    }

    /// Two letters, six digits, A to D, with spaces between (NIM39110).
    static func isNI(_ text: [UInt8]) -> Bool {
        let code = text.filter { $0 != 0x20 }
        guard code.count == 9, code[2..<8].allSatisfy({ digit($0) != nil }), (0x41...0x44).contains(code[8]) else { return false }
        let (first, second) = (code[0], code[1])
        guard (0x41...0x5a).contains(first), (0x41...0x5a).contains(second), !"DFIQUV".utf8.contains(first), !"DFIOQUV".utf8.contains(second)
        else { return false }
        let prefix = String(decoding: code[..<2], as: UTF8.self)
        return !["BG", "GB", "KN", "NK", "NT", "TN", "ZZ", "OO", "CR", "FY", "MW", "NC"].contains(prefix)
    }

    /// Centre, a letter or 0, year, four digits, check letter. How the letter is made is not published.
    static func isUCI(_ text: [UInt8]) -> Bool {
        guard text.count == 13, text[..<5].allSatisfy({ digit($0) != nil }), text[6..<12].allSatisfy({ digit($0) != nil }) else { return false }
        return (text[5] == 0x30 || (0x41...0x5a).contains(text[5])) && (0x41...0x5a).contains(text[12])
    }

    /// The six shapes of BS 7666.
    static func isPostcode(_ text: [UInt8]) -> Bool {
        guard let space = text.lastIndex(of: 0x20), (2...4).contains(space), text.count == space + 4 else { return false }
        let shape = text[..<space].map { digit($0) != nil ? "9" : (0x41...0x5a).contains($0) ? "A" : "?" }.joined()
        return ["A9", "A99", "A9A", "AA9", "AA99", "AA9A"].contains(shape) && digit(text[space + 1]) != nil
            && text[(space + 2)...].allSatisfy { (0x41...0x5a).contains($0) && !"CIKMOV".utf8.contains($0) }
    }

    private static func digit(_ byte: UInt8) -> Int? { (0x30...0x39).contains(byte) ? Int(byte) - 0x30 : nil }

    /// 0000000000 passes the arithmetic of NHS numbers.
    private static func isRepeated(_ text: ArraySlice<UInt8>) -> Bool { text.allSatisfy { $0 == text.first } }
}
