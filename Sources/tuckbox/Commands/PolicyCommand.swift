import ArgumentParser

struct PolicyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy", abstract: "Check what this computer demands of vaults.", subcommands: [PolicyCheckCommand.self])
}
