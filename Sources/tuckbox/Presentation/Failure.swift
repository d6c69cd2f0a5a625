import AuditTrail
import Backups
import CryptoCore
import DeviceWatch
import MediaAudit
import MediaRead
import SystemFiles
import VaultFiles

/// An error as a person reads it: what happened, what to try, and the exit status that scripts read.
struct Failure: Error {
    let status: ExitStatus
    /// Lower case, no full stop, paths in quotes.
    let message: String
    var hint: String?

    init(_ status: ExitStatus, message: String, hint: String? = nil) {
        (self.status, self.message, self.hint) = (status, message, hint)
    }

    /// Nil for errors that are not ours: the argument parser's.
    /// - Parameter subject: the file it is about, where the error itself does not say.
    init?(_ error: any Error, about subject: Path? = nil) {
        switch error {
        case let error as Failure: self = error
        case let error as CryptoError: self.init(error, subject)
        case let error as VaultError: self.init(error, subject)
        case let error as RewrapRecipe.Refusal: self.init(error, subject)
        case let error as TrailError: self.init(error)
        case let error as BackupError: self.init(error)
        case let error as FileError: self.init(error)
        case let error as MediumSource.Failure: self.init(error)
        case let error as MediumReader.Failure: self.init(error)
        case let error as ExpandedImage.Failure: self.init(error)
        case let error as MediumCopy.Failure: self.init(error)
        case let error as DeviceError: self.init(error)
        case is Interrupted: self.init(.interrupted, message: "interrupted; nothing was left half-done")
        default: return nil
        }
    }

    func exit() -> Never {
        if status == .interrupted, Console.errorsAreTerminal { Console.show("\n") }
        report()
        status.exit()
    }

    func report() {
        Console.note("tuckbox: error: \(message)")
        if let hint { Console.hint(hint) }
    }
}

/// A path for messages.
func quoted(_ path: Path) -> String { "'\(path.display)'" }
func quoted(_ bytes: [UInt8]) -> String { "'\(escapedForDisplay(bytes))'" }
