import DocumentText
import FileVerdicts
import ProtectedData
import Synchronization
import SystemFiles

/// Prints results in the order of the files, whichever thread is done first, and counts them.
final class ScanReport: Sendable {
    private struct State {
        var next = 0
        var waiting: [Int: ScanResult] = [:]
        var counts: [FileVerdict.Kind: Int] = [:]
        var people = 0
        var incomplete = 0
    }
    private let state = Mutex(State())
    private let json: Bool
    private let explained: Bool
    private let showsEvidence: Bool
    private let showsClean: Bool

    init(json: Bool, explained: Bool, showsEvidence: Bool, showsClean: Bool) {
        (self.json, self.explained, self.showsEvidence, self.showsClean) = (json, explained, showsEvidence, showsClean)
    }

    func add(_ result: ScanResult, number: Int) throws {
        try state.withLock { state in
            state.waiting[number] = result
            while let result = state.waiting.removeValue(forKey: state.next) {
                state.next += 1
                state.counts[result.verdict, default: 0] += 1
                state.people += result.file.assessment?.people ?? 0
                if !result.file.isFullyRead { state.incomplete += 1 }
                try show(result)
            }
        }
    }

    private func show(_ result: ScanResult) throws {
        if json { return try JSONDocument.printLine(ScanLine(result, explained: explained)) }
        guard result.verdict != .clean || showsClean || explained else { return }
        Console.result(Self.line(result))
        // What was not read has no score that means anything.
        if explained, result.verdict != .notExamined, let assessment = result.file.assessment {
            Console.result(ScanExplanation(assessment, showsEvidence: showsEvidence).text)
        }
    }

    /// `protected       31 people  CONFIDENTIAL  sen, medical  'path'`
    static func line(_ result: ScanResult) -> String {
        let people = result.file.assessment.map { $0.people > 0 ? (grouped($0.people) + ($0.people == 1 ? " person" : " people")) : "" } ?? ""
        let categories = result.file.assessment?.categories.map { $0.rawValue.replacing("_", with: " ") }.joined(separator: ", ") ?? ""
        let what: String =
            switch result.verdict {
            case .notExamined: result.reason ?? ""
            case .encrypted: result.file.tool.map { "by \($0.rawValue)" } ?? ""
            default: categories
            }
        return [
            padded(result.verdict.rawValue.replacing("_", with: " "), 20), padded(people, 14), padded(result.file.assessment?.label ?? "", 19),
            quoted(result.path) + (what.isEmpty ? "" : "  " + what),
        ].joined()
    }

    private static func padded(_ text: String, _ width: Int) -> String { text + String(repeating: " ", count: max(1, width - text.count)) }

    var summary: String {
        state.withLock { state in
            let files = state.counts.values.reduce(0, +)
            let words = FileVerdict.Kind.allCases.compactMap { verdict in
                state.counts[verdict].map { "\(grouped($0)) \(verdict.rawValue.replacing("_", with: " "))" }
            }
            return "looked at \(counted(files, "file"))" + (words.isEmpty ? "" : ": " + words.joined(separator: ", "))
        }
    }

    var foundProtected: Bool { state.withLock { $0.counts[.protected, default: 0] > 0 } }
    var isIncomplete: Bool { state.withLock { $0.incomplete > 0 } }
}
