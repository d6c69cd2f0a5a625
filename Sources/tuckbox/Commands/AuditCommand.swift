import ArgumentParser
import AuditReport
import AuditTrail
import FileVerdicts
import MediaAudit
import MediaRead
import ProtectedData
import SystemFiles

struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Say what is on a memory stick that was found, without changing it.",
        discussion: """
            Reads a device or an image once, also what was deleted, and never mounts or
            writes it. Folders can be given too; then deleted files are not seen. No name
            of a person or file is printed.

            tuckbox audit /dev/sdb
            tuckbox audit --json stick.img >audit.json

            Exit status: 0 nothing found, 21 unencrypted protected data found, 3 something
            could not be read and nothing was found in the rest. 64 usage, 130 interrupted.
            """)

    @Argument(help: ArgumentHelp("A device, an image of one, or a folder.", valueName: "medium"))
    var medium: String

    @Flag(help: "Read it a second time at the end, and compare.")
    var readTwice = false

    @Flag(help: "Show names of files: for investigators. They are personal data.")
    var showNames = false

    @Option(help: ArgumentHelp("Number of threads.", valueName: "n"))
    var jobs: Int?

    @OptionGroup var rules: RuleOptions
    @OptionGroup var trail: TrailOption
    @OptionGroup var common: CommonOptions

    func validate() throws { try OutputOptions.checkJobs(jobs) }

    func run() throws {
        let record = try ActionRecord.prepare("audit", trail)
        let engine = try AuditEngine(try rules.load(), jobs: jobs ?? Machine.processors, common: common)
        let path = Path(argument: medium)
        let source = try MediumSource(path)
        if source.device?.isMountedForWriting == true {
            Console.warn("\(quoted(path)) is mounted for writing: others may change it while it is read; unmount it, or switch on its write protection")
        }
        try record.intend(common)
        let name = source.device == nil ? source.kind.rawValue : path.display
        let audit = try engine.audit(source, name: name, readsTwice: readTwice, showsProgress: common.showsProgress)
        record.note { $0.files = UInt64(audit.files.count) }
        try show(audit)
        if audit.totals.count(.protected) > 0 { ExitStatus.protectedDataFound.exit() }
        if audit.confidence.level != .full { ExitStatus.incomplete.exit() }
    }

    private func show(_ audit: Audit) throws {
        if common.json {
            Console.result(Array(try (showNames ? audit : audit.withoutNames()).json()) + [0x0a])
        } else {
            for line in AuditSummary(audit, showsNames: showNames).lines { Console.result(line) }
        }
    }
}
