import AuditTrail
import DeviceWatch
import SystemFiles

/// Lines for the journal. No name of a person or a file is in them.
enum Log {
    private static let errors = Descriptor.inherited(2, name: "standard error")

    static func note(_ text: String) { try? errors.write(Array("tuckboxd: \(text)\n".utf8)) }
    static func warn(_ text: String) { note("warning: \(text)") }
    static func error(_ text: String) { note("error: \(text)") }

    /// - Parameter error: of a path that is the system's: a device, the record, a program of ours.
    static func words(_ error: any Error) -> String {
        switch error {
        case let error as FileError: "cannot \(error.operation.rawValue) '\(error.path.display)': \(error.reason)"
        case DeviceError.notListening(let code): "cannot listen to udev (error \(code))"
        case DeviceError.notListed(let code): "cannot list devices (error \(code))"
        default: escapedForDisplay(Array("\(error)".utf8))
        }
    }
}
