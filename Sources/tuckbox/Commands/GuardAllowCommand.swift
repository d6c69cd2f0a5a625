import ArgumentParser
import GuardControl

struct GuardAllowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "allow",
        abstract: "Let a stick be read, or written, for a time. Needs an administrator.",
        usage: "tuckbox guard allow [<options>] <device> --for <time>",
        discussion: """
            With --read-write what is written is judged by nobody. Both are put on record.
            It ends with the time, when the stick is unplugged, and when the guard is
            started anew.

            sudo tuckbox guard allow sdb1 --for 30m
            sudo tuckbox guard allow 4C530001231118115142 --for 2h --read-write

            Exit status: 0 done, 1 failed, 20 you are no administrator.
            """)

    @Argument(help: ArgumentHelp("The stick, by a name, serial number or identity that 'guard status' shows.", valueName: "device"))
    var device: String

    @Option(name: .customLong("for"), help: ArgumentHelp("How long: 45s, 30m, 2h; at most 24h.", valueName: "time"))
    var time: String

    @Flag(help: "Let it be written too, without looking at what.")
    var readWrite = false

    @OptionGroup var link: GuardOptions
    @OptionGroup var common: CommonOptions

    func validate() throws { if Self.seconds(time) == nil { throw ValidationError("--for takes a time such as 30m, at most 24h") } }

    func run() throws {
        var request = Request(.allow, device: device)
        (request.seconds, request.readWrite) = (Self.seconds(time), readWrite)
        try link.ask(request)
        common.note("it can be \(readWrite ? "written" : "read") for \(time), and that is on record")
    }

    /// `30m` is 1800. Nil for what is no time, and for more than a day.
    static func seconds(_ text: String) -> Int? {
        let units: [Character: Int] = ["s": 1, "m": 60, "h": 3600]
        guard let last = text.last, let unit = units[last], let number = Int(text.dropLast()), number > 0 else { return nil }
        let (seconds, isTooLarge) = number.multipliedReportingOverflow(by: unit)
        return isTooLarge || seconds > Request.longestAllowance ? nil : seconds
    }
}
