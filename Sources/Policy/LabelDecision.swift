/// The label of a new vault, and why it may not be had.
public struct LabelDecision: Equatable, Sendable {
    public let label: String
    /// A label of something inside that is higher than what would have been taken; for people.
    public let raisedBy: String?

    public enum Refusal: Error, Equatable, Sendable {
        /// `--label` says something that is not in the scheme.
        case unknown(String)
        /// What was asked for is lower than what is inside.
        case lowered(asked: String, inside: String)
    }
}

extension Policy {
    /// The highest of what was asked for, or the default, and of what the vaults inside claim to be.
    /// A label of another scheme counts as the highest of this one: it cannot be compared, and too high does no harm to a child.
    /// - Parameter asked: what `--label` says.
    /// - Parameter inside: labels of vaults among the inputs; empty ones are no labels.
    /// - Parameter mayLower: whether who wraps may choose a lower label than that of a vault inside.
    public func decideLabel(asked: String?, inside: [String], mayLower: Bool) throws(LabelDecision.Refusal) -> LabelDecision {
        var chosen = defaultLabel
        if let asked {
            guard let known = scheme.label(asked) else { throw .unknown(asked) }
            chosen = known
        }
        let known = inside.filter { !$0.isEmpty }.map { (claimed: $0, counted: scheme.label($0) ?? scheme.highest) }
        guard let top = known.max(by: { rank($0.counted) < rank($1.counted) }), rank(top.counted) > rank(chosen)
        else { return LabelDecision(label: chosen, raisedBy: nil) }
        if asked == nil { return LabelDecision(label: top.counted, raisedBy: top.claimed) }
        guard mayLower else { throw .lowered(asked: chosen, inside: top.claimed) }
        return LabelDecision(label: chosen, raisedBy: nil)
    }

    /// Whether a vault with this label needs a second factor.
    public func demandsTwoFactors(_ label: String) -> Bool { twoFactorLabels.contains(label) }

    private func rank(_ label: String) -> Int { scheme.rank(label) ?? scheme.labels.count }
}
