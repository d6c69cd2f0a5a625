import ArgumentParser
import AuditTrail
import SystemFiles
import VaultFiles

struct InventoryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inventory",
        abstract: "List every vault there is, and which are out.",
        usage: "tuckbox inventory [<options>] <path> ...",
        discussion: """
            No key is needed. Together with the record it is the sign-out book: what is
            out, with whom, on which medium, and when it is due back.

            tuckbox inventory /srv/school /media/stick
            tuckbox inventory /srv/school --page inventory.html
            tuckbox inventory /srv/school --overdue

            Exit status: 0 done, 1 failed, 3 something could not be read, 64 usage,
            130 interrupted.
            """)

    @Argument(help: ArgumentHelp("Folders and vaults.", valueName: "path"))
    var paths: [String]

    @Flag(help: "Only what should be back by now.")
    var overdue = false

    @Flag(help: "Comma-separated values (RFC 4180), a row for each copy.")
    var csv = false

    @Option(help: ArgumentHelp("Write a page to look at and to print.", valueName: "file.html"))
    var page: String?

    @Flag(help: "Put file names on the page too; they may be children's names.")
    var showNames = false

    @Flag(name: [.short, .long], help: "Replace a page that is there.")
    var force = false

    @Option(help: ArgumentHelp("Take the record in this folder instead of the user's own.", valueName: "folder"))
    var trail: String?

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if [csv, common.json, page != nil].count(where: { $0 }) > 1 { throw ValidationError("say --csv, --json or --page, not several of them") }
    }

    func run() throws {
        var finder = VaultFinder()
        var places: [Path] = []
        for path in paths.map({ Path(argument: $0) }) {
            try finder.add(path)
            places += Array(repeating: path, count: finder.found.count - places.count)
        }
        var inventory = try Inventory(zip(finder.found, places).map { ($0.path, $1) }, book())
        if overdue { inventory.keepOverdue() }
        for error in finder.failed { Failure(error).report() }
        for (path, error) in inventory.failed { Failure(error, about: path)?.report() }
        try show(inventory, notFound: finder.failed)
        if finder.failed.count + inventory.failed.count > 0 { ExitStatus.incomplete.exit() }
    }

    /// Without a record there is still a list.
    private func book() throws -> SignOutBook {
        do { return try SignOutBook(TrailSnapshot(try trail.map { Path(argument: $0) } ?? TrailFolder.ofUser())) } catch TrailError.noTrail(let path)
        {
            if trail != nil { throw TrailError.noTrail(path) }
            common.note("there is no record yet, so nothing is known of what is out")
            return SignOutBook()
        }
    }

    private func show(_ inventory: Inventory, notFound: [FileError]) throws {
        if common.json { return try JSONDocument.print(Report(inventory, notFound)) }
        if csv {
            Console.result(Array(CommaSeparated.row(InventoryText.columns).utf8))
            for row in inventory.items.flatMap(InventoryText.rows) { Console.result(Array(row.utf8)) }
            return
        }
        if let page {
            try KeyOutput.write(
                Array(InventoryPage.text(inventory, showsNames: showNames).utf8).span, newline: false, to: Path(argument: page), permissions: 0o600,
                replacing: force)
        } else {
            for item in inventory.items { Console.result(InventoryText.lines(item)) }
        }
        let out = inventory.count(.out) + inventory.count(.overdue)
        common.note("\(counted(inventory.items.count, "vault")), \(grouped(out)) out, \(grouped(inventory.count(.overdue))) overdue")
    }

    private struct Report: Encodable {
        let schema = 1
        let made: String
        let vaults: [InventoryItem]
        let failed: [JSONFailure]

        init(_ inventory: Inventory, _ notFound: [FileError]) {
            (made, vaults) = (inventory.madeAt.text, inventory.items)
            failed =
                notFound.map { JSONFailure(Failure($0), path: $0.path.display) }
                + inventory.failed.compactMap { path, error in Failure(error, about: path).map { JSONFailure($0, path: path.display) } }
        }
    }
}
