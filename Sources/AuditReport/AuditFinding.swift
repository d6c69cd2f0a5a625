internal import FileVerdicts

/// Files, or volumes, that call for the same steps.
public struct AuditFinding: Codable, Equatable, Sendable {
    public enum Kind: String, Codable, CaseIterable, Sendable {
        /// Safeguarding, special educational needs, health: unencrypted.
        case sensitiveData = "sensitive_data"
        /// Other data about children, unencrypted.
        case pupilData = "pupil_data"
        case staffData = "staff_data"
        /// Encrypted in a way that is known to be breakable.
        case weaklyEncrypted = "weakly_encrypted"
        case notExamined = "not_examined"
        case randomLooking = "random_looking"
        /// A whole volume that could not be looked into, other than by encryption.
        case volumeNotExamined = "volume_not_examined"
        case encryptedVolume = "encrypted_volume"
        case encryptedFiles = "encrypted_files"
        case vaults
        case damagedVaults = "damaged_vaults"
    }

    /// What to do next, in the order in which it is done.
    public enum Step: String, Codable, CaseIterable, Sendable {
        case keepMediumSafe = "keep_medium_safe"
        case tellDataProtectionOfficer = "tell_data_protection_officer"
        case tellSafeguardingLead = "tell_safeguarding_lead"
        case startIncidentForm = "start_incident_form"
        case findOwner = "find_owner"
        case askOwnerForKey = "ask_owner_for_key"
        case lookByHand = "look_by_hand"
        case encryptOrErase = "encrypt_or_erase"
        case returnToOwner = "return_to_owner"
    }

    public let kind: Kind
    public let grade: Grade
    public let files: Int
    /// Of the files, those that were deleted, orphaned or carved.
    public let deletedFiles: Int
    /// In protected files: children, and in `staff_data` members of staff.
    public let people: PeopleCount
    /// Their numbers, if it is about volumes.
    public let volumes: [Int]
    public let steps: [Step]

    /// All of an audit, the most urgent first.
    static func all(_ audit: Audit) -> [AuditFinding] {
        var groups: [Kind: [AuditedFile]] = [:]
        for file in audit.files { if let kind = Kind(file) { groups[kind, default: []].append(file) } }
        let locked = audit.volumes.filter { $0.encryptedBy != nil }.map(\.number)
        let unread = audit.volumes.filter { $0.encryptedBy == nil && $0.reason != nil }.map(\.number)
        let findings = Kind.allCases.compactMap { kind -> AuditFinding? in
            switch kind {
            case .encryptedVolume: locked.isEmpty ? nil : AuditFinding(kind, [], volumes: locked)
            case .volumeNotExamined: unread.isEmpty ? nil : AuditFinding(kind, [], volumes: unread)
            default: groups[kind].map { AuditFinding(kind, $0, estimate: audit.totals.childrenEstimate) }
            }
        }
        // Equal grades stay in the order of the kinds.
        return Grade.allCases.flatMap { grade in findings.filter { $0.grade == grade } }
    }

    /// - Parameter estimate: of all children on the medium together.
    private init(_ kind: Kind, _ files: [AuditedFile], volumes: [Int] = [], estimate: Int? = nil) {
        people = PeopleCount(files)
        // Where nobody compared the lists, all of them may be different children.
        let isLarge = kind == .pupilData && min(people.atMost, estimate ?? .max) >= Grade.manyChildren
        self.kind = kind
        grade = isLarge ? .urgent : kind.grade
        self.files = files.count
        deletedFiles = files.count { $0.state != .live }
        self.volumes = volumes
        steps = kind.steps
    }
}

extension AuditFinding.Kind {
    init?(_ file: AuditedFile) {
        switch file.verdict {
        case .protected:
            self = file.isSensitive ? .sensitiveData : file.concernsChildren ? .pupilData : .staffData
        case .notExamined: self = .notExamined
        case .encryptedOrRandom: self = .randomLooking
        case .encrypted: self = file.encryptionIsWeak == true ? .weaklyEncrypted : .encryptedFiles
        case .vault: self = file.vault?.isWhole == false ? .damagedVaults : .vaults
        case .clean: return nil
        }
    }

    fileprivate var grade: Grade {
        switch self {
        case .sensitiveData: .urgent
        case .pupilData, .staffData: .high
        case .weaklyEncrypted, .notExamined, .randomLooking, .volumeNotExamined: .medium
        case .encryptedVolume, .encryptedFiles, .vaults, .damagedVaults: .low
        }
    }

    fileprivate var steps: [AuditFinding.Step] {
        switch self {
        case .sensitiveData: [.keepMediumSafe, .tellDataProtectionOfficer, .tellSafeguardingLead, .startIncidentForm, .findOwner, .encryptOrErase]
        case .pupilData: [.keepMediumSafe, .tellDataProtectionOfficer, .startIncidentForm, .findOwner, .encryptOrErase]
        case .staffData: [.keepMediumSafe, .tellDataProtectionOfficer, .startIncidentForm, .findOwner, .encryptOrErase]
        case .weaklyEncrypted: [.keepMediumSafe, .tellDataProtectionOfficer, .askOwnerForKey]
        case .notExamined, .volumeNotExamined: [.keepMediumSafe, .lookByHand]
        case .randomLooking: [.keepMediumSafe, .findOwner, .askOwnerForKey]
        case .encryptedVolume, .encryptedFiles: [.findOwner, .returnToOwner]
        case .vaults, .damagedVaults: [.findOwner, .returnToOwner]
        }
    }
}
