import FileVerdicts
import GuardControl
import ProtectedData
import SandboxedScan
import SystemFiles

/// `tuckbox-survey USER GROUP`: says how many files of each kind are below the folder that it has as descriptor 3, on the socket that it has as
/// descriptor 4. The guard starts it as root; it becomes USER before it looks at anything. People do not run it.
@main struct Survey {
    static func main() {
        guard Descriptor.isOpen(3), Descriptor.isOpen(4), CommandLine.arguments.count == 3, let user = UInt32(CommandLine.arguments[1]),
            let group = UInt32(CommandLine.arguments[2])
        else {
            try? Descriptor.inherited(2, name: "standard error").write(
                Array("tuckbox-survey: error: this is started by tuckboxd, not by hand\n".utf8))
            ExitCode.usage.exit()
        }
        ProcessStart.harden()
        let report = Report(Channel(Descriptor.inherited(4, name: "socket")))
        do {
            if CurrentUser.isRoot { try Account(user: user, group: group).becomeReader() }
            let classifier = FileClassifier(rules: try RuleSet(extra: []), scanner: try SandboxedScanner())
            var walk = Walk(classifier, report)
            try walk.run(Descriptor.inherited(3, name: "stick"))
            try report.end(walk.end)
        } catch {
            // Without words of its own: they could have a file's name in them.
            let why = error is SandboxedScanner.Failure ? "the sandboxed reader cannot be started" : "it cannot go on"
            try? Descriptor.inherited(2, name: "standard error").write(Array("tuckbox-survey: error: \(why)\n".utf8))
            try? report.end(.failed)
            ExitCode.failed.exit()
        }
    }
}
