import ArgumentParser

struct KeyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: "Show and change what vaults open with; make keys.",
        discussion: """
            Only the vault's header is changed, so it takes no longer for a large vault,
            and a power cut leaves the old or the new keys. Whoever opened the vault
            before may have kept its content key: after a leak, 'tuckbox rewrap' is the
            cure.
            """,
        subcommands: [
            KeyListCommand.self, KeyAddCommand.self, KeyChangeCommand.self, KeyRemoveCommand.self, KeyGenerateCommand.self, KeyPrintCommand.self,
        ])
}
