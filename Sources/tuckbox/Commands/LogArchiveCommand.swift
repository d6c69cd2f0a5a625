import ArgumentParser
import AuditTrail
import SystemFiles

struct LogArchiveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "archive",
        abstract: "Put months of the record into files that prove themselves.",
        usage: "tuckbox log archive [<options>] [<month> ...]",
        discussion: """
            Without MONTH, every month that is over. With --prune a month is then removed
            from the record, oldest first, once its entries need not be kept any longer;
            what is left of it proves that nothing else was removed.

            tuckbox log archive --list
            tuckbox log archive -o /srv/records 2026-11
            tuckbox log verify --archive /srv/records/trail-….archive

            Exit status: 0 done, 1 failed or kept, 13 the record is damaged, 64 usage.
            """)

    @Argument(help: ArgumentHelp("Months, as 2026-11.", valueName: "month"))
    var months: [String] = []

    @Option(name: [.short, .long], help: ArgumentHelp("The folder that the archives go to.", valueName: "folder"))
    var output: String?

    @Flag(help: "Remove archived months from the record, if they need not be kept.")
    var prune = false

    @Flag(help: "Only show the months that are over, and how long each is kept.")
    var list = false

    @OptionGroup var trail: TrailOption
    @OptionGroup var common: CommonOptions

    func validate() throws {
        if list != (output == nil) { throw ValidationError("say --list, or with -o a folder for the archives") }
        for month in months where month.utf8.count != 7 || UTCTime(month) == nil { throw ValidationError("a month is written 2026-11") }
    }

    func run() throws {
        let trail = list ? Trail(try trail.folder(), version: Release.version) : try trail.writable()
        let closed = try trail.closedMonths()
        for month in months where !closed.contains(where: { $0.month == month }) { throw TrailError.notArchivable(month) }
        let wanted = closed.filter { months.isEmpty || months.contains($0.month) }
        guard let output else { return try show(wanted) }
        let policy = RecordRules.ofComputer().digest
        var archived: [ArchivedMonth] = []
        for month in wanted {
            let done = try trail.archive(month.month, into: Path(argument: output), policy: policy)
            archived.append(done)
            common.note("wrote \(quoted(done.file ?? .current)): \(counted(Int(clamping: done.next - done.first), "entry", "entries"))")
            if prune { try trail.prune(month.month, policy: policy) }
        }
        if common.json { try JSONDocument.print(Report(archives: archived.map(ArchiveFacts.init))) }
    }

    private func show(_ months: [ArchivedMonth]) throws {
        if common.json { return try JSONDocument.print(Report(archives: months.map(ArchiveFacts.init))) }
        for month in months {
            let count = counted(Int(clamping: month.next - month.first), "entry", "entries")
            Console.result("\(month.month)  \(count), \(byteCount(month.bytes)), kept until \(month.keptUntil)")
        }
    }

    private struct Report: Encodable {
        let schema = 1
        let archives: [ArchiveFacts]
    }
}

/// A month of the record in JSON.
struct ArchiveFacts: Encodable {
    let month: String
    let firstEntry: UInt64
    let entries: UInt64
    let bytes: UInt64
    let keptUntil: String
    let path: String?

    init(_ month: ArchivedMonth) {
        (self.month, firstEntry, entries) = (month.month, month.first, month.next - month.first)
        (bytes, keptUntil, path) = (month.bytes, month.keptUntil, month.file?.display)
    }
}
