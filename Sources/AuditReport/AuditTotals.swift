public import FileVerdicts
public import ProtectedData

/// How many people some files are about: files count for themselves, and the same person may be in several.
public struct PeopleCount: Codable, Equatable, Sendable {
    /// As many as the file with the most has.
    public let atLeast: Int
    /// As if nobody were in two files; equal contents count once.
    public let atMost: Int

    public static let none = PeopleCount([])

    init(_ files: [AuditedFile]) {
        var (largest, sum) = (0, 0)
        var seen: Set<String> = []
        for file in files {
            if let digest = file.sha256, !seen.insert(digest).inserted { continue }
            largest = max(largest, file.people)
            // Both are bounded: AuditLimits.
            sum += file.people
        }
        (atLeast, atMost) = (largest, sum)
    }
}

/// What the files add up to.
public struct AuditTotals: Codable, Equatable, Sendable {
    public struct Verdict: Codable, Equatable, Sendable {
        public let verdict: AuditedFile.Verdict
        public let files: Int
        public let bytes: UInt64
    }

    public struct Category: Codable, Equatable, Sendable {
        public let category: ProtectedData.Category
        public let files: Int
        public let people: PeopleCount
    }

    public struct State: Codable, Equatable, Sendable {
        public let state: AuditedFile.State
        public let files: Int
    }

    public let files: Int
    public let byState: [State]
    public let byVerdict: [Verdict]
    public let byCategory: [Category]
    /// In unencrypted protected files.
    public let children: PeopleCount
    /// How many distinct children are thought to be in them, between the two numbers of `children`; nil if nobody compared the files.
    public let childrenEstimate: Int?
    /// In files that are about staff alone.
    public let staff: PeopleCount

    init() { self.init([], children: nil) }

    init(_ all: [AuditedFile], children estimate: Int?) {
        files = all.count
        byState = AuditedFile.State.allCases.compactMap { state in
            let count = all.count { $0.state == state }
            return count == 0 ? nil : State(state: state, files: count)
        }
        byVerdict = AuditedFile.Verdict.allCases.compactMap { verdict in
            let files = all.filter { $0.verdict == verdict }
            let bytes = files.reduce(UInt64(0)) { sum, file in
                let (next, overflow) = sum.addingReportingOverflow(file.sizeBytes)
                return overflow ? .max : next
            }
            return files.isEmpty ? nil : Verdict(verdict: verdict, files: files.count, bytes: bytes)
        }
        let protected = all.filter { $0.verdict == .protected }
        byCategory = ProtectedData.Category.allCases.compactMap { category in
            let files = protected.filter { $0.categories.contains(category) }
            return files.isEmpty ? nil : Category(category: category, files: files.count, people: PeopleCount(files))
        }
        let children = PeopleCount(protected.filter(\.concernsChildren))
        self.children = children
        childrenEstimate = estimate.map { min(max($0, children.atLeast), children.atMost) }
        staff = PeopleCount(protected.filter { !$0.concernsChildren })
    }

    public func count(_ verdict: AuditedFile.Verdict) -> Int { byVerdict.first { $0.verdict == verdict }?.files ?? 0 }

}
