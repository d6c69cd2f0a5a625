/// What is known of one document after its last piece.
public struct Assessment: Sendable {
    /// Something that was found. Never says whose.
    public struct Finding: Sendable, Equatable {
        /// The rule's id, or the feature's.
        public let rule: String
        /// For people: `unique pupil numbers`.
        public let says: String
        public let category: Category?
        /// Distinct values of an identifier, rows of a column, sentences.
        public let count: Int
        /// `line 12`, `row 3`, `a property`; with the part's number in documents of several parts.
        public let place: String
    }

    /// One summand of the score.
    public struct Part: Sendable, Equatable {
        public let name: String
        /// For people: `people are named, and their behaviour is described`.
        public let says: String
        /// Added to the score, in logits; negative speaks against.
        public let weight: Double
    }

    /// The probability's logit that this is protected; above 0 it is taken as such.
    public let score: Double
    public var isProtected: Bool { score > 0 }
    /// The largest first; all parts add up to the score.
    public let parts: [Part]
    public let findings: [Finding]
    public let categories: [Category]
    /// Distinct people in it, as far as they can be told apart; 0 if it is not protected.
    public let people: Int
    /// These, to be told apart from those of other documents.
    public let whom: People
    /// The least label it may travel under; nil if it is not protected.
    public let label: String?
    /// What was found, as it stands in the document: only if the examination was asked to keep it.
    public let evidence: [(rule: String, text: [UInt8])]
    /// Every feature that the weights apply to, in `Feature`'s order: what Scripts/train-model learns from.
    public let features: [Double]
    /// The part of the score that no training touches.
    public let certain: Double
}
