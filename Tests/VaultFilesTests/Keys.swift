import CryptoCore
import SystemFiles
import VaultFiles

/// Keys that all tests share, so that a passphrase is derived once: opening with them is quick.
enum Keys {
    static let passphrase = "correct horse battery staple"

    static func makePassphrase(_ text: String = passphrase) throws -> Passphrase {
        try Passphrase(SecretBytes(copying: Array(text.utf8)), strippingNewline: false)
    }

    static let recovery = try! RecoveryPrivateKey.generate()
    static let onlyPassphrase = Credentials(passphrase: try! makePassphrase(), keyFile: nil, recoveryKeys: [])
    static let twoFactors = Credentials(passphrase: try! makePassphrase(), keyFile: try! KeyFile.generate(), recoveryKeys: [])
    static let onlyRecovery = Credentials(passphrase: nil, keyFile: nil, recoveryKeys: [recovery])

    /// Few rounds, for speed.
    static func recipe(_ kind: Slot.Kind) throws -> VaultRecipe {
        switch kind {
        case .passphrase: try recipe(onlyPassphrase, twoFactors: false, [])
        case .passphraseAndKeyFile: try recipe(twoFactors, twoFactors: true, [])
        case .recovery: try recipe(nil, twoFactors: false, [recovery.publicKey])
        }
    }

    static func credentials(_ kind: Slot.Kind) -> Credentials {
        switch kind {
        case .passphrase: onlyPassphrase
        case .passphraseAndKeyFile: twoFactors
        case .recovery: onlyRecovery
        }
    }

    private static func recipe(_ credentials: Credentials?, twoFactors: Bool, _ recovery: [RecoveryPublicKey]) throws -> VaultRecipe {
        try VaultRecipe(
            credentials: credentials, requiresTwoFactors: twoFactors, recoveryKeys: recovery, label: "OFFICIAL-SENSITIVE", notice: "A test.\n",
            rounds: Slot.minimumRounds)
    }
}

extension VaultWriter {
    /// Two threads, a recovery key unless said otherwise.
    init(_ kind: Slot.Kind = .recovery) throws {
        self.init(try Keys.recipe(kind), jobs: 2)
    }

    @discardableResult
    func wrap(_ inputs: [Path], to output: Path, replacing: Bool = false) throws -> Summary {
        try wrap(SourceTree(inputs), to: output, replacing: replacing, vaultID: randomBytes(16))
    }
}

func openContents(_ vault: Path, _ kind: Slot.Kind = .recovery) throws -> VaultContents {
    try VaultContents(of: VaultFile(vault).unlock(Keys.credentials(kind)))
}

@discardableResult
func unwrap(_ vault: Path, to output: Path, members: [String] = [], kind: Slot.Kind = .recovery, replacing: Bool = false) throws
    -> VaultExtractor.Summary
{
    let selection = try Selection(members.map { Array($0.utf8) }, in: openContents(vault, kind))
    return try VaultExtractor(selection, jobs: 2).extract(to: output, replacing: replacing)
}

/// Pseudorandom bytes that a seed gives again.
func noise(_ count: Int, seed: UInt64) -> [UInt8] {
    var state = seed
    var bytes = [UInt8](repeating: 0, count: count)
    for i in bytes.indices {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        bytes[i] = UInt8(truncatingIfNeeded: state >> 33)
    }
    return bytes
}
