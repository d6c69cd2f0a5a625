@testable import CryptoCore

/// Keys for the sample vaults. All passphrase slots have one salt, so that a derivation is done once and not in every test.
enum SampleKeys {
    static let passphrase = "correct horse battery staple"
    static let salt = [UInt8](1...32)
    static let rounds = Slot.minimumRounds

    /// Passphrase alone.
    static let single = Result { try credentials() }
    /// The same passphrase, and the key file.
    static let double = Result { try credentials(keyFile: true) }
    static let recoveryKey = Result { try RecoveryPrivateKey.generate() }
    static let recovery = Result { try credentials(passphrase: nil, recoveryKeys: [recoveryKey.get()]) }
    static let keyFileText = Result { try KeyFile.generate().text().copyOfPublicBytes() }

    /// Credentials that have derived nothing yet.
    static func credentials(
        passphrase: String? = passphrase, keyFile: Bool = false, recoveryKeys: [RecoveryPrivateKey] = []
    ) throws -> Credentials {
        let word: Passphrase? =
            switch passphrase {
            case .some(let text): try Passphrase(SecretBytes(copying: Array(text.utf8)), strippingNewline: false)
            case .none: nil
            }
        let file: KeyFile? = keyFile ? try KeyFile(text: SecretBytes(copying: keyFileText.get())) : nil
        return Credentials(passphrase: word, keyFile: file, recoveryKeys: recoveryKeys)
    }

    /// All that opens any slot of the samples.
    static func everything() throws -> Credentials {
        try credentials(keyFile: true, recoveryKeys: [recoveryKey.get()])
    }

    static func slot(_ kind: Slot.Kind, for contentKey: borrowing ContentKey, vaultID: [UInt8]) throws -> Slot {
        switch kind {
        case .passphrase: try single.get().makeSlot(for: contentKey, vaultID: vaultID, salt: salt, rounds: rounds)
        case .passphraseAndKeyFile: try double.get().makeSlot(for: contentKey, vaultID: vaultID, salt: salt, rounds: rounds)
        case .recovery: try recoveryKey.get().publicKey.makeSlot(for: contentKey, vaultID: vaultID)
        }
    }

    /// What opens slots of this kind, with the derivation done already if it was ever needed.
    static func credentials(for kind: Slot.Kind) throws -> Credentials {
        switch kind {
        case .passphrase: try single.get()
        case .passphraseAndKeyFile: try double.get()
        case .recovery: try recovery.get()
        }
    }
}
