import ArgumentParser
import GuardControl

struct GuardDenyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deny",
        abstract: "Shut a stick until it is unplugged. Needs an administrator.",
        discussion: """
            Also takes back what 'guard allow' gave.

            sudo tuckbox guard deny sdb1

            Exit status: 0 done, 1 failed, 20 you are no administrator.
            """)

    @Argument(help: ArgumentHelp("The stick, by a name, serial number or identity that 'guard status' shows.", valueName: "device"))
    var device: String

    @OptionGroup var link: GuardOptions
    @OptionGroup var common: CommonOptions

    func run() throws {
        try link.ask(Request(.deny, device: device))
        common.note("it is shut, and that is on record")
    }
}
