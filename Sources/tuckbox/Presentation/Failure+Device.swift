import DeviceWatch
import SystemFiles

extension Failure {
    init(_ error: DeviceError) {
        switch error {
        case .notListening(let code):
            self.init(
                .failed, message: "cannot listen to udev: \(Self.reason(code))",
                hint: "in a container or sandbox there may be no udev; run it on the computer itself")
        case .notListed(let code):
            self.init(.failed, message: "cannot list the disks of this computer: \(Self.reason(code))")
        }
    }

    private static func reason(_ code: Int32) -> String { FileError(.open, Path("udev"), code: code).reason }
}
