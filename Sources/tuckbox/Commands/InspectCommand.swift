import ArgumentParser
import CryptoCore
import SystemFiles
import VaultFiles

struct InspectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Show what vaults say of themselves; no key needed.",
        discussion: """
            What is shown is what the header claims. Nothing proves it until the vault is
            opened with a key.

            tuckbox inspect "SEN reviews.vault"
            tuckbox inspect --json *.vault

            Exit status: 0 done, 1 failed, 10 not a vault, 11 in use, 13 damaged, 14 made
            by a newer tuckbox; with several vaults 3 if any failed. 64 usage,
            130 interrupted.
            """)

    @Argument(help: ArgumentHelp("Vaults; - is standard input.", valueName: "vault"))
    var vaults: [String]

    @OptionGroup var common: CommonOptions

    func run() throws {
        var facts: [VaultFacts] = []
        var failed: [JSONFailure] = []
        for argument in vaults {
            let path = Path(argument: argument)
            do {
                let vault = try VaultFacts(path, openVaultFile(path))
                if !common.json { Console.result(vault.text) }
                facts.append(vault)
            } catch {
                guard vaults.count > 1 || common.json, !(error is Interrupted), let failure = Failure(error, about: path)
                else { throw Failure(error, about: path) ?? error }
                failure.report()
                failed.append(JSONFailure(failure, path: path.display))
            }
        }
        if common.json { try JSONDocument.print(VaultReport(vaults: facts, failed: failed)) }
        if let only = failed.first {
            (vaults.count == 1 ? ExitStatus(rawValue: only.exitStatus) ?? .failed : .incomplete).exit()
        }
    }
}
