import DocumentText
import FileVerdicts
internal import Glibc
import GuardControl
import ProtectedData
import SystemFiles

/// Counts, and tells the guard: of protected data at once, of the rest now and then.
final class Report {
    private static let interval: Int64 = 1000

    private let channel: Channel
    private var line = SurveyLine()
    private var categories: Set<String> = []
    private var told = MonotonicTime.now

    init(_ channel: Channel) { self.channel = channel }

    func add(_ verdict: FileVerdict) throws {
        switch verdict.kind {
        case .vault: line.vaults += 1
        case .protected: line.protected += 1
        case .encrypted, .encryptedOrRandom: line.encrypted += 1
        case .notExamined: if verdict.shortfall?.isResistance == true { line.resisted += 1 } else { line.notExamined += 1 }
        case .clean: line.clean += 1
        }
        let isProtected = verdict.kind == .protected
        if isProtected {
            line.people = line.people.addingReportingOverflow(UInt64(clamping: verdict.assessment?.people ?? 0)).partialValue
            categories.formUnion(verdict.assessment?.categories.map(\.rawValue) ?? [])
        }
        if MonotonicTime.now.milliseconds - told.milliseconds >= Self.interval || (isProtected && line.protected == 1) { try tell() }
    }

    func addUnreadable() { line.notExamined += 1 }

    func end(_ end: SurveyLine.End) throws {
        line.end = end
        try tell()
    }

    private func tell() throws {
        line.categories = categories.sorted()
        told = .now
        try channel.send(line.line() + [0x0a])
    }
}

extension FileVerdict.Shortfall {
    /// Whether the file made the reader fail, instead of being of a kind that nothing reads.
    var isResistance: Bool {
        guard case .extraction(let reason) = self else { return false }
        return [.helperFailed, .timeLimit, .memoryLimit, .expansionLimit].contains(reason)
    }
}

enum ExitCode: Int32 {
    case failed = 1
    case usage = 64

    func exit() -> Never { Glibc.exit(rawValue) }
}
