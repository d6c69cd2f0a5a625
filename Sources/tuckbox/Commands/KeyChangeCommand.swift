import ArgumentParser
import CryptoCore
import SystemFiles
import VaultFiles

struct KeyChangeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "change",
        abstract: "Give a vault a new passphrase in place of an old one.",
        discussion: """
            The passphrase that opens the vault is replaced. With a recovery key, say
            which slot with --slot, if there are several passphrases.

            tuckbox key change report.vault
            tuckbox key change report.vault --recovery-key school --slot 1

            Exit status: 0 done, 1 failed, 10 not a vault, 11 in use, 12 wrong passphrase
            or key, 13 damaged or altered, 14 made by a newer tuckbox, 20 refused by
            policy, 64 usage, 130 interrupted.
            """)

    @Argument(help: ArgumentHelp("The vault.", valueName: "vault"))
    var vault: String

    @OptionGroup var opening: OpeningOptions
    @OptionGroup var new: NewKeyOptions

    @Option(help: ArgumentHelp("The slot to replace, as 'key list' counts.", valueName: "n"))
    var slot: Int?

    @OptionGroup var trail: TrailOption
    @OptionGroup var common: CommonOptions

    func run() throws {
        do { try change() } catch { throw Failure(error, about: Path(argument: vault)) ?? error }
    }

    private func change() throws {
        let target = try KeyVault(vault, opening, ActionRecord.prepare(.keyChange, trail), common)
        let index = try chosen(target)
        let old = target.slots[index]
        guard old.kind != .recovery else {
            throw Failure(.failed, message: "slot \(index + 1) is a recovery key", hint: "remove it and add another with 'key remove' and 'key add'")
        }
        if old.kind == .passphraseAndKeyFile, opening.keyFile == nil, new.newKeyFile == nil {
            throw Failure(
                .refusedByPolicy, message: "slot \(index + 1) needs a key file beside the passphrase, and the new one may not need less",
                hint: "name the key file with --new-key-file FILE")
        }
        let credentials = try new.credentials(keepingKeyFile: old.kind == .passphraseAndKeyFile ? opening.keyFile : nil)
        var slots = target.slots
        slots[index] = try target.vault.makeSlot(credentials)
        try target.replace(slots, "slot \(index + 1) has a new passphrase", common, removes: true)
    }

    private func chosen(_ target: KeyVault) throws -> Int {
        if let slot { return try target.index(of: slot) }
        if target.slots[target.vault.slot].kind != .recovery { return target.vault.slot }
        let passphrases = target.slots.indices.filter { target.slots[$0].kind != .recovery }
        guard passphrases.count == 1 else {
            throw Failure(
                .failed, message: "\(quoted(target.path)) has \(passphrases.count) passphrases",
                hint: "say which with --slot N; 'tuckbox key list' shows them")
        }
        return passphrases[0]
    }
}
