public import YAMLText

/// Reads a file of settings and notes what is wrong with it; goes on as far as it can, so that one run shows all.
public protocol SettingsReader {
    var problems: [PolicyProblem] { get set }
}

/// Texts, lists and groups of keys, before anybody asks what they mean.
extension SettingsReader {
    public mutating func note(_ node: YAMLNode?, _ message: String, hint: String? = nil) {
        problems.append(PolicyProblem(node?.position ?? .start, message, hint: hint))
    }

    /// The values by key; unknown and repeated keys are noted.
    public mutating func keys<Key>(of node: YAMLNode, _: Key.Type) -> [Key: YAMLNode]
    where Key: RawRepresentable<String> & CaseIterable & Hashable {
        guard case .mapping(let mapping) = node.content, !node.hasTag else {
            note(node, "\(node.kindName) stands where keys and values should", hint: "write 'key: value', one on a line")
            return [:]
        }
        var found: [Key: YAMLNode] = [:]
        for (name, value) in mapping {
            guard let word = name.text else {
                note(name, "a key is a single word here, not \(name.kindName)")
                continue
            }
            guard let key = Key(rawValue: word) else {
                noteUnknown(name, word, among: Key.allCases.map(\.rawValue), what: "key")
                continue
            }
            if found.updateValue(value, forKey: key) != nil { note(name, "'\(word)' stands here twice", hint: "keep one of them") }
        }
        return found
    }

    /// A text that is not empty.
    public mutating func text(_ node: YAMLNode) -> String? {
        guard let text = node.text, !text.isEmpty else {
            note(node, "a text was expected here, not \(node.kindName)")
            return nil
        }
        return text
    }

    public mutating func list(_ node: YAMLNode) -> [YAMLNode] {
        guard case .sequence(let sequence) = node.content, !node.hasTag else {
            note(node, "a list was expected here, not \(node.kindName)", hint: "put each thing on a line of its own that begins with '- '")
            return []
        }
        return sequence
    }

    /// One of the words of `Choice`.
    public mutating func choice<Choice>(_ node: YAMLNode, _: Choice.Type) -> Choice? where Choice: RawRepresentable<String> & CaseIterable {
        guard let word = text(node) else { return nil }
        if let choice = Choice(rawValue: word) { return choice }
        noteUnknown(node, word, among: Choice.allCases.map(\.rawValue), what: "choice")
        return nil
    }

    public mutating func noteUnknown(_ node: YAMLNode, _ word: String, among known: [String], what: String) {
        let near = NearMiss.nearest(to: word, in: known)
        note(
            node, "'\(word.prefix(64))' is not a \(what) here",
            hint: near.map { "did you mean '\($0)'?" } ?? "use one of: \(known.joined(separator: ", "))")
    }

    /// The first key of every file of settings.
    /// - Parameter what: the file's kind, for messages.
    public mutating func requireSchema(_ node: YAMLNode?, of root: YAMLNode, _ what: String) {
        guard let node else { return note(root, "the \(what) does not say which schema it is written to", hint: "begin it with 'schema: 1'") }
        guard let text = text(node), text != "1" else { return }
        note(node, "'\(text.prefix(64))' is not a schema that this tuckbox knows", hint: "write 'schema: 1', or install a newer tuckbox")
    }

    public mutating func recoveryKeys(_ node: YAMLNode) -> [RecoveryKeySource] {
        let keys = list(node).compactMap { node -> RecoveryKeySource? in
            guard let text = text(node) else { return nil }
            if text.contains("-----BEGIN") { return RecoveryKeySource(place: .text(text), position: node.position) }
            if !text.contains("\n"), !text.contains("\0") { return RecoveryKeySource(place: .file(text), position: node.position) }
            note(node, "this is neither the name of a file nor a key", hint: "a key begins with '-----BEGIN PUBLIC KEY-----'; write it below '- |'")
            return nil
        }
        if keys.count > Policy.maximumRecoveryKeys { note(node, "a vault has room for \(Policy.maximumRecoveryKeys) recovery keys and a passphrase") }
        return keys
    }
}
