/// Letters without case and accents, as the encoder's vocabulary has them: Unicode's canonical decomposition without the marks, for Latin letters. What does not
/// decompose (ł, ø) stays; of other scripts only the case is folded.
enum UncasedLetter {
    static func append(_ scalar: Unicode.Scalar, to letters: inout [UInt8]) {
        if scalar.isASCII {
            letters.append(("A"..."Z").contains(scalar) ? UInt8(scalar.value) | 0x20 : UInt8(scalar.value))
        } else if let base = base(scalar.value) {
            letters.append(base)
        } else {
            let folded = scalar.properties.lowercaseMapping.unicodeScalars.filter { $0.properties.generalCategory != .nonspacingMark }
            for scalar in folded { letters += UTF8.encode(scalar)! }
        }
    }

    private static func base(_ value: UInt32) -> UInt8? {
        let base: UInt8 =
            switch value {
            case 0xc0..<0x250: latin[Int(value) - 0xc0]
            case 0x1e00..<0x1f00: additional[Int(value) - 0x1e00]
            default: UInt8(ascii: ".")
            }
        return base == UInt8(ascii: ".") ? nil : base
    }

    /// U+00C0 to U+024F.
    private static let latin = Array(
        ("aaaaaa.ceeeeiiii.nooooo..uuuuy..aaaaaa.ceeeeiiii.nooooo..uuuuy.yaaaaaaccccccccdd"
            + "..eeeeeeeeeegggggggghh..iiiiiiiii...jjkk.llllll....nnnnnn...oooooo..rrrrrrssssss"
            + "sstttt..uuuuuuuuuuuuwwyyyzzzzzz.................................oo.............u"
            + "u............................aaiioouuuuuuuuuu.aaaa....ggkkoooo..j...gg..nnaa...."
            + "aaaaeeeeiiiioooorrrruuuusstt..hh......aaeeooooooooyy............................").utf8)
    /// U+1E00 to U+1EFF, Vietnamese among them.
    private static let additional = Array(
        ("aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooo"
            + "oooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwy......"
            + "aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuu" + "uuyyyyyyyy......").utf8)
}
