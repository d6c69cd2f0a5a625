import ArgumentParser
import Policy
import SystemFiles
import YAMLText

struct PolicyCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Say what a policy means, or what is wrong with it.",
        usage: "tuckbox policy check [<options>] [<file>]",
        discussion: """
            Without FILE: the policy that holds on this computer,
            \(PolicyFile.system.display), or what is built in.

            tuckbox policy check
            tuckbox policy check draft.yaml

            Exit status: 0 the policy is good, 1 it is not and would be refused.
            """)

    @Argument(help: ArgumentHelp("The policy; without it, the one that holds.", valueName: "file"))
    var file: String?

    @OptionGroup var option: PolicyOption
    @OptionGroup var common: CommonOptions

    func validate() throws {
        if file != nil, option.policy != nil { throw ValidationError("give FILE or --policy, not both") }
    }

    func run() throws {
        let given = (file ?? option.policy).map { Path(argument: $0) }
        let path = given ?? PolicyFile.system
        do {
            let policy = try given.map { PolicyFile(path: $0, mustBeRoots: false) } ?? PolicyFile.inPlace()
            let facts = try PolicyFacts(policy?.read() ?? .builtIn)
            if common.json { try JSONDocument.print(Report(path: policy?.path.display, valid: true, problems: [], inForce: facts)) }
            if !common.json { Console.result(facts.text) }
            if given != nil, policy?.isOpenToOthers() == true {
                Console.warn("others than root can change \(quoted(path)); as \(quoted(PolicyFile.system)) it would be refused")
            }
        } catch {
            let problems = try FileProblem.all(error, in: path)
            for problem in problems { problem.report() }
            if common.json { try JSONDocument.print(Report(path: path.display, valid: false, problems: problems, inForce: nil)) }
            ExitStatus.failed.exit()
        }
    }

    private struct Report: Encodable {
        let schema = 1
        /// Nil for what is built in.
        let path: String?
        let valid: Bool
        let problems: [FileProblem]
        let inForce: PolicyFacts?
    }
}
