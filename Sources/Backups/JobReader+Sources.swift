internal import Policy
internal import YAMLText

/// What is backed up, and programs.
extension JobReader {
    private enum SourceKey: String, CaseIterable {
        case folders, command
        case storedAs = "stored_as"
        case atLeast = "at_least"
    }

    mutating func source(_ node: YAMLNode) -> BackupSource? {
        let fields = keys(of: node, SourceKey.self)
        switch (fields[.folders], fields[.command]) {
        case (let folders?, nil):
            for (key, stray) in fields where key == .storedAs { note(stray, "'\(key.rawValue)' belongs to a command, and here are folders") }
            let paths = list(folders).compactMap { wholePath($0) }
            if paths.isEmpty { note(folders, "no folder is named") }
            return .folders(paths, atLeast: fields[.atLeast].flatMap { byteCount($0) } ?? 0)
        case (nil, let command?):
            let line = commandLine(command)
            let stored = fields[.storedAs].flatMap { fileName($0) } ?? "stream"
            return .command(line, storedAs: stored, atLeast: fields[.atLeast].flatMap { byteCount($0) } ?? 1)
        case (.some, let command?): note(command, "a source is either folders or a command", hint: "make two jobs of it")
        case (nil, nil): note(node, "it is not said what is backed up", hint: "'folders:' or 'command:'")
        }
        return nil
    }

    /// Words, the first of them a program's whole path.
    mutating func commandLine(_ node: YAMLNode) -> CommandLine {
        if node.text != nil {
            note(node, "a command is a list of words, because no shell reads it", hint: "command: [/usr/bin/pg_dump, --dbname=school]")
            return CommandLine([])
        }
        let nodes = list(node)
        let words = nodes.compactMap { word($0) }
        guard let first = nodes.first else {
            note(node, "no program is named")
            return CommandLine([])
        }
        if words.count == nodes.count, !words[0].hasPrefix("/") {
            note(first, "'\(words[0].prefix(64))' is not the whole path of a program", hint: "such as /usr/bin/pg_dump; 'command -v NAME' shows it")
        }
        return CommandLine(words)
    }

    /// A text without zero bytes, which may be empty: an argument.
    private mutating func word(_ node: YAMLNode) -> String? {
        guard let text = node.text else {
            note(node, "a text was expected here, not \(node.kindName)")
            return nil
        }
        guard !text.contains("\0") else {
            note(node, "there is a zero character in this text")
            return nil
        }
        return text
    }

    mutating func wholePath(_ node: YAMLNode) -> String? {
        guard let text = text(node) else { return nil }
        guard text.hasPrefix("/"), !text.contains("\0"), !text.contains("\n") else {
            note(node, "'\(text.prefix(64))' is not a whole path", hint: "one that begins with '/'")
            return nil
        }
        return text
    }

    private mutating func fileName(_ node: YAMLNode) -> String? {
        guard let text = text(node) else { return nil }
        guard !text.contains("/"), !text.contains("\0"), text != ".", text != "..", text.utf8.count <= 255 else {
            note(node, "'\(text.prefix(64))' is not the name of a file")
            return nil
        }
        return text
    }
}
