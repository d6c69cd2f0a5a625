import ArgumentParser
import ProtectedData
import SystemFiles

/// Which rules hold.
struct RuleOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Add the rules in a folder's .yaml files; they cannot take away from the built-in ones.", valueName: "folder"))
    var rules: String?

    func load() throws -> RuleSet {
        var extra: [(name: String, bytes: [UInt8])] = []
        if let rules {
            let folder = Path(argument: rules)
            let descriptor = try Descriptor.open(folder, [.read, .directory])
            for name in try descriptor.directoryEntries()
            where [".yaml", ".yml"].contains(where: { name.suffix($0.utf8.count).elementsEqual($0.utf8) }) {
                let path = folder.appending(name)
                let file = try Descriptor.open(path, .read)
                let size = try file.status().size
                guard size <= 4 << 20 else { throw Failure(.failed, message: "the rules in \(quoted(path)) are larger than 4 MiB") }
                // The name has a slash: that is how added rules are told from built-in ones.
                extra.append(((folder == .current ? "./" : "") + path.display, try file.bytes(count: Int(size), at: 0)))
            }
            guard !extra.isEmpty else { throw Failure(.failed, message: "there are no .yaml files in \(quoted(folder))") }
        }
        do throws(RuleProblem) { return try RuleSet(extra: extra) } catch {
            throw Failure(
                .failed, message: "\(quoted(Array(error.file.utf8))) line \(error.line): \(escapedForDisplay(Array(error.message.utf8)))",
                hint: "no rules were loaded; mend the file, or leave out --rules")
        }
    }
}
