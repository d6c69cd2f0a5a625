import CryptoCore
import Policy
import SystemFiles
import YAMLText

/// A policy on a disk, with the keys that it names.
struct PolicyFile {
    /// Where a computer's policy is.
    static let system = Path("/etc/tuckbox/policy.yaml")
    static let whom = "ask who looks after this computer; 'tuckbox policy check' says what is wrong"
    /// One byte more than a policy may have shows that it is too long.
    private static let limit = 65537

    let path: Path
    /// Whether a policy is refused that others than root can change.
    let mustBeRoots: Bool

    /// The system's, if there is one; a link that leads nowhere counts.
    static func inPlace() throws -> PolicyFile? {
        try FileStatus.ifPresent(system) == nil ? nil : PolicyFile(path: system, mustBeRoots: true)
    }

    /// - Throws: `InvalidPolicy` with the problems of the file, `FileError`, or `Failure` if somebody else could have written it.
    func read() throws -> PolicyInForce {
        let file = try Descriptor.open(path, .read)
        let status = try file.status()
        guard status.kind == .file else { throw Failure(.refusedByPolicy, message: "\(quoted(path)) is not a file") }
        if mustBeRoots { try Self.requireRoots(path) }
        let bytes = try file.bytes(count: Self.limit, at: 0)
        let rules = try Policy(yaml: bytes)
        return PolicyInForce(
            rules: rules, path: path, recoveryKeys: try recoveryKeys(rules.recoveryKeys), digest: Hash256(try Digest.sha256.hash(bytes.span)))
    }

    /// SHA-256 of the file, whatever is in it.
    func digest() throws -> Hash256? {
        let file = try Descriptor.open(path, .read)
        let bytes = try file.bytes(count: Self.limit, at: 0)
        return Hash256(try Digest.sha256.hash(bytes.span))
    }

    /// The keys that are named in the file, or stand in it.
    func recoveryKeys(_ sources: [RecoveryKeySource]) throws -> [RecoveryPublicKey] {
        var keys: [RecoveryPublicKey] = []
        var problems: [PolicyProblem] = []
        for source in sources {
            do {
                let key = try recoveryKey(source.place)
                if keys.contains(key) { problems.append(PolicyProblem(source.position, "the same recovery key stands here twice")) }
                keys.append(key)
            } catch {
                guard let failure = Failure(error) else { throw error }
                problems.append(PolicyProblem(source.position, failure.message, hint: failure.hint))
            }
        }
        guard problems.isEmpty else { throw InvalidPolicy(problems) }
        return keys
    }

    private func recoveryKey(_ place: RecoveryKeySource.Place) throws -> RecoveryPublicKey {
        switch place {
        case .file(let name):
            let file = name.hasPrefix("/") ? Path(name) : path.parent.appending(name)
            if mustBeRoots { try Self.requireRoots(file) }
            return try RecoveryKeyOptions.publicKey(file)
        case .text(let text):
            let bytes = try SecretBytes(copying: Array(text.utf8))
            if let content = RecoveryKeyFile.content(of: bytes), content != .publicKey {
                throw Failure(.failed, message: "this is a private recovery key", hint: "put the public one here, and this one in the safe")
            }
            do { return try RecoveryKeyFile.publicKey(pem: bytes) } catch {
                throw Failure(.failed, message: "this is not a recovery key", hint: "'tuckbox key generate' makes NAME.pub, which belongs here")
            }
        }
    }

    /// Who could change the file or a folder above it could open vaults, or weaken them, in everybody's name.
    static func requireRoots(_ path: Path) throws {
        guard let place = try path.placeOthersCanChange() else { return }
        throw Failure(
            .refusedByPolicy, message: "others than root can change \(quoted(place)), so whatever \(quoted(path)) says could be anybody's wish",
            hint: "as root: chown root \(quoted(place)) && chmod go-w \(quoted(place))")
    }

    /// Whether others than root can change the file.
    func isOpenToOthers() -> Bool { (try? path.placeOthersCanChange()) != nil }

    /// `FILE:LINE:COLUMN: what is wrong`.
    static func sentence(_ problem: PolicyProblem, at path: Path) -> String {
        "\(path.display):\(problem.position.line):\(problem.position.column): \(escapedForDisplay(Array(problem.message.utf8)))"
    }

    static func failure(_ error: InvalidPolicy, at path: Path) -> Failure {
        guard let first = error.problems.first else { return Failure(.refusedByPolicy, message: "\(quoted(path)) cannot be used") }
        let more = error.problems.count > 1 ? " (and \(counted(error.problems.count - 1, "more problem")))" : ""
        return Failure(.refusedByPolicy, message: "the policy cannot be obeyed: \(sentence(first, at: path))\(more)", hint: whom)
    }
}
