import ArgumentParser
import CryptoCore
import FileVerdicts
import Policy
import ProtectedData
import SandboxedScan
import SystemFiles
import WriteGate

/// What may go onto the stick. Without any: clean files that could be read to their end, and whole vaults.
struct JudgeOptions: ParsableArguments {
    /// What an organisation may let pass although nobody knows what is in it.
    enum Allowance: String, ExpressibleByArgument, CaseIterable {
        /// By Office, zip, PGP and so on.
        case encryptedByOthers = "encrypted-by-others"
        case encryptedOrRandom = "encrypted-or-random"
        /// Formats that nothing here reads: films, programs, pictures of pages without tesseract. Not what is damaged, too large or too slow.
        case unknownFormats = "unknown-formats"
    }

    @Option(help: "Let pass also what nobody can look into; may be repeated.")
    var allow: [Allowance] = []
    @Flag(help: "Vaults alone.")
    var vaultsOnly = false
    @Option(help: ArgumentHelp("A vault needs a slot for one of these public recovery keys; may be repeated.", valueName: "fingerprint"))
    var demandRecovery: [String] = []
    @Option(help: ArgumentHelp("Take recovery keys, label and the finder's text from a policy.", valueName: "file"))
    var policy: String?
    @Option(help: ArgumentHelp("A public recovery key that 'auto-wrap' wraps for; may be repeated.", valueName: "file"))
    var recoveryKey: [String] = []
    @Flag(help: "Save a vault of each file that is refused because of protected data, beside it.")
    var autoWrap = false
    @Option(help: ArgumentHelp("Seconds that a judgement may take, and one more for each 25 MiB.", valueName: "seconds"))
    var timeLimit: Int64 = 30
    @Option(help: ArgumentHelp("The sandboxed reader; for tests.", visibility: .hidden))
    var scanner: String?

    func validate() throws {
        guard (1...86_400).contains(timeLimit) else { throw ValidationError("--time-limit is 1 to 86400") }
    }

    func make() throws -> (FileJudge, (any GateRescuer)?) {
        let policy = try self.policy.map { try GatePolicy(Path($0)) }
        let keys = try recoveryKey.map { try GatePolicy.recoveryKey(Path($0)) } + (policy?.recoveryKeys ?? [])
        let isDemanded = policy?.rules.sticks.vaultsNeedRecoveryKey == true
        let demanded = try demandRecovery + (isDemanded ? policy?.recoveryKeys ?? [] : []).map { try $0.fingerprint() }
        var options = SandboxedScanner.Options()
        options.program = scanner.map { Path($0) }
        (options.timePerDocument, options.timePerMebibyte) = (timeLimit * 1000, 40)
        let classifier = FileClassifier(rules: try RuleSet(), scanner: try SandboxedScanner(options))
        // Compiling the rules took several MiB; the gate stays as long as the stick.
        Machine.giveMemoryBack()
        let judge = FileJudge(
            classifier: classifier, allowances: Set(allow), vaultsOnly: vaultsOnly, demandedKeys: Set(demanded.map { $0.lowercased() }))
        guard autoWrap else { return (judge, nil) }
        guard !keys.isEmpty else { throw ValidationError("--auto-wrap needs a recovery key, from --recovery-key or the policy") }
        return (judge, try VaultRescuer(keys, label: policy?.rules.defaultLabel, notice: policy?.notice))
    }
}
