import AuditTrail
import SystemFiles

/// How the verification of a record came out.
struct VerificationFacts: Encodable {
    let schema = 1
    let good: Bool
    let entries: UInt64
    /// Of those that are still there.
    let firstEntry: UInt64
    let root: String
    /// Whether seals were checked with a key that was kept elsewhere.
    let proven: Bool
    let unfinishedBytes: Int
    let problems: [Problem]

    struct Problem: Encodable {
        let kind: String
        let entry: UInt64
        let month: String?
        let line: Int?
        let checkpoint: String?
    }

    init(_ result: Verification, isProven: Bool, _ checkpoints: [String]) {
        (good, entries, firstEntry) = (result.isGood, result.entries, result.first)
        (root, proven, unfinishedBytes) = (result.root.hexadecimal, isProven, result.tornBytes)
        problems = result.problems.map { problem in
            let (kind, index) = Self.kind(problem.kind)
            return Problem(
                kind: kind, entry: problem.entry, month: problem.place?.month, line: problem.place?.line,
                checkpoint: index.map { Path(argument: checkpoints[$0]).display })
        }
    }

    private static func kind(_ kind: TrailProblem.Kind) -> (String, checkpoint: Int?) {
        switch kind {
        case .notAnEntry: ("not_an_entry", nil)
        case .otherNumber: ("other_number", nil)
        case .seal: ("seal", nil)
        case .link: ("link", nil)
        case .otherTrail: ("other_trail", nil)
        case .removed: ("removed", nil)
        case .stateDisagrees: ("state_disagrees", nil)
        case .noState: ("no_state", nil)
        case .head: ("head", nil)
        case .checkpointSignature(let index): ("checkpoint_signature", index)
        case .rolledBack(let index, _): ("rolled_back", index)
        case .otherRoot(let index): ("other_root", index)
        }
    }

    /// For people.
    static func sentence(_ problem: TrailProblem, _ checkpoints: [String]) -> String {
        let place = problem.place.map { " (\($0.month).log, line \($0.line))" } ?? ""
        let entry = "entry \(problem.entry)\(place)"
        func name(_ index: Int) -> String { quoted(Path(argument: checkpoints[index])) }
        return switch problem.kind {
        case .notAnEntry: "\(entry) is not an entry: somebody has written in the record"
        case .otherNumber(let found): "where \(entry) should be stands \(found): entries were dropped, put in, moved or doubled"
        case .seal: "\(entry) was altered: its seal is wrong"
        case .link: "\(entry) was altered"
        case .otherTrail: "the verification key belongs to another record, or \(entry) was altered"
        case .removed(let end): "\(counted(Int(clamping: end - problem.entry), "entry", "entries")) from \(entry) on were removed"
        case .stateDisagrees: "\(entry), the last, is not the one that was written"
        case .noState: "the file that says where the record ends is gone, so entries from \(entry) on may have been removed"
        case .head(let month): "what is left of \(month) is not what was noted when it was pruned"
        case .checkpointSignature(let index): "the checkpoint \(name(index)) was not signed by this record"
        case .rolledBack(let index, let size):
            "the record was put back: it had \(grouped(size)) entries at the time of the checkpoint \(name(index)), and has \(grouped(problem.entry))"
        case .otherRoot(let index): "the record is another than at the time of the checkpoint \(name(index))"
        }
    }

    static func sentence(_ result: Verification, isProven: Bool, checkpoints: Int, keyIsHere: Bool) -> String {
        var text = "the record is whole: \(counted(Int(clamping: result.entries), "entry", "entries"))"
        if result.first > 0 { text += ", \(grouped(result.first)) of them archived and pruned" }
        if checkpoints > 0 { text += ", in agreement with \(counted(checkpoints, "checkpoint"))" }
        if isProven { return text + "; the verification key proves it" }
        return text
            + (keyIsHere
                ? "; its verification key is still on this computer, where it proves little: 'tuckbox log key' shows it, for the safe"
                : "; only the verification key from the safe proves that nobody wrote it anew")
    }
}
