import ArgumentParser
import CryptoCore
import Policy
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

    @Option(
        help: ArgumentHelp(
            "How confidential it is, such as OFFICIAL-SENSITIVE; 'tuckbox policy check' shows which labels there are.", valueName: "label"))
    var label: String?

    func validate() throws {
        if recoveryKey.count + passphraseSlots > Self.slots { throw ValidationError(Self.noRoom) }
    }

    private static let slots = 8
    private static let noRoom = "a vault has room for eight ways to open it"
    var hasRecoveryKey: Bool { !recoveryKey.isEmpty }
    /// The policy's keys alone do not mean that nobody wants a passphrase.
    private var hasPassphrase: Bool { passphrase.isGiven || askPassphrase || keyFile != nil || recoveryKey.isEmpty }
    private var passphraseSlots: Int { hasPassphrase ? 1 : 0 }

    /// Without the label, which each vault gets for itself.
    /// - Parameter outputs: where the vaults go, to warn of a key file that travels with them.
    func recipe(_ policy: PolicyInForce, outputs: [WrapJob]) throws -> VaultRecipe {
        let secondFactor = try keyFile.map { try KeyFileOption.read(Path(argument: $0)) }
        if let keyFile { try warnIfBeside(Path(argument: keyFile), outputs) }
        return try recipe(policy, hasPassphrase: hasPassphrase, requiresTwoFactors: keyFile != nil, secondFactor: secondFactor)
    }

    /// With a second factor of the caller's.
    func recipe(
        _ policy: PolicyInForce, hasPassphrase: Bool, requiresTwoFactors: Bool, secondFactor: consuming KeyFile?
    ) throws -> VaultRecipe {
        let given = try recoveryKey.map { try RecoveryKeyOptions.publicKey(Path(argument: $0)) }
        for (i, key) in given.enumerated() where given[..<i].contains(key) {
            throw Failure(.failed, message: "the same recovery key was given twice: \(quoted(Path(argument: recoveryKey[i])))")
        }
        let recoveryKeys = given + policy.recoveryKeys.filter { !given.contains($0) }
        guard recoveryKeys.count + (hasPassphrase ? 1 : 0) <= Self.slots else {
            throw Failure(.usage, message: Self.noRoom, hint: "give fewer recovery keys; \(policy.name) adds \(policy.recoveryKeys.count)")
        }
        let bits = policy.rules.minimumPassphraseBits
        return try VaultRecipe(
            credentials: hasPassphrase
                ? Credentials(passphrase: try passphrase.readOrAskForNew(for: "the vault", bits: bits), keyFile: secondFactor, recoveryKeys: [])
                : nil,
            requiresTwoFactors: requiresTwoFactors, recoveryKeys: recoveryKeys, label: "", notice: "")
    }

    private func warnIfBeside(_ keyFile: Path, _ outputs: [WrapJob]) throws {
        guard let folder = outputs.first?.folder, let place = try? FileStatus.of(folder), let keyPlace = try? FileStatus.of(keyFile.parent)
        else { return }
        let together = place == keyPlace || (place.device == keyPlace.device && (try? Medium(under: folder).isRemovable) == true)
        if together { Console.warn("the key file is beside the vault: whoever finds one has both; keep them apart") }
    }
}
