import SystemFiles

extension Failure {
    init(_ error: FileError) {
        let name = quoted(error.path)
        let message = "cannot \(error.operation.rawValue) \(name): \(error.reason)"
        if error.isNotFolder {
            self.init(.failed, message: "\(name) is not a folder", hint: "choose another place with -o")
        } else if error.isMissing, error.operation == .openFolder {
            self.init(.failed, message: "there is no folder \(name)", hint: "make it first, or check the spelling")
        } else if error.isMissing, error.operation == .create {
            self.init(.failed, message: "cannot make \(name): its folder is not there any more")
        } else if error.isMissing {
            self.init(.failed, message: "there is no \(name)", hint: "check the spelling; names with spaces need quotes")
        } else if error.isFull {
            self.init(.failed, message: message, hint: "free some space, or choose another place with -o; nothing was left half-written")
        } else if error.isReadOnly {
            self.init(.failed, message: message, hint: "the medium cannot be written to; choose another place with -o")
        } else if error.isPermission {
            self.init(.failed, message: message, hint: "you may not do that here; ask who looks after this computer")
        } else if error.isBusy {
            self.init(.busy, message: "\(name) is in use by another program", hint: "try again when it is done")
        } else if error.isReadFault {
            self.init(.failed, message: message, hint: "the medium may be failing; copy what you can to another")
        } else {
            self.init(.failed, message: message)
        }
    }
}
