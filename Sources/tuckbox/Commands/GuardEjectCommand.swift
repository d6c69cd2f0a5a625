import ArgumentParser
import GuardControl

struct GuardEjectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "eject",
        abstract: "Finish writing to a stick, so that it can be unplugged.",
        discussion: """
            For the user whose stick it is, and administrators.

            tuckbox guard eject sdb1

            Exit status: 0 it can be unplugged, 11 it is in use, 1 failed, 20 it is
            somebody else's.
            """)

    @Argument(help: ArgumentHelp("The stick, by a name, serial number or identity that 'guard status' shows.", valueName: "device"))
    var device: String

    @OptionGroup var link: GuardOptions
    @OptionGroup var common: CommonOptions

    func run() throws {
        try link.ask(Request(.eject, device: device))
        common.note("it can be unplugged")
    }
}
