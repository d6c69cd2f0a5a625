internal import FileVerdicts
internal import ProtectedData
public import SystemFiles

/// What an audit contributes to the record of a personal data breach (UK GDPR, article 33(5)), and when who has to be told. What only people
/// know is not in it. It names nobody.
public struct Incident: Encodable, Equatable, Sendable {
    public let schema = 1
    public let kind = "tuckbox_incident"
    /// From the day and the audit: `2026-11-26-0a1b2c3d`.
    public let reference: String
    public let made: Moment
    public let audit: Source
    public let clock: Clock
    public let medium: AuditedMedium
    public let data: PersonalData
    public let encryption: Encryption
    public let confidence: Confidence
    public let ownerHints: [OwnerHint]
    /// What the audit suggests; people decide.
    public let risk: Risk
    public let notifications: [Notification]
    public let containment: [Containment]

    /// The audit that it was made from.
    public struct Source: Encodable, Equatable, Sendable {
        /// SHA-256 of the document, in hexadecimal.
        public let sha256: String
        public let started: Moment
        public let ended: Moment
        public let tool: Audit.Tool
    }

    /// A time, for everybody and for the place.
    public struct Moment: Encodable, Equatable, Sendable {
        public let utc: UTCTime
        /// RFC 3339 with the distance from UTC.
        public let local: String
        public let zone: String

        init(_ time: UTCTime, _ clock: LocalClock) {
            let shown = clock.time(time)
            (utc, local, zone) = (time, shown.text, clock.name)
        }
    }

    /// UK GDPR, article 33(1): not later than 72 hours after having become aware.
    public struct Clock: Encodable, Equatable, Sendable {
        public let becameAware: Moment
        /// Whether nobody said so, and the start of the audit is taken.
        public let isAssumed: Bool
        /// 72 hours later: hours that pass, whatever the clocks are changed to meanwhile, weekends and holidays included.
        public let deadline: Moment
        /// Whether the clocks are changed between the two.
        public let clocksChange: Bool

        static let hours: Int64 = 72
    }

    public struct PersonalData: Encodable, Equatable, Sendable {
        /// In unencrypted files.
        public let children: PeopleCount
        public let childrenEstimate: Int?
        public let staff: PeopleCount
        public let categories: [AuditTotals.Category]
        public let unencryptedFiles: Int
        /// Of them, those that were deleted and could be read.
        public let deletedFiles: Int
        /// Health is a special category (article 9(1)).
        public let includesHealth: Bool
        public let includesSafeguarding: Bool
    }

    public struct Encryption: Encodable, Equatable, Sendable {
        public let vaults: Int
        public let encryptedFiles: Int
        public let weaklyEncryptedFiles: Int
        /// Names of tools, each once.
        public let tools: [String]
        public let encryptedVolumes: [String]
        public let randomLookingFiles: Int
        public let notExaminedFiles: Int
    }

    public enum Risk: String, Codable, CaseIterable, Sendable {
        /// Sensitive data, or very many children: article 34(1) as well.
        case high
        /// Unencrypted personal data: article 33(1).
        case likely
        /// Something could not be read.
        case cannotBeExcluded = "cannot_be_excluded"
        /// Nothing but what is encrypted and harmless.
        case unlikely

        init(_ audit: Audit) {
            self =
                switch audit.grade {
                case .urgent: .high
                case .high: .likely
                case .medium: .cannotBeExcluded
                case .low, nil: audit.confidence.level == .low ? .cannotBeExcluded : .unlikely
                }
        }
    }

    /// - Parameters:
    ///   - json: the document that the audit was read from.
    ///   - digest: of it, in hexadecimal.
    ///   - becameAware: nil if nobody said.
    public init(_ audit: Audit, digest: String, becameAware: UTCTime?, made: UTCTime, in place: LocalClock) {
        let aware = becameAware ?? audit.started
        let deadline = UTCTime(aware.seconds + Clock.hours * 3600)
        self.made = Moment(made, place)
        reference = made.text.prefix(10) + "-" + digest.prefix(8)
        self.audit = Source(sha256: digest, started: Moment(audit.started, place), ended: Moment(audit.ended, place), tool: audit.tool)
        clock = Clock(
            becameAware: Moment(aware, place), isAssumed: becameAware == nil, deadline: Moment(deadline, place),
            clocksChange: place.time(aware).offset != place.time(deadline).offset)
        (medium, confidence, ownerHints) = (audit.medium, audit.confidence, audit.ownerHints)
        data = PersonalData(audit)
        encryption = Encryption(audit)
        risk = Risk(audit)
        notifications = Notification.all(risk, data, deadline: clock.deadline)
        containment = Containment.allCases.filter { $0 != .changePasswords || audit.totals.count(.protected) > 0 }
    }
}

extension Incident.PersonalData {
    init(_ audit: Audit) {
        let files = audit.files.filter { $0.verdict == .protected }
        (children, childrenEstimate, staff) = (audit.totals.children, audit.totals.childrenEstimate, audit.totals.staff)
        categories = audit.totals.byCategory
        unencryptedFiles = files.count
        deletedFiles = files.count { $0.state != .live }
        // Educational needs commonly say what a child's health is.
        includesHealth = files.contains { file in file.categories.contains { [.medical, .sen].contains($0) } }
        includesSafeguarding = files.contains { $0.categories.contains(.safeguarding) }
    }
}

extension Incident.Encryption {
    init(_ audit: Audit) {
        let encrypted = audit.files.filter { $0.verdict == .encrypted }
        vaults = audit.totals.count(.vault)
        encryptedFiles = encrypted.count { $0.encryptionIsWeak != true }
        weaklyEncryptedFiles = encrypted.count { $0.encryptionIsWeak == true }
        tools = Set(encrypted.compactMap(\.encryptedBy)).sorted()
        encryptedVolumes = audit.volumes.compactMap(\.encryptedBy)
        randomLookingFiles = audit.totals.count(.encryptedOrRandom)
        notExaminedFiles = audit.totals.count(.notExamined)
    }
}
