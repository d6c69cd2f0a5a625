import ArgumentParser
import AuditReport
import AuditTrail
import FileVerdicts
import MediaAudit
import MediaRead
import ProtectedData
import SystemFiles
import VaultFiles

struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Say what is on a found stick, without changing it.",
        discussion: """
            Reads a device or an image once, also what was deleted, and never mounts or
            writes it. A folder can be given too; then deleted files are not seen. No name
            of a person or file is printed.

            tuckbox audit /dev/sdb
            tuckbox audit /dev/sdb --image stick.img --report report.html
            tuckbox audit --json stick.img >audit.json
            tuckbox audit --fleet images/ >fleet.jsonl

            Exit status: 0 nothing found, 21 unencrypted protected data found, 3 something
            could not be read and nothing was found in the rest. 64 usage, 130 interrupted.
            """)

    @Argument(help: ArgumentHelp("A device, an image of one (the first piece of a split one), or a folder.", valueName: "medium"))
    var medium: String?

    // Taken, so that it can be said what is wrong with them.
    @Argument(help: .hidden)
    var tooMany: [String] = []

    @Option(help: ArgumentHelp("Write a report for the head teacher; it names no child and no file.", valueName: "report.html"))
    var report: String?

    @Option(help: ArgumentHelp("Keep a verified copy of the medium too, with a map of what could not be read beside it.", valueName: "stick.img"))
    var image: String?

    @Option(help: ArgumentHelp("Audit every image in a folder: a line of JSON for each.", valueName: "folder"))
    var fleet: String?

    @Flag(help: "Read it a second time at the end, and compare.")
    var readTwice = false

    @Flag(help: "Show names of files: for investigators. They are personal data.")
    var showNames = false

    @Flag(name: [.short, .long], help: "Replace a report that is there.")
    var force = false

    @Option(help: ArgumentHelp("Files, or parts of one, that are worked on at once.", valueName: "n"))
    var jobs: Int?

    @OptionGroup var rules: RuleOptions
    @OptionGroup var trail: TrailOption
    @OptionGroup var common: CommonOptions

    func validate() throws {
        if let problem = AuditMisuse.problem(medium: medium, tooMany: tooMany, report: report, fleet: fleet) { throw ValidationError(problem) }
        if fleet != nil, image != nil || report != nil || readTwice {
            throw ValidationError("--fleet goes without --image, --report and --read-twice")
        }
        if report == "" || image == "" { throw ValidationError("a file needs a name") }
        try OutputOptions.checkJobs(jobs)
    }

    func run() throws {
        let record = try ActionRecord.prepare(.audit, trail)
        let engine = try AuditEngine(try rules.load(), jobs: jobs ?? Machine.processors, common: common)
        if let fleet { return try FleetAudit(engine, Path(argument: fleet)).run(record, common) }
        let audit = try audit(engine, Path(argument: medium ?? ""), record)
        record.note { $0.files = UInt64(audit.files.count) }
        try show(audit)
        if audit.totals.count(.protected) > 0 { ExitStatus.protectedDataFound.exit() }
        if audit.isIncomplete { ExitStatus.incomplete.exit() }
    }

    private func audit(_ engine: AuditEngine, _ path: Path, _ record: ActionRecord) throws -> Audit {
        if try FileStatus.of(path).kind == .directory {
            guard image == nil else {
                throw Failure(.usage, message: "a folder is no medium that can be copied", hint: "name the device that it is on")
            }
            try record.intend(common)
            return try engine.audit(folder: path)
        }
        try AuditMisuse.requireMedium(path)
        let (source, form) = try engine.open(path)
        if source.device?.isMountedForWriting == true {
            Console.warn(
                "\(quoted(path)) is mounted for writing: others may change it while it is read; unmount it, or switch on its write protection")
        }
        try record.intend(common)
        let copy = try image.map { try MediumCopyFile(Path(argument: $0)) }
        let name = source.device == nil ? form : path.display
        let audit = try engine.audit(source, name: name, copy: copy?.copy, readsTwice: readTwice)
        if let copy {
            let told = try copy.finish(audit)
            common.note(told)
        }
        return audit
    }

    private func show(_ audit: Audit) throws {
        if let report {
            let path = Path(argument: report)
            let page = Array(AuditPage.text(audit, showsNames: showNames).utf8)
            try KeyOutput.write(page.span, newline: false, to: path, permissions: 0o600, replacing: force)
            common.note("wrote \(quoted(path))")
        }
        if common.json {
            Console.result(Array(try (showNames ? audit : audit.withoutNames()).json()) + [0x0a])
        } else {
            for line in AuditSummary(audit, showsNames: showNames).lines { Console.result(line) }
        }
    }
}

extension Audit {
    /// Whether something could not be read that somebody could still read.
    var isIncomplete: Bool { confidence.level != .full && !confidence.gaps.allSatisfy { $0.kind == .folderOnly } }
}
