import AuditTrail

/// What the record calls an action of this program.
enum RecordedVerb: String, CaseIterable {
    case wrap
    case unwrap
    case verify
    case rewrap
    case keyAdd = "key add"
    case keyChange = "key change"
    case keyRemove = "key remove"
    case keyGenerate = "key generate"
    case scan
    case audit
    case incident
    case comesBack = "return"
    case backupRun = "backup run"
    case backupVerify = "backup verify"
    case backupRestore = "backup restore"
    case backupDrill = "backup drill"

    /// With those that the guard records, and the record's own.
    static let all = allCases.map(\.rawValue) + ["guard", "guard refuse", "guard allow", "guard deny", TrailEntry.trailVerb]
}
