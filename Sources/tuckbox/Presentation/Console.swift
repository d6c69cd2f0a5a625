import SystemFiles

/// Results go to standard output, everything else to standard error.
enum Console {
    private static let output = Descriptor.inherited(1, name: "standard output")
    private static let errors = Descriptor.inherited(2, name: "standard error")

    static var outputIsTerminal: Bool { output.isTerminal }
    static var errorsAreTerminal: Bool { errors.isTerminal }

    /// A line of a result. Throws nothing: a closed pipe ends the program quietly, as for other tools.
    static func result(_ line: String) {
        write(line + "\n", to: output)
    }

    static func result(_ bytes: [UInt8]) {
        do { try output.write(bytes) } catch { fail(error) }
    }

    static func note(_ line: String) { write(line + "\n", to: errors) }
    static func warn(_ text: String) { note("tuckbox: warning: \(text)") }
    static func show(_ text: String) { write(text, to: errors) }

    private static func write(_ text: String, to descriptor: borrowing Descriptor) {
        do { try descriptor.write(Array(text.utf8)) } catch { fail(error) }
    }

    private static func fail(_ error: any Error) {
        if let error = error as? FileError, error.isBrokenPipe { ExitStatus.failed.exit() }
        // Standard error is closed or full: there is nobody to tell.
        ExitStatus.failed.exit()
    }

    /// The parser's message in our manner: first line, without its prefix.
    static func usageMessage(_ message: String) -> String {
        var line = message.split(separator: "\n").first.map(String.init) ?? message
        if line.hasPrefix("Error: ") { line.removeFirst("Error: ".count) }
        if line.hasSuffix(".") { line.removeLast() }
        return line.prefix(1).lowercased() + line.dropFirst()
    }

    /// What to try: the verb that was probably meant, or the help.
    static func usageHint(_ message: String, verbs: [String], _ arguments: [String]) -> String {
        let first = arguments.first ?? ""
        if !verbs.contains(first), !first.hasPrefix("-"), let near = verbs.min(by: { distance($0, first) < distance($1, first) }) {
            return distance(near, first) <= 2 ? "did you mean 'tuckbox \(near)'?" : "'tuckbox --help' lists the verbs"
        }
        return verbs.contains(first) ? "'tuckbox \(first) --help' shows how it is used" : "'tuckbox --help' lists the verbs"
    }

    /// Edit distance (Levenshtein).
    private static func distance(_ a: String, _ b: String) -> Int {
        let (x, y) = (Array(a), Array(b.prefix(32)))
        var row = Array(0...y.count)
        for i in x.indices {
            var previous = row[0]
            row[0] = i + 1
            for j in y.indices {
                let cost = previous + (x[i] == y[j] ? 0 : 1)
                previous = row[j + 1]
                row[j + 1] = min(cost, row[j] + 1, row[j + 1] + 1)
            }
        }
        return row[y.count]
    }
}
