import CryptoCore
import SystemFiles

extension Failure {
    init(_ error: CryptoError, _ subject: Path?) {
        let name = subject.map(quoted) ?? "the vault"
        switch error {
        case .notAVault:
            if let subject, (try? FileStatus.ifPresent(subject, following: true))?.kind == .directory {
                self.init(.notAVault, message: "\(name) is a folder", hint: "name the vault that is in it")
                return
            }
            self.init(.notAVault, message: "\(name) is not a vault", hint: "vaults are made with 'tuckbox wrap' and usually end in .vault")
        case .tooNew:
            self.init(.tooNew, message: "\(name) was made by a newer tuckbox", hint: "install the newest tuckbox and try again")
        case .wrongKey:
            self.init(
                .wrongKey, message: "the passphrase or key does not open \(name)",
                hint: "check it, capitals and spaces included; forgotten? 'tuckbox inspect' shows whether a recovery key opens it too")
        case .damaged(let defect):
            self.init(.damaged, message: "\(name) is damaged or was altered: \(Self.sentence(for: defect))", hint: "use another copy if there is one")
        case .cannotBeRenumbered:
            self.init(
                .failed, message: "the keys of \(name) cannot be changed: the number of its header is the highest there is",
                hint: "somebody made it so; 'tuckbox rewrap' gives it new keys and a new header")
        case .passphraseRefused(let defect): self.init(.failed, message: Self.sentence(for: defect))
        case .notAKeyFile:
            self.init(
                .failed, message: "\(name) is not a key file", hint: "a key file is one line that begins with tbkey1; every character counts")
        case .notARecoveryKey:
            self.init(
                .failed, message: "\(name) is not a recovery key",
                hint: "wrapping takes the public file (NAME.pub), opening the private one; 'tuckbox key generate' makes both")
        case .wrongRecoveryKeyPassphrase:
            self.init(
                .wrongKey, message: "the passphrase does not open the recovery key\(subject.map { " " + quoted($0) } ?? "")",
                hint: "it is the key's own passphrase, not the vault's; check capitals and spaces")
        case .libraryFailure(let operation): self.init(.failed, message: "the system could not do this: \(operation.rawValue)")
        }
    }

    /// Said before a passphrase is asked for again; nil if another one would change nothing.
    static func slip(_ error: CryptoError) -> String? {
        switch error {
        case .wrongKey, .wrongRecoveryKeyPassphrase: "that does not open it"
        case .passphraseRefused(let defect): sentence(for: defect)
        default: nil
        }
    }

    private static func sentence(for defect: PassphraseDefect) -> String {
        switch defect {
        case .empty: "the passphrase is empty"
        case .notUTF8: "the passphrase is not valid UTF-8 text"
        case .controlCharacter: "the passphrase has a control character in it, such as a tab or a line break"
        case .tooLong: "the passphrase is longer than 1,024 bytes"
        }
    }

    /// What is damaged, in words.
    static func sentence(for defect: VaultDefect) -> String {
        switch defect {
        case .noGoodHeaderCopy: "both copies of its header are unreadable"
        case .wrongMagic, .reservedBytesNotZero, .finderText, .label, .slotCount, .slotType: "its header breaks the rules of the format"
        case .copiesDisagree: "the two copies of its header contradict each other"
        case .rounds, .roundsSum: "its header asks for a key derivation outside the allowed limits"
        case .twoFactorRule: "it demands two factors and has a slot that needs only one"
        case .recoveryPoint: "its header has a recovery key that is none"
        case .fileSize: "its size is not what its header says; part of it may be missing"
        case .headerMAC: "its header is not authentic"
        case .payloadPrefix, .payloadCommitment: "its contents do not belong to its header"
        case .payloadLength, .chunk: "part of its contents is not authentic"
        case .footer, .index: "its list of contents breaks the rules of the format"
        case .padding, .tar: "its contents are not what its list says"
        }
    }
}
