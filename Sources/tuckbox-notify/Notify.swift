internal import Glibc
import GuardControl
import SystemFiles

/// `tuckbox-notify`: tells the user of a session what the guard does with their sticks. A unit of the user's starts it; it changes nothing.
@main struct Notify {
    static func main() {
        ProcessStart.harden()
        let arguments = CommandLine.arguments.dropFirst()
        guard arguments.isEmpty || (arguments.count == 2 && arguments.first == "--socket") else {
            try? Descriptor.inherited(2, name: "standard error").write(Array("tuckbox-notify: error: there is only --socket PATH\n".utf8))
            exit(64)
        }
        var session = Session(Path(arguments.last ?? "/run/tuckbox/guard.sock"), Desktop())
        session.run()
    }
}
