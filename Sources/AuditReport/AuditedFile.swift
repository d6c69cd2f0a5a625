public import FileVerdicts
public import ProtectedData
public import SystemFiles

/// A file that is on the medium, or was.
public struct AuditedFile: Codable, Equatable, Sendable {
    public enum State: String, Codable, CaseIterable, Sendable {
        case live
        /// Deleted; its name and where it was are still known.
        case deleted
        /// Its contents are listed and no folder names them.
        case orphan
        /// Found by its contents in free space; it has neither name nor times.
        case carved
    }

    /// As `tuckbox scan` says it.
    public typealias Verdict = FileVerdict.Kind

    /// From 1, in the order of `Audit.files`: what reports call it by.
    public let id: Int
    /// The volume's number; nil in folders, and for what was carved outside of every volume.
    public let volume: Int?
    /// As found, where names were asked for; never in what is made for reports.
    public private(set) var path: String?
    /// The exact bytes in Base64, if they are not UTF-8.
    public private(set) var pathBase64: String?
    /// `folder 3/file 17.docx`: Docs/AUDIT-JSON.md.
    public internal(set) var maskedPath: String
    public let state: State
    public let sizeBytes: UInt64
    /// Where its contents begin on the medium.
    public let offset: UInt64?
    public let modified: UTCTime?
    public let created: UTCTime?
    public let accessed: UTCTime?
    /// Of its contents as they were read, in hexadecimal.
    public internal(set) var sha256: String?

    public internal(set) var verdict: Verdict
    public internal(set) var categories: [Category]
    /// Distinct people in it; 0 if it is not protected.
    public internal(set) var people: Int
    /// The least label that it may travel under.
    public internal(set) var label: String?
    /// Why it was not examined, or not fully.
    public internal(set) var reason: String?
    /// What encrypted it, if that was another tool: `Microsoft Office`, `7z`, …
    public internal(set) var encryptedBy: String?
    /// Whether that encryption is known to be breakable.
    public internal(set) var encryptionIsWeak: Bool?
    public internal(set) var vault: VaultClaims?
    /// Nil if nobody has to do anything about it.
    public internal(set) var grade: Grade?

    /// What a vault says of itself without a key; nothing proves it.
    public struct VaultClaims: Codable, Equatable, Sendable {
        public var vaultId: String
        public var label: String
        /// From its `if found` text.
        public var organisation: String?
        public var isWhole: Bool

        public init(vaultId: String, label: String, organisation: String?, isWhole: Bool) {
            (self.vaultId, self.label, self.organisation, self.isWhole) = (vaultId, label, organisation, isWhole)
        }
    }

    /// - Parameters:
    ///   - path: bytes as found, folders divided by `/`; nil if it has no name.
    ///   - maskedPath: from `PathMask`.
    public init(
        id: Int, volume: Int?, path: [UInt8]?, maskedPath: String, state: State, sizeBytes: UInt64, offset: UInt64? = nil,
        modified: UTCTime? = nil, created: UTCTime? = nil, accessed: UTCTime? = nil, sha256: String? = nil, verdict: Verdict,
        categories: [Category] = [], people: Int = 0, label: String? = nil, reason: String? = nil, encryptedBy: String? = nil,
        encryptionIsWeak: Bool? = nil, vault: VaultClaims? = nil
    ) {
        (self.id, self.volume, self.maskedPath, self.state, self.sizeBytes, self.offset) = (id, volume, maskedPath, state, sizeBytes, offset)
        (self.modified, self.created, self.accessed, self.sha256) = (modified, created, accessed, sha256)
        (self.verdict, self.categories, self.people, self.label, self.reason) = (verdict, categories, people, label, reason)
        (self.encryptedBy, self.encryptionIsWeak, self.vault, grade) = (encryptedBy, encryptionIsWeak, vault, nil)
        setPath(path)
    }

    mutating func removeName() { (path, pathBase64) = (nil, nil) }

    private mutating func setPath(_ bytes: [UInt8]?) {
        guard let bytes = bytes?.prefix(AuditLimits.pathBytes) else { return removeName() }
        path = String(decoding: bytes, as: UTF8.self)
        pathBase64 = String(validating: bytes, as: UTF8.self) == nil ? PathBytes.base64(bytes) : nil
    }

    /// Whether it is about children, and not only about staff.
    public var concernsChildren: Bool { verdict == .protected && categories.contains { $0 != .staff } }

    /// Whether it is about a child's safety, special educational needs or health.
    public var isSensitive: Bool { verdict == .protected && categories.contains { [.safeguarding, .sen, .medical].contains($0) } }
}
