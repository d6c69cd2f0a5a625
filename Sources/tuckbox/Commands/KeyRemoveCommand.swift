import ArgumentParser
import CryptoCore
import SystemFiles
import VaultFiles

struct KeyRemoveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Take a passphrase or recovery key away from a vault; never the last.",
        usage: "tuckbox key remove [<options>] <vault> --slot <n>",
        discussion: """
            'tuckbox key list' shows the slots; whatever opens the vault may remove them.

            tuckbox key remove report.vault --slot 2

            Exit status: 0 done, 1 failed, 10 not a vault, 11 in use, 12 wrong passphrase
            or key, 13 damaged or altered, 14 made by a newer tuckbox, 20 refused by
            policy, 64 usage, 130 interrupted.
            """)

    @Argument(help: ArgumentHelp("The vault.", valueName: "vault"))
    var vault: String

    @Option(help: ArgumentHelp("The slot to remove, as 'key list' counts.", valueName: "n"))
    var slot: Int

    @OptionGroup var opening: OpeningOptions
    @OptionGroup var trail: TrailOption
    @OptionGroup var common: CommonOptions

    func run() throws {
        do {
            let target = try KeyVault(vault, opening, ActionRecord.prepare(.keyRemove, trail), common)
            let index = try target.index(of: slot)
            guard target.slots.count > 1 else {
                throw Failure(
                    .failed, message: "slot 1 is the only one: without it nobody could open \(quoted(target.path))",
                    hint: "add another first with 'tuckbox key add'")
            }
            var slots = target.slots
            let removed = slots.remove(at: index)
            let fingerprint = try removed.recoveryPoint.flatMap(RecoveryPublicKey.init(point:))?.fingerprint()
            let what = removed.kind == .recovery ? "recovery key \(fingerprint ?? "")" : "passphrase"
            try target.replace(slots, "slot \(slot), \(what), is gone; \(counted(slots.count, "slot")) left, counted anew", common, removes: true)
            if removed.kind == .recovery, !slots.contains(where: { $0.kind == .recovery }) {
                Console.warn("no recovery key opens this vault any more: whoever forgets its passphrase has lost it")
            }
        } catch {
            throw Failure(error, about: Path(argument: vault)) ?? error
        }
    }
}
