import ArgumentParser
import CryptoCore
import SystemFiles
import VaultFiles

/// To whom new vaults open, and what they are marked with.
struct RecipeOptions: ParsableArguments {
    @OptionGroup var passphrase: PassphraseOptions

    @Flag(help: "Ask for a passphrase, also when there is a recovery key.")
    var askPassphrase = false

    @Option(help: ArgumentHelp("A key file that is needed beside the passphrase.", valueName: "file"))
    var keyFile: String?

    @Option(
        help: ArgumentHelp("A public recovery key that opens the vaults too; may be repeated. Alone, no passphrase is asked for.", valueName: "file"))
    var recoveryKey: [String] = []

    @Option(help: ArgumentHelp("Protective marking: \(Label.scheme.joined(separator: ", ")).", valueName: "label"), transform: Label.parse)
    var label: String = Label.standard

    func validate() throws {
        let passphrases = hasPassphrase ? 1 : 0
        if recoveryKey.count + passphrases > 8 { throw ValidationError("a vault has room for eight ways to open it") }
    }

    var hasRecoveryKey: Bool { !recoveryKey.isEmpty }
    private var hasPassphrase: Bool { passphrase.isGiven || askPassphrase || keyFile != nil || recoveryKey.isEmpty }

    /// - Parameter outputs: where the vaults go, to warn of a key file that travels with them.
    func recipe(outputs: [WrapJob]) throws -> VaultRecipe {
        let recoveryKeys = try recoveryKey.map { try RecoveryKeyOptions.publicKey(Path(argument: $0)) }
        for (i, key) in recoveryKeys.enumerated() where recoveryKeys[..<i].contains(key) {
            throw Failure(.failed, message: "the same recovery key was given twice: \(quoted(Path(argument: recoveryKey[i])))")
        }
        let secondFactor = try keyFile.map { try KeyFileOption.read(Path(argument: $0)) }
        if let keyFile { try warnIfBeside(Path(argument: keyFile), outputs) }
        return try VaultRecipe(
            credentials: hasPassphrase
                ? Credentials(passphrase: try passphrase.readOrAskForNew(for: "the vault"), keyFile: secondFactor, recoveryKeys: []) : nil,
            requiresTwoFactors: keyFile != nil, recoveryKeys: recoveryKeys, label: label, notice: Notice.text(label: label))
    }

    private func warnIfBeside(_ keyFile: Path, _ outputs: [WrapJob]) throws {
        guard let folder = outputs.first?.folder, let place = try? FileStatus.of(folder), let keyPlace = try? FileStatus.of(keyFile.parent)
        else { return }
        let together = place == keyPlace || (place.device == keyPlace.device && (try? Medium(under: folder).isRemovable) == true)
        if together { Console.warn("the key file is beside the vault: whoever finds one has both; keep them apart") }
    }
}
