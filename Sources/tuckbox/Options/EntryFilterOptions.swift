import ArgumentParser
import AuditTrail
import Policy
import SystemFiles

/// Which entries of the record are wanted.
struct EntryFilterOptions: ParsableArguments {
    @Option(help: ArgumentHelp("From this time on, UTC: 2026-11, 2026-11-22 or 2026-11-22T09:30:00Z.", valueName: "time"))
    var since: String?

    @Option(help: ArgumentHelp("Before this time.", valueName: "time"))
    var until: String?

    @Option(help: ArgumentHelp("Only this verb: wrap, unwrap, 'key add', …; trail is the record itself.", valueName: "verb"))
    var verb: String?

    @Option(help: ArgumentHelp("Only what this user did.", valueName: "name"))
    var user: String?

    @Option(help: ArgumentHelp("Only this vault: its identifier, or how that begins.", valueName: "id"))
    var vault: String?

    @Option(help: ArgumentHelp("Only vaults with this label.", valueName: "label"))
    var label: String?

    @Option(help: ArgumentHelp("Only on this medium: its serial number or file system's UUID.", valueName: "id"))
    var device: String?

    @Flag(help: "Only what failed.")
    var failed = false

    func validate() throws {
        for time in [since, until].compactMap({ $0 }) where UTCTime(time) == nil {
            throw ValidationError("a time is written 2026-11-22T09:30:00Z, or only the day or month of it")
        }
        if let vault, vault.isEmpty || vault.count > 32 || !vault.allSatisfy(\.isHexDigit) {
            throw ValidationError("--vault takes a vault's identifier, as 'tuckbox inspect' shows it")
        }
    }

    func filter() throws -> EntryFilter {
        if let verb, !RecordedVerb.all.contains(verb) {
            let meant = NearMiss.nearest(to: verb, in: RecordedVerb.all).map { "did you mean '\($0)'? " } ?? ""
            throw Failure(
                .usage, message: "nothing is ever recorded as \(quoted(CommandLineArguments.bytes(of: verb)))",
                hint: "\(meant)there are: \(RecordedVerb.all.joined(separator: ", "))")
        }
        var filter = EntryFilter()
        (filter.since, filter.until) = (since.flatMap(UTCTime.init), until.flatMap(UTCTime.init))
        (filter.verb, filter.user, filter.label, filter.device) = (verb, user, label, device)
        (filter.vault, filter.failedOnly) = (vault?.lowercased(), failed)
        return filter
    }
}
