/// What is known of single words: whether they are names. See Sources/ProtectedData/Names.
final class Names: Sendable {
    struct Kind: OptionSet, Sendable {
        let rawValue: UInt32
        static let forename = Kind(rawValue: 1)
        static let surname = Kind(rawValue: 2)
        /// Also an English word, or only one.
        static let word = Kind(rawValue: 4)
    }

    private let table: WordTable

    static let shared = Names()

    init() {
        var kinds: [UInt64: UInt32] = [:]
        func add(_ file: String, _ kind: Kind) {
            for name in DetectionData.bytes(file).split(whereSeparator: { $0 == 0x20 || $0 == 0x0a }) {
                kinds[WordCutter.hash(name), default: 0] |= kind.rawValue
            }
        }
        add("forenames.txt", .forename)
        add("surnames.txt", .surname)
        add("words.txt", .word)
        table = WordTable(kinds)
    }

    func kind(_ word: Word) -> Kind { Kind(rawValue: table[word.exact]) }
}
