/// What kinds of protected data schools hold.
public enum Category: String, Codable, CaseIterable, Sendable {
    case pupilIdentity = "pupil_identity"
    case sen
    case medical
    case safeguarding
    case attainment
    case behaviourAndAttendance = "behaviour_and_attendance"
    case familyAndContact = "family_and_contact"
    case staff

    /// The least label that such data travels under: Becta's scheme of 2009, as Docs/DETECTION.md explains.
    var label: Label {
        switch self {
        case .safeguarding: .confidential
        case .sen, .medical: .restricted
        default: .protect
        }
    }
}

/// Protective markings, lowest first.
enum Label: String, Comparable, Sendable {
    case protect = "PROTECT"
    case officialSensitive = "OFFICIAL-SENSITIVE"
    case restricted = "RESTRICTED"
    case confidential = "CONFIDENTIAL"

    private var rank: Int {
        switch self {
        case .protect: 0
        case .officialSensitive: 1
        case .restricted: 2
        case .confidential: 3
        }
    }
    static func < (a: Label, b: Label) -> Bool { a.rank < b.rank }
}
