internal import FileVerdicts

/// How soon somebody has to act, the most urgent first.
public enum Grade: String, Codable, CaseIterable, Comparable, Sendable {
    /// Today: the data protection officer decides whether the regulator is told.
    case urgent
    /// Today as well, by the school's own rules.
    case high
    /// Somebody has to look at what the audit could not.
    case medium
    /// To be noted.
    case low

    private var rank: Int {
        switch self {
        case .urgent: 0
        case .high: 1
        case .medium: 2
        case .low: 3
        }
    }
    public static func < (a: Grade, b: Grade) -> Bool { a.rank < b.rank }

    /// As many children in one place are urgent whatever is said of them.
    public static let manyChildren = 100

    /// The rule of Docs/AUDIT-JSON.md, "Grades". A deleted file that could be read counts like any other: whoever finds the stick can read it too.
    init?(_ file: AuditedFile) {
        switch file.verdict {
        case .protected:
            let isLarge = file.concernsChildren && file.people >= Self.manyChildren
            self = file.isSensitive || isLarge ? .urgent : .high
        case .notExamined, .encryptedOrRandom: self = .medium
        case .encrypted: self = file.encryptionIsWeak == true ? .medium : .low
        case .vault: self = .low
        case .clean: return nil
        }
    }
}
