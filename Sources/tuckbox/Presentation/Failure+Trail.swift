import AuditTrail
import SystemFiles

extension Failure {
    init(_ error: TrailError) {
        switch error {
        case .notOnlyOurs(let path):
            self.init(
                .failed, message: "\(quoted(path)) belongs to somebody else, or others can write in it, so no record is kept there",
                hint: "name a folder of your own with --trail FOLDER, or ask who looks after this computer")
        case .stateLost(let path):
            self.init(
                .failed, message: "the record in \(quoted(path)) has lost the file that says where it ends",
                hint: "put the whole folder away, for whoever looks after it, under another name; a new record then begins by itself")
        case .noTrail(let path):
            self.init(
                .failed, message: "there is no record in \(quoted(path))", hint: "it begins with the first vault; 'tuckbox log init' begins it now")
        case .exists(let path): self.init(.failed, message: "there is a record in \(quoted(path)) already", hint: "'tuckbox log show' shows it")
        case .keyGone(let path):
            self.init(
                .failed, message: "the verification key of \(quoted(path)) was shown before, and is not on this computer any more",
                hint: "it should be in the safe; 'tuckbox log show --verb trail' says when it was shown")
        case .entryTooLarge: self.init(.failed, message: "what is to be recorded is too long")
        case .noHome:
            self.init(.failed, message: "you have no home folder, so there is no place for the record", hint: "name one with --trail FOLDER")
        case .notACheckpoint(let path):
            self.init(.failed, message: "\(quoted(path)) is not a checkpoint", hint: "'tuckbox log checkpoint -o FILE' makes one")
        case .notAVerificationKey(let path):
            self.init(
                .failed, message: "\(quoted(path)) is not a verification key",
                hint: "it is one line that begins with tbtrail1; every character counts")
        case .notArchivable(let month):
            self.init(
                .failed, message: "\(month) cannot be archived",
                hint: "only a month that is over and still there can; 'tuckbox log archive --list' shows them")
        case .kept(let month, let until):
            self.init(.failed, message: "\(month) has entries that are kept until \(until)", hint: "archive it without --prune")
        case .archiveDamaged(let path, let entry):
            self.init(.damaged, message: "\(quoted(path)) is not whole\(entry.map { ": entry \($0) is the first that is bad" } ?? "")")
        case .unreadableEntry(let number):
            self.init(
                .damaged, message: "entry \(number) of the record, or one soon after it, cannot be read", hint: "'tuckbox log verify' says which")
        }
    }

    /// Why an action was not begun: what cannot be recorded is not done.
    static func unrecorded(_ error: any Error) -> Failure {
        guard let failure = Failure(error) else { return Failure(.failed, message: "this cannot be recorded, so it was not done: \(error)") }
        var hint = failure.hint
        if let error = error as? FileError, error.code != 0 {
            hint =
                error.isBusy
                ? "another program holds the record; try again when it is done"
                : "\(error.isFull ? "free some space" : "let your home folder be written to"), or keep the record elsewhere with --trail FOLDER"
        }
        return Failure(failure.status, message: "this cannot be recorded, so it was not done: \(failure.message)", hint: hint)
    }
}
