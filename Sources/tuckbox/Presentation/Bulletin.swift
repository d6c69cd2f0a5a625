import Backups
import SystemFiles
import VaultFiles

/// What people are told of a run or of a job's state, and the program that tells them.
struct Bulletin {
    let job: BackupJob
    /// Milliseconds that the job's program has: a night is not to hang on it.
    private static let patience: Int32 = 300_000

    init(_ job: BackupJob) { self.job = job }

    struct Sentences {
        var results: [String] = []
        var problems: [Failure] = []

        /// For whoever is told: problems first.
        var all: [String] { problems.map { Bulletin.line($0) } + results }
    }

    func sentences(_ report: BackupReport) -> Sentences {
        var sentences = Sentences()
        for result in report.results {
            let place = Self.name(result.target, result.stick)
            if let backup = result.backup {
                let removed = result.removed == 0 ? "" : "; removed \(counted(result.removed, "old one"))"
                sentences.results.append("\(backup.name.text): \(byteCount(backup.size)) on \(place), verified\(removed)")
                if let stick = result.stick, let next = result.nextStick {
                    sentences.results.append("take stick '\(stick)' home; stick '\(next)' comes back")
                }
            } else if let error = result.failure {
                let failure = Failure(ofTarget: error)
                sentences.problems.append(Failure(failure.status, message: "no backup on \(place): \(failure.message)", hint: failure.hint))
            }
        }
        if report.stateWasDamaged {
            sentences.problems.append(
                Failure(
                    .incomplete,
                    message: "what this computer remembered of its backups could not be read: it was set aside, and what is on the targets counts",
                    hint: "look after this computer's disk; 'state.json.damaged' is what was there"))
        }
        sentences.problems += report.findings.map { Failure($0) }
        if let newest = report.clockIsBehind {
            sentences.problems.append(
                Failure(
                    .incomplete,
                    message: "this computer's clock is behind the newest backup, of \(Self.day(newest)): nothing was removed where it is",
                    hint: "set the clock; if it is right, move the backups away that are dated in the future"))
        }
        if let before = report.shrankFrom, let now = report.summary?.contentSize {
            sentences.problems.append(
                Failure(
                    .incomplete,
                    message: "there was only \(byteCount(now)) to back up, less than half of the \(byteCount(before)) before: nothing was removed",
                    hint: "look whether all is there that should be; if it is, write into the job with 'at_least' what is plausible"))
        }
        if report.notRemoved > 0 {
            sentences.problems.append(Failure(.incomplete, message: "\(counted(report.notRemoved, "old backup")) could not be removed"))
        }
        if report.omitted > 0 {
            sentences.results.append("left out of the folders, because they are neither file nor folder or lead outside: \(grouped(report.omitted))")
        }
        return sentences
    }

    /// When no target got anything.
    func nothing(_ failure: Failure) -> String {
        Self.line(Failure(failure.status, message: "no backup was made: \(failure.message)", hint: failure.hint))
    }

    /// Runs the job's program, if it wants to be run. False if somebody should have been told and was not.
    func tell(isProblem: Bool, _ sentences: [String]) -> Bool {
        guard let messenger = job.tell, isProblem || messenger.occasion == .always else { return true }
        let machine = Machine.name ?? "this computer"
        let subject = "tuckbox backup '\(job.name)' on \(machine): \(isProblem ? "SOMETHING IS WRONG" : "good")"
        do {
            try Programs.tell(messenger.command, Array(([subject, ""] + sentences).joined(separator: "\n").utf8) + [0x0a], atMost: Self.patience)
            return true
        } catch {
            Console.warn("the job's program to tell people did not work: \(Failure(error)?.message ?? "\(error)")")
            return false
        }
    }

    static func name(_ target: String, _ stick: String?) -> String { stick.map { "\(target), stick '\($0)'" } ?? target }

    /// `2026-11-26 02:00 UTC`.
    static func day(_ seconds: Int64) -> String {
        let text = timestamp(seconds)
        return text.count == 20 ? "\(text.prefix(10)) \(text.dropFirst(11).prefix(5)) UTC" : text
    }

    private static func line(_ failure: Failure) -> String { failure.message + (failure.hint.map { "\n  what to do: \($0)" } ?? "") }
}
