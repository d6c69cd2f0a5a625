import CryptoCore
import Policy
import SystemFiles
import YAMLText

/// What the gate needs of a policy file. Problems in it are told by `tuckbox policy check`; here it is used or not.
struct GatePolicy {
    let rules: Policy
    let recoveryKeys: [RecoveryPublicKey]

    private static let limit = 65537

    init(_ path: Path) throws {
        rules = try Policy(yaml: try Descriptor.open(path, .read).bytes(count: Self.limit, at: 0))
        recoveryKeys = try rules.recoveryKeys.map { source in
            switch source.place {
            case .file(let name): try Self.recoveryKey(name.hasPrefix("/") ? Path(name) : path.parent.appending(name))
            case .text(let text): try RecoveryKeyFile.publicKey(pem: try SecretBytes(copying: Array(text.utf8)))
            }
        }
    }

    /// What a finder of a vault reads.
    var notice: String {
        [rules.organisation.map { "This vault belongs to \($0)." }, rules.ifFound].compactMap(\.self).joined(separator: "\n")
    }

    static func recoveryKey(_ path: Path) throws -> RecoveryPublicKey {
        let bytes = try Descriptor.open(path, .read).bytes(count: RecoveryKeyFile.maximumSize, at: 0)
        return try RecoveryKeyFile.publicKey(pem: try SecretBytes(copying: bytes))
    }
}
