import ArgumentParser
import SystemFiles
import VaultFiles

struct KeyListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Show the slots of a vault; no key needed.")

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
