import ArgumentParser
import CryptoCore
import Policy
import SystemFiles

/// The key that a vault gets: a passphrase, with a key file where two factors are needed, or a recovery key.
struct NewKeyOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Read the new passphrase from a file.", valueName: "file"))
    var newPassphraseFile: String?

    @Option(help: ArgumentHelp("The key file that is needed beside the new passphrase.", valueName: "file"))
    var newKeyFile: String?

    @OptionGroup var policy: PolicyOption

    /// The new passphrase, with its key file.
    /// - Parameter secondFactor: used if no new key file was named.
    func credentials(keepingKeyFile secondFactor: String?) throws -> Credentials {
        let bits = try policy.load().rules.minimumPassphraseBits
        let keyFile = try (newKeyFile ?? secondFactor).map { try KeyFileOption.read(Path(argument: $0)) }
        guard let newPassphraseFile else {
            return Credentials(passphrase: try Prompt.askForNew("the vault", bits: bits), keyFile: keyFile, recoveryKeys: [])
        }
        let passphrase = try Passphrase(
            try SecretFile.read(Descriptor.open(Path(argument: newPassphraseFile), .read), limit: PassphraseOptions.limit), strippingNewline: true)
        try passphrase.requireStrength(bits: bits)
        return Credentials(passphrase: passphrase, keyFile: keyFile, recoveryKeys: [])
    }
}
