import ArgumentParser
import Policy
import SystemFiles

/// A command line that makes no sense, in our manner: what is wrong with it, and what was probably meant.
struct UsageMistake {
    private let message: String
    private let hint: String

    /// Nil if it says only words that are verbs where verbs are expected.
    init?(verbsIn arguments: [String]) {
        guard let slip = VerbSlip(arguments) else { return nil }
        if Self.hasTypedSecret(arguments) { (message, hint) = Self.typedSecret } else { (message, hint) = (slip.message, slip.hint) }
    }

    /// - Parameter parserMessage: the parser's; its first line counts, made harmless whatever was typed.
    init(_ parserMessage: String, _ arguments: [String]) {
        guard !Self.hasTypedSecret(arguments) else {
            (message, hint) = Self.typedSecret
            return
        }
        var line = parserMessage.split(separator: "\n").first.map(String.init) ?? parserMessage
        if line.hasPrefix("Error: ") { line.removeFirst("Error: ".count) }
        if line.hasSuffix(".") { line.removeLast() }
        message = escapedForDisplay(CommandLineArguments.bytes(of: line.prefix(1).lowercased() + line.dropFirst()))
        let verb = VerbSlip.verb(in: arguments)
        hint = verb.isEmpty ? "'tuckbox --help' lists the verbs" : "'tuckbox \(verb.joined(separator: " ")) --help' shows how it is used"
    }

    var failure: Failure { Failure(.usage, message: message, hint: hint) }

    private static let typedSecret = (
        "a passphrase is never typed on the command line",
        "leave it out and you will be asked; change the one that you typed, it may be in the shell's history"
    )

    /// Somebody took `--passphrase` for an option that has a value.
    private static func hasTypedSecret(_ arguments: [String]) -> Bool {
        arguments.contains { $0 == "--passphrase" || $0.hasPrefix("--passphrase=") || $0 == "--password" || $0.hasPrefix("--password=") }
    }
}

/// A word that stands where a verb is expected and is none: `wrapp`, `key lst`, `help wrapp`.
private struct VerbSlip {
    let message: String
    let hint: String

    init?(_ arguments: [String]) {
        let isHelp = arguments.first == "help"
        let words = isHelp ? Array(arguments.dropFirst()) : arguments
        let found = Self.verb(in: words)
        let (before, verbs) = (found.map { $0 + " " }.joined(), Self.verbs(below: found))
        guard let word = words.dropFirst(found.count).first, !word.hasPrefix("-"), !verbs.isEmpty, found != [] || word != "help" else { return nil }
        message = "there is no verb \(quoted(CommandLineArguments.bytes(of: before + word)))"
        let longer = verbs.filter { word.count > 1 && $0.hasPrefix(word) }
        let meant = NearMiss.nearest(to: word, in: verbs) ?? (longer.count == 1 ? longer[0] : nil)
        hint =
            meant.map { "did you mean 'tuckbox \(isHelp ? "help " : "")\(before)\($0)'?" }
            ?? (found.isEmpty ? "'tuckbox --help' lists the verbs" : "there are: \(verbs.joined(separator: ", "))")
    }

    /// The verb that a command line begins with, in as many words as it has.
    static func verb(in arguments: [String]) -> [String] {
        var verb: [String] = []
        for word in arguments {
            guard verbs(below: verb).contains(word) else { break }
            verb.append(word)
        }
        return verb
    }

    private static func verbs(below verb: [String]) -> [String] {
        var command: any ParsableCommand.Type = Tuckbox.self
        for word in verb {
            guard let next = command.configuration.subcommands.first(where: { $0._commandName == word }) else { return [] }
            command = next
        }
        return command.configuration.subcommands.map { $0._commandName }
    }
}
