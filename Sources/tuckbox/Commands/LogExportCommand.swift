import ArgumentParser
import AuditTrail
import SystemFiles

struct LogExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write the record as a table, for a spreadsheet or another program.",
        discussion: """
            tuckbox log export --csv --since 2026-09 > autumn.csv
            tuckbox log export --json --vault 1a2b3c4d

            Exit status: 0 done, 1 failed, 13 the record cannot be read, 64 usage.
            """)

    @OptionGroup var trail: TrailOption
    @OptionGroup var wanted: EntryFilterOptions

    @Flag(help: "Comma-separated values (RFC 4180), a row for each entry.")
    var csv = false

    @OptionGroup var common: CommonOptions

    func validate() throws { if csv == common.json { throw ValidationError("say --csv or --json") } }

    func run() throws {
        let snapshot = try TrailSnapshot(try trail.folder())
        let filter = try wanted.filter()
        if csv { Console.result(EntryTable.header) }
        let isTable = csv
        _ = try snapshot.entries(filter) { entry, line in
            Console.result(isTable ? Array(EntryTable.row(entry).utf8) : line + [0x0a])
        }
    }
}
