import ArgumentParser
import SystemFiles

struct GuardSelftestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "selftest",
        abstract: "Prove that a pupil list does not get onto a stick. Needs root.",
        discussion: """
            Makes a stick of a file, which the guard takes for one that was plugged in,
            and copies a harmless worksheet and an invented pupil list to it. Then looks
            at every byte of the stick. Nothing of it is left behind, but for entries in
            the guard's record.

            sudo tuckbox guard selftest

            Exit status: 0 the guard works, 1 it does not.
            """)

    @OptionGroup var link: GuardOptions
    @OptionGroup var common: CommonOptions

    func run() throws {
        guard CurrentUser.isRoot else { throw Failure(.failed, message: "the self-test makes a device, which only root can", hint: "use sudo") }
        let stick = try SelftestStick()
        defer { stick.remove() }
        var isGood = true
        for step in SelftestSteps(stick, link).all {
            try Interruption.check()
            let (problem, says) = (step.run(), step.says)
            if problem != nil { isGood = false }
            if !common.quiet { Console.result(problem.map { "NO   \(says): \($0)" } ?? "yes  \(says)") }
            // What follows makes no sense without it.
            if problem != nil, step.isNeeded { break }
        }
        guard isGood else {
            throw Failure(
                .failed, message: "the guard does not protect this computer as it should",
                hint: "'tuckbox guard status' and 'journalctl -u tuckboxd' may say why")
        }
        common.note("the guard works")
    }
}
