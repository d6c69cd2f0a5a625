import ArgumentParser
import CryptoCore
import SystemFiles

@main
struct Tuckbox: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tuckbox",
        abstract: "The lockable box that school data travels home in.",
        discussion: """
            Encrypt a folder:        tuckbox wrap "SEN reviews"
            Open it again:           tuckbox unwrap "SEN reviews.vault"
            Check a vault:           tuckbox verify "SEN reviews.vault"
            Get a good passphrase:   tuckbox passphrase

            'tuckbox help VERB' tells all about one verb.
            """,
        version: VersionCommand.text,
        subcommands: [
            WrapCommand.self, UnwrapCommand.self, VerifyCommand.self, InspectCommand.self, ListCommand.self, KeyCommand.self, RewrapCommand.self,
            PassphraseCommand.self, PolicyCommand.self, LogCommand.self, InventoryCommand.self, ReaderCommand.self, ScanCommand.self,
            AuditCommand.self, IncidentCommand.self, BackupCommand.self, GuardCommand.self, WatchCommand.self, VersionCommand.self,
        ])

    static func main() {
        ProcessStart.harden()
        startLibrary()
        let arguments = CommandLineArguments.encoded()
        if let mistake = UsageMistake(verbsIn: arguments) { mistake.failure.exit() }
        do {
            var command = try parseAsRoot(arguments)
            try command.run()
            ExitStatus.done.exit()
        } catch {
            exit(withFailure: error, arguments)
        }
    }

    private static func exit(withFailure error: any Error, _ arguments: [String]) -> Never {
        if let failure = Failure(error) { failure.exit() }
        // The parser's own: help, version, usage.
        let message = fullMessage(for: error)
        guard exitCode(for: error) != .success else {
            Console.result(message)
            ExitStatus.done.exit()
        }
        UsageMistake(message, arguments).failure.exit()
    }
}
