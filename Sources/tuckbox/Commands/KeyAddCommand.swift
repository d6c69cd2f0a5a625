import ArgumentParser
import CryptoCore
import SystemFiles
import VaultFiles

struct KeyAddCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Let another passphrase or recovery key open a vault.",
        discussion: """
            Asks for a passphrase that opens it now, and twice for the new one.

            tuckbox key add report.vault
            tuckbox key add report.vault --new-recovery-key school.pub

            Exit status: 0 done, 1 failed, 10 not a vault, 11 in use, 12 wrong passphrase
            or key, 13 damaged or altered, 14 made by a newer tuckbox, 20 refused by
            policy, 64 usage, 130 interrupted.
            """)

    @Argument(help: ArgumentHelp("The vault.", valueName: "vault"))
    var vault: String

    @OptionGroup var opening: OpeningOptions
    @OptionGroup var new: NewKeyOptions

    @Option(help: ArgumentHelp("A public recovery key that is to open the vault.", valueName: "file"))
    var newRecoveryKey: String?

    @OptionGroup var trail: TrailOption
    @OptionGroup var common: CommonOptions

    func validate() throws {
        if newRecoveryKey != nil, new.newPassphraseFile != nil || new.newKeyFile != nil {
            throw ValidationError("add a passphrase or a recovery key, one at a time")
        }
    }

    func run() throws {
        do { try add() } catch { throw Failure(error, about: Path(argument: vault)) ?? error }
    }

    private func add() throws {
        let target = try KeyVault(vault, opening, ActionRecord.prepare(.keyAdd, trail), common)
        try target.requireRoom()
        if let newRecoveryKey {
            let key = try RecoveryKeyOptions.publicKey(Path(argument: newRecoveryKey))
            guard !target.slots.contains(where: { $0.recoveryPoint == key.point }) else {
                throw Failure(.failed, message: "the recovery key \(try key.fingerprint()) opens \(quoted(target.path)) already")
            }
            try target.replace(target.slots + [target.vault.makeSlot(key)], "added recovery key \(try key.fingerprint())", common, removes: false)
        } else {
            if target.requiresTwoFactors, new.newKeyFile == nil {
                throw Failure(
                    .refusedByPolicy, message: "\(quoted(target.path)) demands two factors: a passphrase alone may not open it",
                    hint: "name a key file with --new-key-file FILE")
            }
            let slot = try target.vault.makeSlot(try new.credentials(keepingKeyFile: nil))
            try target.replace(target.slots + [slot], "added a passphrase", common, removes: false)
        }
    }
}
