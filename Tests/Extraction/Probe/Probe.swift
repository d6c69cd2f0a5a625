import CProbe
import ForeignFormats
import Sandbox
import SystemFiles

/// For tests: `sandbox-probe in|out FOLDER PARENT ATTEMPT…` tries each attempt, in the sandbox of tuckbox-scan or outside, and prints a line `errno attempt`.
@main struct Probe {
    static func main() throws {
        let arguments = CommandLine.arguments
        if arguments[1] == "in" { _ = try Sandbox.enter(.forReaders(Readers {})) }
        for attempt in arguments.dropFirst(4) {
            let result = unsafe tuckbox_probe(attempt, arguments[2], Int32(arguments[3]) ?? 0)
            try Descriptor.inherited(1, name: "standard output").write(Array("\(result) \(attempt)\n".utf8))
        }
    }
}
