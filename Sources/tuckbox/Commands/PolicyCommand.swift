import ArgumentParser

struct PolicyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy", abstract: "Check what this computer demands of vaults.",
        discussion: """
            tuckbox policy check
            tuckbox policy check draft.yaml
            """, subcommands: [PolicyCheckCommand.self])
}
