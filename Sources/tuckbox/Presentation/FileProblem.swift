import Backups
import Policy
import SystemFiles
import YAMLText

/// Something that is wrong with a file that somebody wrote: a policy, a job of backups.
struct FileProblem: Encodable {
    let line: Int?
    let column: Int?
    let error: String
    let hint: String?
    private let sentence: String

    /// What an error says is wrong with the file. Throws the error if it says nothing of it.
    static func all(_ error: any Error, in path: Path) throws -> [FileProblem] {
        switch error {
        case let error as InvalidPolicy: return error.problems.map { FileProblem($0, path) }
        case let error as InvalidJob: return error.problems.map { FileProblem($0, path) }
        default:
            guard let failure = Failure(error, about: path) else { throw error }
            return [FileProblem(failure)]
        }
    }

    /// For people, on standard error.
    func report() { Failure(.failed, message: sentence, hint: hint).report() }

    private init(_ problem: PolicyProblem, _ path: Path) {
        (line, column) = (problem.position.line, problem.position.column)
        error = escapedForDisplay(Array(problem.message.utf8))
        hint = problem.hint.map { escapedForDisplay(Array($0.utf8)) }
        sentence = PolicyFile.sentence(problem, at: path)
    }

    private init(_ failure: Failure) {
        (line, column) = (nil, nil)
        (error, hint, sentence) = (failure.message, failure.hint, failure.message)
    }

    private enum CodingKeys: CodingKey { case line, column, error, hint }
}
