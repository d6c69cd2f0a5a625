import Foundation

/// What the program's own help says.
enum Help {
    /// Every verb that does something, as `key generate`, found by asking: none can be forgotten.
    static let verbs: Result<[String], any Error> = Result { try below("") }

    private static func below(_ verb: String) throws -> [String] {
        let names = try text(verb).components(separatedBy: "\nSUBCOMMANDS:\n").dropFirst().first.map { list in
            list.split(separator: "\n").compactMap { $0.firstMatch(of: #/^  ([a-z]+) /#)?.1 }.map(String.init)
        }
        guard let names else { return [verb] }
        return try names.flatMap { try below(verb.isEmpty ? $0 : "\(verb) \($0)") }
    }

    /// The lines of a verb's help that are examples of it.
    static func examples(_ verb: String) throws -> [String] {
        let overview = try text(verb).components(separatedBy: "\nUSAGE: ")[0]
        return overview.split(separator: "\n").map(String.init).filter { $0.contains("tuckbox \(verb)") && !$0.contains("'tuckbox") }
    }

    private static func text(_ verb: String) throws -> String {
        try Program.run("tuckbox \(verb) --help", in: URL(fileURLWithPath: "/")).text
    }
}
