internal import CWordList
public import CryptoCore

/// Passphrases of random words: 7,776 words, so that each is worth 12.9 bits; see Sources/CWordList/ATTRIBUTION.md.
public enum WordList {
    /// Words of a passphrase that is made for somebody: 77.5 bits.
    public static let recommendedWords = 6
    /// Bits of one word.
    public static let bitsPerWord = 12.925

    /// `count` random words with spaces between.
    public static func passphrase(words count: Int = recommendedWords) throws(CryptoError) -> SecretBytes {
        let text = unsafe UnsafeBufferPointer(start: tuckbox_word_list_start(), count: tuckbox_word_list_length)
        var starts: [Int] = [0]
        for i in text.indices where unsafe text[i] == 0x0a { starts.append(i + 1) }
        let words = starts.count - 1
        let longest = 9
        let scratch = try SecretBytes(count: count * (longest + 1))
        var length = 0
        for number in 0..<count {
            let chosen = try randomIndex(below: words)
            let word = starts[chosen]..<starts[chosen + 1] - 1
            let begin = length
            scratch.withMutableSpan { output in
                var position = begin
                if number > 0 {
                    output[position] = 0x20
                    position += 1
                }
                for i in word {
                    output[position] = UInt8(bitPattern: unsafe text[i])
                    position += 1
                }
                length = position
            }
        }
        return try scratch.prefix(length)
    }

    /// Uniform: what lies above the largest multiple of `bound` is thrown again.
    private static func randomIndex(below bound: Int) throws(CryptoError) -> Int {
        let limit = Int(UInt32.max) / bound * bound
        while true {
            let bytes = try SecretBytes.random(count: 4)
            let value = bytes.withSpan { span in span.indices.reduce(0) { $0 << 8 | Int(span[$1]) } }
            if value < limit { return value % bound }
        }
    }
}
