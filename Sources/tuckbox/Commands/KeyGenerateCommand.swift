import ArgumentParser
import CryptoCore
import Policy
import SystemFiles
import VaultFiles

struct KeyGenerateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate",
        abstract: "Make a recovery key pair, or a key file.",
        usage: "tuckbox key generate [<options>] --output <name>",
        discussion: """
            A recovery key opens every vault that was made with its public half.
            NAME.pub, the public half, can lie about everywhere; NAME, the private half,
            belongs in the safe. With --second-factor a key file is made instead: a short
            code that a vault then needs beside its passphrase.

            tuckbox key generate -o school-recovery
            tuckbox key generate --second-factor -o smith.key

            Exit status: 0 done, 1 failed, 64 usage, 130 interrupted.
            """)

    @Option(name: [.short, .long], help: ArgumentHelp("Name of the new file.", valueName: "name"))
    var output: String

    @Flag(help: "Make a key file, the second factor beside a passphrase.")
    var secondFactor = false

    @Flag(help: "Write the private recovery key without a passphrase: whoever has the file has the key.")
    var noPassphrase = false

    @Flag(name: [.short, .long], help: "Replace files that are there.")
    var force = false

    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var policy: PolicyOption
    @OptionGroup var trail: TrailOption
    @OptionGroup var common: CommonOptions

    func validate() throws {
        if noPassphrase || secondFactor, passphrase.isGiven { throw ValidationError("no passphrase is needed here") }
        if output.isEmpty || output == "-" { throw ValidationError("-o needs the name of a file") }
    }

    func run() throws {
        try ActionRecord.prepare(.keyGenerate, trail).intend(common)
        let path = Path(argument: output)
        secondFactor ? try makeKeyFile(path) : try makeRecoveryKey(path)
    }

    private func makeKeyFile(_ path: Path) throws {
        let text = try KeyFile.generate().text()
        try SecretFile.write(text, newline: true, to: path, replacing: force)
        common.note("wrote \(quoted(path)): the second factor; keep it apart from the vaults that need it")
        if common.json { try JSONDocument.print(Report(keyFile: path.display, privateKey: nil, publicKey: nil, fingerprint: nil)) }
    }

    private func makeRecoveryKey(_ path: Path) throws {
        let publicPath = Path(bytes: path.bytes + Array(".pub".utf8))
        for name in [path, publicPath] where !force {
            if try FileStatus.ifPresent(name) != nil { throw VaultError.outputExists(name) }
        }
        let key = try RecoveryPrivateKey.generate()
        try SecretFile.write(try privateText(key), newline: false, to: path, replacing: force)
        let publicText = try SecretBytes(copying: try RecoveryKeyFile.pem(of: key.publicKey))
        try SecretFile.write(publicText, newline: false, to: publicPath, permissions: 0o644, replacing: force)
        let fingerprint = try key.publicKey.fingerprint()
        common.note("wrote \(quoted(publicPath)): the public half, to wrap with; fingerprint \(fingerprint)")
        common.note("wrote \(quoted(path)): the private half, to open with; move it to the safe")
        if noPassphrase { Console.warn("\(quoted(path)) has no passphrase: whoever has the file can open the vaults") }
        if common.json {
            try JSONDocument.print(Report(keyFile: nil, privateKey: path.display, publicKey: publicPath.display, fingerprint: fingerprint))
        }
    }

    private func privateText(_ key: RecoveryPrivateKey) throws -> SecretBytes {
        guard !noPassphrase else { return try RecoveryKeyFile.pem(of: key, passphrase: nil) }
        return try RecoveryKeyFile.pem(of: key, passphrase: try passphrase.readOrAskForNew(for: "the recovery key", bits: leastBits()))
    }

    /// A policy may name the very key that is about to be made: that it cannot be obeyed yet is no reason to stop.
    private func leastBits() -> Int {
        do { return try policy.load().rules.minimumPassphraseBits } catch {
            Console.warn("the policy cannot be obeyed yet, so tuckbox's own minimum holds; 'tuckbox policy check' says why")
            return Policy.leastPassphraseBits
        }
    }

    private struct Report: Encodable {
        let schema = 1
        let keyFile: String?
        let privateKey: String?
        let publicKey: String?
        let fingerprint: String?
    }
}
