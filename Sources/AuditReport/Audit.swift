public import SystemFiles

/// What one audit of a medium found: `tuckbox audit --json`, and what reports and incident forms are made of. Docs/AUDIT-JSON.md.
/// Everything in it that comes from the medium is hostile; whatever it is made from, it keeps to `AuditLimits`.
public struct Audit: Codable, Equatable, Sendable {
    public private(set) var schema = 1
    public private(set) var kind = Self.kind
    public let tool: Tool
    public let started: UTCTime
    public let ended: UTCTime
    public internal(set) var medium: AuditedMedium
    /// In the order of their offsets.
    public internal(set) var volumes: [AuditedVolume]
    public internal(set) var files: [AuditedFile]
    /// How the medium is used; nil for folders.
    public internal(set) var use: MediumUse?
    public internal(set) var confidence: Confidence
    /// Whose it seems to be.
    public internal(set) var ownerHints: [OwnerHint]
    public internal(set) var totals: AuditTotals
    /// Of the most urgent finding; nil if there is none.
    public internal(set) var grade: Grade?
    /// The most urgent first.
    public internal(set) var findings: [AuditFinding]

    static let kind = "tuckbox_audit"

    /// What made the audit.
    public struct Tool: Codable, Equatable, Sendable {
        public var version: String
        /// SHA-256 of the rules, in hexadecimal, or a name that stands for them.
        public var rules: String
        /// Whoever else had a say: `libtsk 4.11.1`.
        public var libraries: [String]

        public init(version: String, rules: String, libraries: [String] = []) {
            (self.version, self.rules, self.libraries) = (version, rules, libraries)
        }
    }

    /// Counts and grades are made from the files; texts, names and lists beyond `AuditLimits` are cut.
    /// - Parameter children: how many distinct children are thought to be in the files together, if that is known.
    public init(
        tool: Tool, started: UTCTime, ended: UTCTime, medium: AuditedMedium, volumes: [AuditedVolume], files: [AuditedFile], use: MediumUse?,
        gaps: [Confidence.Gap], ownerHints: [OwnerHint] = [], children: Int? = nil
    ) {
        (self.tool, self.started, self.ended, self.medium, self.volumes, self.files) = (tool, started, ended, medium, volumes, files)
        (self.use, self.ownerHints, confidence) = (use, ownerHints, Confidence(gaps))
        (totals, grade, findings) = (AuditTotals(), nil, [])
        conclude(children: children)
    }

    /// Makes everything that follows from the rest.
    mutating func conclude(children: Int?) {
        bound()
        for index in files.indices { files[index].grade = Grade(files[index]) }
        confidence = Confidence(confidence.gaps)
        totals = AuditTotals(files, children: children)
        findings = AuditFinding.all(self)
        grade = findings.first?.grade
    }

    /// The audit without any path: what may be kept, sent and printed. `files` keep their masked paths.
    public func withoutNames() -> Audit {
        var audit = self
        for index in audit.files.indices { audit.files[index].removeName() }
        return audit
    }
}
