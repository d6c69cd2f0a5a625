import ArgumentParser
import CryptoCore
import Policy
import SystemFiles

/// Which policy a verb obeys: the system's, the one that `--policy` names, or what is built in. Nothing in the environment changes it.
struct PolicyOption: ParsableArguments {
    @Option(help: ArgumentHelp("Obey this policy instead of \(PolicyFile.system.display).", valueName: "file"))
    var policy: String?

    /// Throws with status 20 if there is a policy that cannot be obeyed: one that is there is never passed over.
    func load() throws -> PolicyInForce {
        let given = policy.map { Path(argument: $0) }
        do {
            // Where a policy holds, only root can put another in its place.
            let file = try PolicyFile.inPlace()
            if let given, file != nil, !CurrentUser.isRoot {
                throw Failure(
                    .refusedByPolicy, message: "\(quoted(PolicyFile.system)) holds on this computer; only root can use \(quoted(given)) instead",
                    hint: "leave out --policy, or try the policy with 'tuckbox policy check'")
            }
            guard let file = given.map({ PolicyFile(path: $0, mustBeRoots: false) }) ?? file else { return .builtIn }
            return try file.read()
        } catch let error as InvalidPolicy {
            throw PolicyFile.failure(error, at: given ?? PolicyFile.system)
        } catch let error as FileError where given == nil {
            throw Failure(.refusedByPolicy, message: Failure(error).message, hint: "a policy that is there has to be readable: \(PolicyFile.whom)")
        }
    }
}

/// The policy that a verb obeys.
struct PolicyInForce {
    let rules: Policy
    /// Nil for what is built in.
    let path: Path?
    let recoveryKeys: [RecoveryPublicKey]
    /// SHA-256 of the file; nil for what is built in.
    let digest: Hash256?

    static let builtIn = PolicyInForce(rules: .builtIn, path: nil, recoveryKeys: [], digest: nil)

    /// For sentences: "X demands".
    var name: String { path.map { "the policy \(quoted($0))" } ?? "tuckbox" }

    /// Who can open the vaults without their passphrase; nil if nobody.
    func recoveryNote() throws -> String? {
        guard !recoveryKeys.isEmpty else { return nil }
        let fingerprints = try recoveryKeys.map { try $0.fingerprint() }.joined(separator: ", ")
        let holder = rules.organisation.map { "\($0) can" } ?? "who holds the recovery key can"
        return "\(holder) open it without the passphrase: recovery key \(fingerprints)"
    }
}
