import ArgumentParser
import AuditReport
import AuditTrail
import FileVerdicts
import ProtectedData
import SandboxedScan
import SystemFiles
import VaultFiles

struct ScanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scan",
        abstract: "Say which files may not travel unencrypted.",
        usage: "tuckbox scan [<options>] [<path> ...]",
        discussion: """
            Looks into files and at everything in folders, and changes nothing. No name of
            a person is printed. A file that could not be read whole is never called clean.

            tuckbox scan "Year 6"
            tuckbox scan --explain "Year 6/notes.txt"
            find /media/stick -type f -print0 | tuckbox scan --files0-from - --json

            Exit status: 0 nothing found, 21 protected data found, 3 something was not
            examined and nothing was found in the rest. 64 usage, 130 interrupted.
            """)

    @Argument(help: ArgumentHelp("Files, and folders to look through.", valueName: "path"))
    var paths: [String] = []

    @Option(help: ArgumentHelp("Read more paths, each ended by a zero byte, from a file; - is standard input.", valueName: "file"))
    var files0From: String?

    @OptionGroup var rules: RuleOptions

    @Flag(help: "List the rules and stop.")
    var listRules = false

    @Flag(help: "Say why.")
    var explain = false

    @Flag(help: "With --explain, show what was found, on a terminal only. This shows personal data.")
    var showEvidence = false

    @Option(help: ArgumentHelp("Files, or parts of one, that are worked on at once.", valueName: "n"))
    var jobs: Int?

    @OptionGroup var trail: TrailOption
    @OptionGroup var common: CommonOptions

    func validate() throws {
        if paths.isEmpty, files0From == nil, !listRules { throw ValidationError("name files or folders, or a list with --files0-from") }
        if showEvidence, !explain { throw ValidationError("--show-evidence goes with --explain") }
        if showEvidence, common.json { throw ValidationError("evidence is never written as JSON") }
        try OutputOptions.checkJobs(jobs)
    }

    func run() throws {
        if showEvidence, !Console.outputIsTerminal {
            throw Failure(
                .usage, message: "evidence is shown on a terminal only", hint: "leave out --show-evidence; --explain alone says what was found")
        }
        let set = try rules.load()
        if listRules { return try list(set) }
        let files = try fileList()
        let record = try ActionRecord.prepare(.scan, trail)
        try record.intend(common) { $0.files = UInt64(files.files.count) }
        record.note { $0.files = UInt64(files.files.count) }
        let progress = Progress()
        for file in files.files { progress.expect(file.size) }
        let report = ScanReport(json: common.json, explained: explain, showsEvidence: showEvidence, showsClean: common.verbose)
        let classifier = FileClassifier(rules: set, scanner: try common.scanner(), keepsEvidence: showEvidence, progress: progress)
        try ProgressBar.during("scanning", progress, shown: common.showsProgress && !Console.outputIsTerminal) {
            try concurrently(UInt64(files.files.count), jobs: jobs ?? Machine.processors) { next in
                while let number = try next() {
                    let path = files.files[Int(number)].path
                    try report.add(ScanResult(path: path, file: try classifier.classify(path)), number: Int(number))
                }
            }
        }
        for (index, failure) in files.failed.enumerated() {
            let verdict = FileVerdict(.notExamined, shortfall: failure.reason)
            try report.add(ScanResult(path: failure.path, file: verdict), number: files.files.count + index)
        }
        common.note(report.summary)
        if report.foundProtected { ExitStatus.protectedDataFound.exit() }
        if report.isIncomplete { ExitStatus.incomplete.exit() }
    }

    private func fileList() throws -> ScanList {
        var list = ScanList()
        for path in paths { try list.add(Path(argument: path)) }
        if let files0From {
            let file = files0From == "-" ? Descriptor.inherited(0, name: "standard input") : try Descriptor.open(Path(argument: files0From), .read)
            for path in try file.zeroTerminatedPaths() { try list.add(path) }
        }
        return list
    }

    private func list(_ set: RuleSet) throws {
        for rule in set.list {
            if common.json {
                try JSONDocument.printLine(
                    RuleLine(id: rule.id, kind: rule.kind, says: rule.says, category: rule.category, file: rule.file, line: rule.line))
            } else {
                Console.result("\(escapedForDisplay(Array(rule.id.utf8)))  \(rule.kind)  \(escapedForDisplay(Array(rule.says.utf8)))")
            }
        }
    }

    private struct RuleLine: Encodable {
        let schema = 1
        let id: String
        let kind: String
        let says: String
        let category: String?
        let file: String
        let line: Int
    }
}
