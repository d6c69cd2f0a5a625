/// How long entries are kept at least. A month of the record can be pruned when all its entries may go.
public enum RetentionClass: String, CaseIterable, Sendable {
    /// Who could read what.
    case disclosure
    /// What was looked at and found.
    case incident
    case routine

    /// Six years for claims (Limitation Act 1980, section 5), and the one that is running.
    public var months: Int64 { self == .routine ? 12 : 84 }

    init(verb: String?, code: String?) {
        switch verb {
        case "verify", "scan", TrailEntry.trailVerb: self = .routine
        case "audit", "incident", "guard", "guard allow", "guard deny", "guard refuse": self = .incident
        default: self = .disclosure
        }
        if code == "refused_by_policy" { self = .incident }
    }
}
