import ArgumentParser

struct LogCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log",
        abstract: "Show and verify the record of what was done.",
        discussion: """
            tuckbox records every wrap, unwrap, verify, change of keys and rewrap: who,
            when, on which computer, and what came of it; never a name of a file or what
            is in it. The record begins by itself. It cannot be changed without that being
            found:

            tuckbox log key                     shows a key, once: it belongs in the safe
            tuckbox log checkpoint -o FILE      a few lines to print, or to mail
            tuckbox log verify                  checks it, with the key and with checkpoints
            """,
        subcommands: [
            LogShowCommand.self, LogReturnCommand.self, LogVerifyCommand.self, LogCheckpointCommand.self, LogExportCommand.self,
            LogArchiveCommand.self,
            LogKeyCommand.self, LogInitCommand.self,
        ])
}
