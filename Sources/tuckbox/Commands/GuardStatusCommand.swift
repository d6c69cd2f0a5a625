import ArgumentParser
import DeviceWatch
import GuardControl

struct GuardStatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Say whether sticks are guarded, which are here, and why they are as they are.",
        discussion: """
            What was found on a stick is shown to the user whose it is, and to
            administrators.

            tuckbox guard status

            Exit status: 0 everything is in place, 1 protection is inactive or not whole.
            """)

    @OptionGroup var link: GuardOptions
    @OptionGroup var common: CommonOptions

    func run() throws {
        let status = try link.connect()?.status()
        let shortfalls = status?.guardState.shortfalls ?? ["not_running"] + StaticFloor.shortfalls
        let sticks = status?.sticks ?? []
        let isInstalled = status != nil || GuardPackage.isInstalled
        if common.json {
            try JSONDocument.print(
                Report(
                    installed: isInstalled, running: status != nil, protecting: shortfalls.isEmpty, shortfalls: shortfalls,
                    policy: status?.guardState.policy,
                    version: status?.guardState.version, sticks: sticks))
        } else if !isInstalled {
            Console.result("protection is INACTIVE: there is no guard on this computer, so sticks can be read and written freely")
            Console.hint(GuardPackage.howToInstall)
        } else {
            Console.result(Self.heading(isRunning: status != nil, shortfalls))
            for shortfall in shortfalls { Console.result("  - \(GuardWording.shortfall(shortfall))") }
            for stick in sticks { Console.result(GuardWording.lines(of: stick).joined(separator: "\n")) }
            if status != nil, sticks.isEmpty { Console.result("no stick is plugged in") }
        }
        if !shortfalls.isEmpty { ExitStatus.failed.exit() }
    }

    private static func heading(isRunning: Bool, _ shortfalls: [String]) -> String {
        if shortfalls.isEmpty { return "sticks are guarded" }
        if isRunning { return "protection is NOT WHOLE:" }
        // Read-only and not to be mounted: that is what the rules alone see to.
        return StaticFloor.shortfalls.isEmpty ? "the guard is NOT RUNNING; sticks stay shut:" : "protection is INACTIVE:"
    }

    private struct Report: Encodable {
        let schema = 1
        let installed: Bool
        let running: Bool
        let protecting: Bool
        let shortfalls: [String]
        /// `built_in`, `in_force` or `unusable`.
        let policy: String?
        let version: String?
        let sticks: [Message.StickState]
    }
}
