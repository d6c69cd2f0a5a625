import ArgumentParser
import SystemFiles
import VaultFiles

struct KeyListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Show what opens a vault; no key needed.",
        discussion: """
            Each passphrase or key that opens it has a slot: its number is what 'key
            change' and 'key remove' take.

            tuckbox key list report.vault

            Exit status: 0 done, 1 failed, 10 not a vault, 11 in use, 13 damaged, 14 made
            by a newer tuckbox, 64 usage.
            """)

    @Argument(help: ArgumentHelp("The vault.", valueName: "vault"))
    var vault: String

    @OptionGroup var common: CommonOptions

    func run() throws {
        let path = Path(argument: vault)
        do {
            let facts = try VaultFacts(path, VaultFile(path))
            if common.json { return try JSONDocument.print(VaultReport(vaults: [facts], failed: [])) }
            for slot in facts.claimed.slots { Console.result(slot.text) }
        } catch {
            throw Failure(error, about: path) ?? error
        }
    }
}
