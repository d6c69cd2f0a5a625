import ArgumentParser
import CryptoCore
import SystemFiles

/// What a vault is opened with.
struct OpeningOptions: ParsableArguments {
    @OptionGroup var passphrase: PassphraseOptions

    @Option(help: ArgumentHelp("The key file, if the vault needs one beside the passphrase.", valueName: "file"))
    var keyFile: String?

    @Option(help: ArgumentHelp("A private recovery key; may be repeated.", valueName: "file"))
    var recoveryKey: [String] = []

    /// Whether anything was given to open with.
    var isGiven: Bool { passphrase.isGiven || keyFile != nil || !recoveryKey.isEmpty }

    /// Credentials for one vault; asks on the terminal for what is missing. A passphrase that is typed is tried, and can be wrong twice; the last is
    /// returned as it is, and does not open the vault if it is wrong too.
    func credentials(for vault: Path, _ headers: HeaderPair) throws -> Credentials {
        try credentials(for: VaultSummary(vault, headers.header), tries: headers)
    }

    /// Credentials for several vaults, of which `example` is the first: it need not be the one that a typed passphrase opens, so nothing is tried.
    func credentials(for example: VaultSummary) throws -> Credentials { try credentials(for: example, tries: nil) }

    private func credentials(for example: VaultSummary, tries headers: HeaderPair?) throws -> Credentials {
        if !recoveryKey.isEmpty { return try recoveryCredentials() }
        var file = try readKeyFile()
        if keyFile == nil, example.needsKeyFile, !passphrase.isGiven { file = try Prompt.askForKeyCode(quoted(example.path)) }
        if let problem = example.whyPassphraseCannotOpen(hasKeyFile: file != nil) { throw problem }
        guard let headers, !passphrase.isGiven else {
            return Credentials(passphrase: try passphrase.readOrAsk(for: quoted(example.path)), keyFile: file, recoveryKeys: [])
        }
        let code: SecretBytes? =
            switch file {
            case .some(let file): try file.text()
            case .none: nil
            }
        return try Prompt.ask("passphrase for \(quoted(example.path)): ") { typed, isLast in
            let keyFile: KeyFile? =
                switch code {
                case .some(let code): try KeyFile(text: code)
                case .none: nil
                }
            let credentials = Credentials(passphrase: typed, keyFile: keyFile, recoveryKeys: [])
            // What is wrong besides the passphrase is the opening's to say.
            do { if !isLast { _ = try credentials.open(headers) } } catch CryptoError.wrongKey { throw CryptoError.wrongKey } catch {}
            return credentials
        }
    }

    private func recoveryCredentials() throws -> Credentials {
        let keys = try recoveryKey.map { try RecoveryKeyOptions.privateKey(Path(argument: $0), passphrase) }
        // A passphrase that no key asked for is the vault's.
        let isForVault = passphrase.isGiven && !keys.contains(where: \.wasLocked)
        return Credentials(
            passphrase: isForVault ? try passphrase.read() : nil, keyFile: isForVault ? try readKeyFile() : nil, recoveryKeys: keys.map(\.key))
    }

    private func readKeyFile() throws -> KeyFile? { try keyFile.map { try KeyFileOption.read(Path(argument: $0)) } }
}

/// What a header says about how its vault opens.
struct VaultSummary {
    let path: Path
    let kinds: Set<Slot.Kind>

    init(_ path: Path, _ header: Header) {
        self.path = path
        kinds = Set(header.slots.map(\.kind))
    }

    /// For a file that cannot be read: whatever there is may open the others.
    init(anyOf path: Path) {
        self.path = path
        kinds = [.passphrase, .passphraseAndKeyFile, .recovery]
    }

    /// Whether a passphrase opens it only together with a key file.
    var needsKeyFile: Bool { kinds.contains(.passphraseAndKeyFile) && !kinds.contains(.passphrase) }

    /// Said before anybody types a passphrase in vain.
    func whyPassphraseCannotOpen(hasKeyFile: Bool) -> Failure? {
        if kinds.contains(.passphrase) || (hasKeyFile && kinds.contains(.passphraseAndKeyFile)) { return nil }
        if kinds.contains(.passphraseAndKeyFile) {
            return Failure(.wrongKey, message: "\(quoted(path)) needs a key file beside the passphrase", hint: "give it with --key-file FILE")
        }
        return Failure(
            .wrongKey, message: "\(quoted(path)) opens with a recovery key only",
            hint: "ask whoever keeps the school's recovery key: they open it with --recovery-key FILE")
    }
}

enum KeyFileOption {
    static func read(_ path: Path) throws -> KeyFile {
        do {
            return try KeyFile(text: try SecretFile.read(Descriptor.open(path, .read), limit: KeyFile.maximumFileSize + 1))
        } catch let error as CryptoError {
            throw Failure(error, path)
        }
    }
}

enum RecoveryKeyOptions {
    private static func text(_ path: Path) throws -> SecretBytes {
        try SecretFile.read(Descriptor.open(path, .read), limit: RecoveryKeyFile.maximumSize + 1)
    }

    static func publicKey(_ path: Path) throws -> RecoveryPublicKey {
        let text = try text(path)
        if let content = RecoveryKeyFile.content(of: text), content != .publicKey {
            throw Failure(
                .failed, message: "\(quoted(path)) is a private recovery key",
                hint: "wrap with the public one, \(quoted(Path(bytes: path.bytes + Array(".pub".utf8)))); keep this one in the safe")
        }
        do { return try RecoveryKeyFile.publicKey(pem: text) } catch { throw Failure(error, path) }
    }

    /// - Returns: the key, and whether it needed `passphrase`.
    static func privateKey(_ path: Path, _ passphrase: PassphraseOptions) throws -> (key: RecoveryPrivateKey, wasLocked: Bool) {
        let text = try text(path)
        do {
            guard RecoveryKeyFile.content(of: text) == .encryptedPrivateKey else {
                return (try RecoveryKeyFile.privateKey(pem: text, passphrase: nil), false)
            }
            if passphrase.isGiven { return (try RecoveryKeyFile.privateKey(pem: text, passphrase: try passphrase.read()), true) }
            return try Prompt.ask("passphrase for the recovery key \(quoted(path)): ") { typed, _ in
                (try RecoveryKeyFile.privateKey(pem: text, passphrase: Optional(consume typed)), true)
            }
        } catch let error as CryptoError {
            throw Failure(error, path)
        }
    }
}
