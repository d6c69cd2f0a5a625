public import YAMLText

/// Something in a policy file that keeps it from being used.
public struct PolicyProblem: Equatable, Sendable {
    public let position: Position
    /// Lower case, no full stop. May quote the file, hence hostile bytes: escape it before a terminal sees it.
    public let message: String
    /// What to write instead.
    public let hint: String?

    public init(_ position: Position, _ message: String, hint: String? = nil) {
        (self.position, self.message, self.hint) = (position, message, hint)
    }
}

/// Why a policy file is not used: at least one problem, in the file's order.
public struct InvalidPolicy: Error, Equatable, Sendable {
    public let problems: [PolicyProblem]

    public init(_ problems: [PolicyProblem]) {
        self.problems = problems.sorted { $0.position < $1.position }
    }
}
