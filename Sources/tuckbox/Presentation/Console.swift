import ArgumentParser
import CryptoCore
import Policy
import SystemFiles

/// Results go to standard output, everything else to standard error.
enum Console {
    private static let output = Descriptor.inherited(1, name: "standard output")
    private static let errors = Descriptor.inherited(2, name: "standard error")

    static var outputIsTerminal: Bool { output.isTerminal }
    static var errorsAreTerminal: Bool { errors.isTerminal }

    /// A line of a result. Throws nothing: a closed pipe ends the program quietly, as for other tools.
    static func result(_ line: String) {
        result(Array((line + "\n").utf8))
    }

    static func result(_ bytes: [UInt8]) {
        do { try output.write(bytes) } catch {
            if let error = error as? FileError, !error.isBrokenPipe { Failure(error).report() }
            ExitStatus.failed.exit()
        }
    }

    /// A result that is a secret, with a newline.
    static func result(secret: borrowing SecretBytes) throws {
        try secret.withSpan { (span: Span<UInt8>) throws in try output.write(span) }
        result([0x0a])
    }

    static func note(_ line: String) { show(line + "\n") }
    static func warn(_ text: String) { note("tuckbox: warning: \(text)") }
    static func hint(_ text: String) { note("tuckbox: hint: \(text)") }

    /// If standard error is closed or full there is nobody to tell; what the exit status says stays true.
    static func show(_ text: String) { try? errors.write(Array(text.utf8)) }

    /// The parser's message in our manner: first line, without its prefix, harmless whatever was typed.
    static func usageMessage(_ message: String, verbs: [String], _ arguments: [String]) -> String {
        if hasTypedSecret(arguments) { return "a passphrase is never typed on the command line" }
        if let first = arguments.first, isNoVerb(first, verbs) { return "there is no verb \(quoted(CommandLineArguments.bytes(of: first)))" }
        var line = message.split(separator: "\n").first.map(String.init) ?? message
        if line.hasPrefix("Error: ") { line.removeFirst("Error: ".count) }
        if line.hasSuffix(".") { line.removeLast() }
        return escapedForDisplay(CommandLineArguments.bytes(of: line.prefix(1).lowercased() + line.dropFirst()))
    }

    /// What to try: the verb that was probably meant, or the help.
    static func usageHint(_ message: String, verbs: [String], _ arguments: [String]) -> String {
        if hasTypedSecret(arguments) { return "leave it out and you will be asked; change the one that you typed, it may be in the shell's history" }
        let first = arguments.first ?? ""
        if isNoVerb(first, verbs) {
            return NearMiss.nearest(to: first, in: verbs).map { "did you mean 'tuckbox \($0)'?" } ?? "'tuckbox --help' lists the verbs"
        }
        let second = arguments.dropFirst().first ?? ""
        let verb = first == KeyCommand._commandName && second == KeyGenerateCommand._commandName ? "\(first) \(second)" : first
        return verbs.contains(first) ? "'tuckbox \(verb) --help' shows how it is used" : "'tuckbox --help' lists the verbs"
    }

    private static func isNoVerb(_ first: String, _ verbs: [String]) -> Bool { !verbs.contains(first) && first != "help" && !first.hasPrefix("-") }

    /// Somebody took `--passphrase` for an option that has a value.
    private static func hasTypedSecret(_ arguments: [String]) -> Bool {
        arguments.contains { $0 == "--passphrase" || $0.hasPrefix("--passphrase=") || $0 == "--password" || $0.hasPrefix("--password=") }
    }
}
