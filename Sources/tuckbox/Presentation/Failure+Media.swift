import MediaAudit
import MediaRead
import SystemFiles

extension Failure {
    init(_ error: MediumSource.Failure) {
        switch error {
        case .notAMedium(let path):
            self.init(.failed, message: "\(quoted(path)) is no device, image or folder", hint: "'lsblk' lists the devices; /dev/sdb, for example")
        case .empty(let path): self.init(.failed, message: "\(quoted(path)) is empty: there is no medium in it, or nothing in the file")
        case .notReadOnly(let path): self.init(.failed, message: "\(quoted(path)) cannot be opened for reading only")
        }
    }

    init(_ error: MediumReader.Failure) {
        switch error {
        case .missing: self.init(.failed, message: "tuckbox-media is not installed beside tuckbox, so no medium can be read")
        case .noSandbox: self.init(.failed, message: "tuckbox-media cannot enter its sandbox on this kernel, so nothing is read")
        }
    }

    init(_ error: ExpandedImage.Failure) {
        switch error {
        case .failed(let form):
            let reason = form == .encase ? "a piece of it is damaged or missing" : "it is damaged, or \(form.rawValue) is not installed"
            self.init(.failed, message: "the image could not be expanded", hint: reason)
        case .tooLarge: self.init(.failed, message: "the image becomes larger than any medium that can be read")
        }
    }

    init(_ error: MediumCopy.Failure) {
        self.init(.failed, message: "the copy of the medium is not what was read of it", hint: "the disk that it was written to may be failing")
    }
}
