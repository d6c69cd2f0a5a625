import ArgumentParser

struct IncidentCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "incident", abstract: "Start the form for an incident, from an audit.", subcommands: [IncidentNewCommand.self])
}
