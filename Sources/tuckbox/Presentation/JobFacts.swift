import Backups
import SystemFiles

/// What a job means, for people and for scripts.
struct JobFacts: Encodable {
    let name: String
    let label: String
    let recoveryKeyFingerprints: [String]
    let source: String
    let targets: [Target]
    let keep: Keep?
    let alertAfterSeconds: Int64
    let tells: Bool
    let programs: [String]

    struct Target: Encodable {
        let name: String
        let place: String
    }

    struct Keep: Encodable {
        let daily: Int
        let weekly: Int
        let monthly: Int
        let yearly: Int
    }

    private enum CodingKeys: CodingKey { case name, label, recoveryKeyFingerprints, source, targets, keep, alertAfterSeconds, tells }

    init(_ job: BackupJob, label: String, fingerprints: [String]) {
        (name, self.label, recoveryKeyFingerprints) = (job.name, label, fingerprints)
        var programs: [String?] = [job.tell?.command.words.first, job.drill.load?.words.first, job.drill.check?.words.first]
        switch job.source {
        case .folders(let paths, _): source = paths.map { quoted(Path($0)) }.joined(separator: ", ")
        case .command(let line, let storedAs, _):
            source = "what \(quoted(Path(line.words[0]))) writes, as \(quoted(Array(storedAs.utf8)))"
            programs.append(line.words.first)
        }
        targets = job.targets.map { Target(name: $0.name, place: Self.text($0.place)) }
        if job.targets.contains(where: { if case .remote = $0.place { true } else { false } }) { programs.append("/usr/bin/rclone") }
        keep = job.keep.map { Keep(daily: $0.daily, weekly: $0.weekly, monthly: $0.monthly, yearly: $0.yearly) }
        alertAfterSeconds = job.alertAfter
        tells = job.tell != nil
        self.programs = programs.compactMap { $0 }
    }

    private static func text(_ place: BackupTarget.Place) -> String {
        switch place {
        case .folder(let path, .nothing): "folder \(quoted(Path(path)))"
        case .folder(let path, .anything): "folder \(quoted(Path(path))), which must be mounted"
        case .folder(let path, .at(let place)): "folder \(quoted(Path(path))), if \(quoted(Path(place))) is mounted"
        case .remote(let remote, _): "rclone remote '\(escapedForDisplay(Array(remote.utf8)))'"
        case .sticks(let sticks, _): "sticks in turn: \(sticks.map { "'\($0.name)' (\($0.identity))" }.joined(separator: ", "))"
        }
    }

    var text: String {
        let kept =
            keep.map { "the last of \($0.daily) days, \($0.weekly) weeks, \($0.monthly) months, \($0.yearly) years" }
            ?? "everything; nothing is ever removed"
        let lines = [
            "job             \(name)", "label           \(label)", "opens with      recovery key \(recoveryKeyFingerprints.joined(separator: ", "))",
            "backs up        \(source)",
        ]
        let places = targets.map { "to              \($0.name): \($0.place)" }
        let rest = [
            "keeps           \(kept)", "alert after     \(alertAfterSeconds / 3600) hours without a new backup",
            "tells           \(tells ? "a program of the job" : "nobody but the journal: 'tell:' in the job changes that")",
        ]
        return (lines + places + rest).joined(separator: "\n")
    }
}
