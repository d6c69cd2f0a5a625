/// What Scripts/train-model and the benchmark need to know of the inside.
public enum Training {
    /// Names of the features in the order of `Assessment.features`, and which way each may speak: -1, 0 or 1.
    public static var features: [(name: String, sign: Int)] { Feature.all.map { ($0.name, $0.sign.rawValue) } }

    /// Vectorscan alone with our patterns: the measure for the speed of everything else.
    public static func countMatches(in blocks: [[UInt8]], _ set: RuleSet) -> Int {
        let scratch = set.patterns.makeScratch()
        return blocks.reduce(0) { $0 + set.patterns.matches(in: $1.span, scratch).count }
    }
}
