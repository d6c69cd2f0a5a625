/// How many files of each kind a scan of a stick found. Counts only: no name, no path.
public struct SurveyCounts: Equatable, Sendable {
    public var vaults: UInt64 = 0
    public var protected: UInt64 = 0
    /// By other programs, or random-looking.
    public var encrypted: UInt64 = 0
    /// Of a kind that nothing here reads.
    public var notExamined: UInt64 = 0
    /// What the reader failed at: it crashed, took too long, or unpacked to more than is safe.
    public var resisted: UInt64 = 0
    public var clean: UInt64 = 0
    /// People whose data were found, summed over files.
    public var people: UInt64 = 0

    public init() {}

    public var files: UInt64 {
        [protected, encrypted, notExamined, resisted, clean].reduce(vaults) { $0.addingReportingOverflow($1).partialValue }
    }
}

/// How a scan of a stick ended.
public enum SurveyEnd: Equatable, Sendable {
    case whole
    case timeLimit
    /// The medium could not be read everywhere.
    case readFault
    /// More files or levels than are looked at.
    case tooMuch
    /// The scanner died, or could not start.
    case failed
}

public struct SurveyResult: Equatable, Sendable {
    public var counts: SurveyCounts
    public var end: SurveyEnd
    /// Kinds of protected data, as the classifier names them; sorted.
    public var categories: [String]

    public init(counts: SurveyCounts, end: SurveyEnd, categories: [String] = []) {
        (self.counts, self.end, self.categories) = (counts, end, categories)
    }

    public enum Verdict: Equatable, Sendable { case protected, unfinished, vaultsOnly, encryptedByOthers, clean }

    /// What was found counts, even if the scan did not come to its end; that nothing was found does not.
    public var verdict: Verdict {
        if counts.protected > 0 { return .protected }
        if end != .whole || counts.resisted > 0 { return .unfinished }
        let others = counts.clean > 0 || counts.notExamined > 0
        if counts.encrypted > 0, !others { return .encryptedByOthers }
        return counts.vaults > 0 && counts.encrypted == 0 && !others ? .vaultsOnly : .clean
    }
}
