internal import Yams

/// One YAML document as nodes with places, made by Yams (libyaml).
enum YAMLDocument {
    /// - Returns: the root; nil if there is nothing but comments.
    static func root(of text: PolicyText) throws(InvalidPolicy) -> Node? {
        do {
            // The encoding is given: its default is what an environment variable says.
            return try Parser(yaml: text.text, resolver: .basic, encoding: .utf8).singleRoot()
        } catch {
            throw InvalidPolicy([problem(error as? YamlError)])
        }
    }

    private static func problem(_ error: YamlError?) -> PolicyProblem {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _):
            PolicyProblem(Position(mark), "this is not YAML: \(problem)")
        case .composer(_, let problem, let mark, _): PolicyProblem(Position(mark), "this cannot be used: \(problem)")
        case .duplicatedKeysInMapping(let keys, let context):
            PolicyProblem(Position(context.mark), "'\(keys.first ?? "")' stands here more than once", hint: "keep one of them")
        case .reader(let problem, _, _, _): PolicyProblem(Position(line: 1, column: 1), "this is not YAML text: \(problem)")
        default: PolicyProblem(Position(line: 1, column: 1), "this could not be read as YAML")
        }
    }
}

extension Position {
    init(_ mark: Mark) { self.init(line: mark.line, column: mark.column) }

    /// Of a node; every node that was parsed has a place.
    init(_ node: Node) { self = node.mark.map(Position.init) ?? Position(line: 1, column: 1) }
}

extension Node {
    /// The text of a scalar that has no tag of its own.
    var plainText: String? {
        guard case .scalar(let scalar) = self, !hasOwnTag else { return nil }
        return scalar.string
    }

    /// Whether it says '!something' of itself, which means nothing in a policy.
    var hasOwnTag: Bool {
        switch self {
        case .scalar: tag != Tag(.str)
        case .sequence: tag != Tag(.seq)
        case .mapping: tag != Tag(.map)
        case .alias: true
        }
    }

    /// What it is, for "a list is not a text".
    var kindName: String {
        if hasOwnTag { return "a value with a tag" }
        return switch self {
        case .scalar(let scalar): scalar.string.isEmpty ? "nothing" : "a single value"
        case .sequence: "a list"
        case .mapping: "a group of keys"
        case .alias: "an alias"
        }
    }
}
