/// Why a file of rules is not used.
public struct RuleProblem: Error, Equatable, Sendable {
    /// The file's name as it was given.
    public let file: String
    /// From 1.
    public let line: Int
    /// Lower case, no full stop. May quote the file, hence hostile bytes: escape it before a terminal sees it.
    public let message: String

    init(_ file: String, _ line: Int, _ message: String) {
        (self.file, self.line, self.message) = (file, line, message)
    }
}
