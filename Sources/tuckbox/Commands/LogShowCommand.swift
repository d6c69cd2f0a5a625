import ArgumentParser
import AuditTrail
import SystemFiles

struct LogShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show what was done: when, by whom, to which vault.",
        usage: "tuckbox log show [<options>]",
        discussion: """
            A line for each action; those that were begun and have no end come last. It
            shows what the record says; 'tuckbox log verify' checks it.

            tuckbox log show --since 2026-11
            tuckbox log show --vault 1a2b3c4d
            tuckbox log show --verb unwrap --failed

            Exit status: 0 done, 1 failed, 13 the record cannot be read, 64 usage.
            """)

    @OptionGroup var trail: TrailOption
    @OptionGroup var wanted: EntryFilterOptions
    @OptionGroup var common: CommonOptions

    func run() throws {
        let snapshot = try TrailSnapshot(try trail.folder())
        let isJSON = common.json
        let open = try snapshot.entries(wanted.filter(), findsUnfinished: !isJSON) { entry, line in
            // As it stands in the record, for other programs.
            if isJSON { return Console.result(line + [0x0a]) }
            if let text = EntryLine.text(entry) { Console.result(text) }
        }
        guard !isJSON else { return }
        for entry in open { Console.result(EntryLine.unfinished(entry)) }
    }
}
