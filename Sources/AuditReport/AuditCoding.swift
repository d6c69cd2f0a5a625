public import FoundationEssentials

/// Why a document is no audit that can be used.
public enum InvalidAudit: Error, Equatable, Sendable {
    /// Longer than `AuditLimits.documentBytes`.
    case tooLarge
    /// Not JSON, or something of it is missing or of another kind. The place is a path of names: `files.3.state`; empty if it is no JSON.
    case malformed(place: String)
    /// JSON, but no audit.
    case notAnAudit
    /// `schema` is a number that this version does not know.
    case newer(schema: Int)
    /// Something is beyond `AuditLimits`, or contradicts the rest: `files.3`.
    case implausible(place: String)
}

extension Audit {
    /// One JSON document, keys in order. `withoutNames` is the caller's to call.
    public func json(pretty: Bool = true) throws -> Data {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = pretty ? [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted] : [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self)
    }

    /// Reads an audit as anybody may have sent it. What follows from its files (grades, counts, findings) is made anew and not believed.
    public init(json: Data) throws(InvalidAudit) {
        guard json.count <= AuditLimits.documentBytes else { throw .tooLarge }
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let head: Head
        do { head = try decoder.decode(Head.self, from: json) } catch { throw InvalidAudit(error) }
        guard head.kind == Self.kind, let schema = head.schema else { throw .notAnAudit }
        guard schema == 1 else { throw schema > 1 ? .newer(schema: schema) : .notAnAudit }
        var audit: Audit
        do { audit = try decoder.decode(Audit.self, from: json) } catch { throw InvalidAudit(error) }
        if let part = audit.implausiblePart { throw .implausible(place: part) }
        audit.conclude(children: audit.totals.childrenEstimate)
        self = audit
    }

    private struct Head: Decodable {
        let schema: Int?
        let kind: String?
    }

    /// The part that goes beyond the limits, or contradicts another; nil if none does.
    private var implausiblePart: String? {
        var bounded = self
        bounded.bound()
        if bounded.medium != medium { return "medium" }
        if bounded.volumes != volumes || !volumes.allSatisfy({ $0.number > 0 }) { return "volumes" }
        if bounded.ownerHints != ownerHints { return "owner_hints" }
        if bounded.confidence != confidence { return "confidence" }
        if bounded.use != use || !(use?.covers(medium.sizeBytes) ?? true) { return "use" }
        if bounded.files.count < files.count { return "files" }
        if let wrong = files.indices.first(where: { bounded.files[$0] != files[$0] || files[$0].id != $0 + 1 || !files[$0].hasPlausiblePath }) {
            return "files.\(wrong)"
        }
        if started > ended { return "ended" }
        let texts = [tool.version, tool.rules] + tool.libraries
        return texts.count <= AuditLimits.libraries + 2 && texts.allSatisfy { $0.utf8.count <= AuditLimits.textBytes } ? nil : "tool"
    }
}

extension AuditedFile {
    fileprivate var hasPlausiblePath: Bool {
        // Replacement characters are longer than what they replace.
        (path?.utf8.count ?? 0) <= 3 * AuditLimits.pathBytes && (pathBase64?.utf8.count ?? 0) <= 2 * AuditLimits.pathBytes
    }
}

extension MediumUse {
    /// Whether its areas are the medium, in order and without a gap.
    fileprivate func covers(_ size: UInt64) -> Bool {
        var next: UInt64 = 0
        for area in areas {
            guard area.offset == next, area.sizeBytes > 0, area.sizeBytes <= size - next else { return false }
            next += area.sizeBytes
        }
        return next == size && resolutionBytes > 0 && totals.allSatisfy { $0.bytes <= size }
    }
}

extension InvalidAudit {
    fileprivate init(_ error: any Error) {
        let context: DecodingError.Context? =
            switch error {
            case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context): context
            case DecodingError.keyNotFound(let key, let context): .init(codingPath: context.codingPath + [key], debugDescription: "")
            case DecodingError.dataCorrupted(let context): context
            default: nil
            }
        self = .malformed(place: (context?.codingPath ?? []).map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: "."))
    }
}
