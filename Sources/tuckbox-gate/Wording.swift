import ArgumentParser
import CryptoCore
import GateMessages
import Policy
import SandboxedScan
import SystemFiles
import VaultFiles
import WriteGate

/// What is said on standard error when no broker listens.
enum Wording {
    static func note(_ message: GateMessage) {
        switch message {
        case .ready, .finished: break
        case .refused(let refusal, let file): say("refused \(quoted(file.path)): \(says(refusal))")
        case .saved(let file): say("saved as a vault instead: \(quoted(file.path))")
        case .notWritten(let error, let file):
            say("not written: \(quoted(file.path)): \(FileError(.write, Path(bytes: file.path), code: error).reason)")
        }
    }

    private static func says(_ refusal: Refusal) -> String {
        switch refusal.reason {
        case .protected: "protected data that is not encrypted (\(refusal.categories.joined(separator: ", ")); people: \(refusal.people))"
        case .damagedVault: "it begins like a vault and is not a whole one"
        case .vaultWithoutRecoveryKey: "a vault that the school's recovery key does not open"
        case .encryptedByOthers: "encrypted by another program"
        case .encryptedOrRandom: "encrypted, or noise"
        case .notExamined: "it could not be examined to its end"
        case .notAVault: "only vaults may be written here"
        case .readOnly: "the stick was made read-only meanwhile"
        }
    }

    static func exit(with error: any Error) -> Never {
        let message: String? =
            switch error {
            case let error as FileError: "cannot \(error.operation.rawValue) '\(error.path.display)': \(error.reason)"
            case is InvalidPolicy: "the policy cannot be obeyed; 'tuckbox policy check' says why"
            case is CryptoError: "this is not a public recovery key"
            case is SandboxedScanner.Failure: "the sandboxed reader, tuckbox-scan, cannot be started"
            case is GateSession.Failure: "cannot mount"
            default: nil
            }
        guard let message else { Gatekeeper.exit(withError: error) }
        say("error: \(message)")
        Gatekeeper.exit(withError: ExitCode(1))
    }

    private static func quoted(_ path: [UInt8]) -> String { "'\(escapedForDisplay(path))'" }

    private static func say(_ text: String) { try? Descriptor.inherited(2, name: "standard error").write(Array("tuckbox-gate: \(text)\n".utf8)) }
}
