import ArgumentParser

struct IncidentCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "incident", abstract: "Start the form for an incident, from an audit.",
        discussion: """
            tuckbox audit /dev/sdb --json > audit.json
            tuckbox incident new --from audit.json
            """, subcommands: [IncidentNewCommand.self])
}
