import ArgumentParser
import Backups
import CryptoCore
import Policy
import SystemFiles
import YAMLText

struct BackupCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Say what a job means, or what is wrong with it.",
        usage: "tuckbox backup check [<options>] <job>",
        discussion: """
            Nothing is backed up, and no target is touched.

            tuckbox backup check office.yaml

            Exit status: 0 the job is good, 1 it is not and would be refused.
            """)

    @Argument(help: ArgumentHelp("The job file.", valueName: "job"))
    var job: String

    @OptionGroup var policy: PolicyOption
    @OptionGroup var common: CommonOptions

    func run() throws {
        let path = Path(argument: job)
        do {
            let file = try JobFile(path)
            let policy = try policy.load()
            let facts = JobFacts(
                file.job, label: try file.label(policy), fingerprints: try file.recoveryKeys(policy).map { try $0.fingerprint() })
            if common.json { try JSONDocument.print(Report(path: path.display, valid: true, problems: [], job: facts)) }
            if !common.json { Console.result(facts.text) }
            for program in facts.programs where (try? FileStatus.of(Path(program)).kind) != .file {
                Console.warn("there is no program \(quoted(Path(program))) on this computer")
            }
        } catch {
            let problems = try FileProblem.all(error, in: path)
            for problem in problems { problem.report() }
            if common.json { try JSONDocument.print(Report(path: path.display, valid: false, problems: problems, job: nil)) }
            ExitStatus.failed.exit()
        }
    }

    private struct Report: Encodable {
        let schema = 1
        let path: String
        let valid: Bool
        let problems: [FileProblem]
        let job: JobFacts?
    }
}
