import FileVerdicts
import ProtectedData
import Synchronization

/// The children whom the files of one audit are about, each once. In memory only. For many threads.
final class ChildrenTally: Sendable {
    private let children = Mutex(People())

    /// Each content once.
    func add(_ verdict: FileVerdict) {
        guard verdict.kind == .protected, let assessment = verdict.assessment, assessment.categories.contains(where: { $0 != .staff }) else { return }
        children.withLock { $0.formUnion(assessment.whom) }
    }

    var count: Int { children.withLock { $0.count } }
}
