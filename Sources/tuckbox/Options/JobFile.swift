import Backups
import CryptoCore
import Policy
import SystemFiles
import VaultFiles
import YAMLText

/// A job file on a disk, with the keys that it names.
struct JobFile {
    /// One byte more than a job may have shows that it is too long.
    private static let limit = 65537

    let path: Path
    let job: BackupJob

    /// - Throws: `InvalidJob` with the problems of the file, `FileError`, or `Failure` if a job that root obeys could be somebody else's.
    init(_ path: Path) throws {
        let file = try Descriptor.open(path, .read)
        let status = try file.status()
        guard status.kind == .file else { throw Failure(.failed, message: "\(quoted(path)) is not a file") }
        // It names programs to run.
        if CurrentUser.isRoot { try PolicyFile.requireRoots(path) }
        self.path = path
        job = try BackupJob(yaml: try file.bytes(count: Self.limit, at: 0))
    }

    /// The same for verbs that obey it.
    static func obeyed(_ path: Path) throws -> JobFile {
        do { return try JobFile(path) } catch let error as InvalidJob { throw refusal(error, path) }
    }

    /// What people hear of a job with problems.
    static func refusal(_ error: InvalidJob, _ path: Path) -> any Error {
        guard let first = error.problems.first else { return error }
        let more = error.problems.count > 1 ? " (and \(counted(error.problems.count - 1, "more problem")))" : ""
        return Failure(
            .failed, message: "the job cannot be obeyed: \(PolicyFile.sentence(first, at: path))\(more)",
            hint: first.hint.map { escapedForDisplay(Array($0.utf8)) } ?? "'tuckbox backup check' shows all that is wrong")
    }

    /// The job's keys and the policy's.
    func recoveryKeys(_ policy: PolicyInForce) throws -> [RecoveryPublicKey] {
        let own: [RecoveryPublicKey]
        do { own = try PolicyFile(path: path, mustBeRoots: CurrentUser.isRoot).recoveryKeys(job.recoveryKeys) } catch let error as InvalidPolicy {
            throw InvalidJob(error.problems)
        }
        let keys = own + policy.recoveryKeys.filter { !own.contains($0) }
        guard !keys.isEmpty else { throw BackupError.noRecoveryKey }
        guard keys.count <= 8 else {
            throw Failure(.failed, message: "a vault has room for eight recovery keys", hint: "name fewer in the job; \(policy.name) adds its own")
        }
        return keys
    }

    func label(_ policy: PolicyInForce) throws -> String {
        // Whether two factors are demanded says how a passphrase is guarded; these vaults have none.
        try LabelRules(policy: policy, asked: job.label, hasKeyFile: true).decide(nil).label
    }

    /// Makes vaults that only recovery keys open.
    func writer(_ policy: PolicyInForce) throws -> VaultWriter {
        let label = try label(policy)
        let recipe = try VaultRecipe(
            credentials: nil, requiresTwoFactors: policy.rules.demandsTwoFactors(label), recoveryKeys: try recoveryKeys(policy), label: label,
            notice: Notice.text(label: label, policy.rules))
        return VaultWriter(recipe, jobs: 1)
    }
}
