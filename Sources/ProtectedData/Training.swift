/// What Scripts/train-model and the benchmark need to know of the inside.
public enum Training {
    /// Names of the features in the order of `Assessment.features`, and which way each may speak: -1, 0 or 1.
    public static var features: [(name: String, sign: Int)] { Feature.all.map { ($0.name, $0.sign.rawValue) } }

    /// Has an examination keep what the model of wording learns from, and gives it.
    public static func record(_ examination: Examination) { examination.recordsWording = true }
    public static func tokens(_ examination: Examination) -> [String] { examination.wordingRecord }

    /// What the network reads of a document; as sentences, which are words with a blank between and the flags of each; and its logit, if there is any text.
    public static func openingText(_ examination: Examination) -> [UInt8] { examination.openingText }
    /// What the features say of each window of it by itself.
    public static func passages(_ examination: Examination) -> [Double] { examination.passages }
    /// Whether the network is asked at all: not of registers and the like.
    public static func isProse(_ examination: Examination) -> Bool { examination.isProse }
    public static func sentences(_ text: [UInt8]) -> [(words: String, flags: [UInt8])] {
        var sentences: [(words: String, flags: [UInt8])] = []
        SentenceCutter.cut(text) { words, _ in
            sentences.append((words.map { String(decoding: $0.letters, as: UTF8.self) }.joined(separator: " "), words.map(\.flags.rawValue)))
            return true
        }
        return sentences
    }
    public static func network(_ text: [UInt8]) -> Double? { Network.shared?.score(of: text)?.logit }
    /// Computes a full window with each set of kernels that this processor has, timed by `time`, to be called with the work.
    public static func timeWindows(_ time: (_ kernels: String, () -> Void) -> Void) {
        guard let file = Network.shared?.file else { return }
        let window = Pieces(numbers: (0..<PieceWindows.size).map { UInt16(3 + $0) }, flags: [UInt8](repeating: 0, count: PieceWindows.size))
        for kernels in Kernels.all {
            let encoder = Encoder(file, kernels)
            time(kernels.name) { _ = encoder.score(window) }
        }
    }
    /// The score without the network.
    public static func linear(_ assessment: Assessment) -> Double {
        assessment.score - (assessment.parts.first { $0.name == Judgement.network }?.weight ?? 0)
    }

    /// Vectorscan alone with our patterns: the measure for the speed of everything else.
    public static func countMatches(in blocks: [[UInt8]], _ set: RuleSet) -> Int {
        let scratch = set.patterns.makeScratch()
        return blocks.reduce(0) { $0 + set.patterns.matches(in: $1.span, scratch).count }
    }
}
