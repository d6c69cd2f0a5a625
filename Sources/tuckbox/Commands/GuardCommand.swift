import ArgumentParser

struct GuardCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "guard",
        abstract: "What protects this computer's memory sticks.",
        discussion: """
            tuckbox guard status
            tuckbox guard eject sdb1
            sudo tuckbox guard allow sdb1 --for 30m
            sudo tuckbox guard selftest
            """,
        subcommands: [GuardStatusCommand.self, GuardAllowCommand.self, GuardDenyCommand.self, GuardEjectCommand.self, GuardSelftestCommand.self])
}
