internal import YAMLText

/// Texts, lists and groups of keys, before anybody asks what they mean.
extension PolicyReader {
    /// The values by key; unknown and repeated keys are noted.
    mutating func keys<Key>(of node: YAMLNode, _: Key.Type) -> [Key: YAMLNode]
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
    mutating func text(_ node: YAMLNode) -> String? {
        guard let text = node.text, !text.isEmpty else {
            note(node, "a text was expected here, not \(node.kindName)")
            return nil
        }
        return text
    }

    mutating func list(_ node: YAMLNode) -> [YAMLNode] {
        guard case .sequence(let sequence) = node.content, !node.hasTag else {
            note(node, "a list was expected here, not \(node.kindName)", hint: "put each thing on a line of its own that begins with '- '")
            return []
        }
        return sequence
    }

    /// One of the words of `Choice`.
    mutating func choice<Choice>(_ node: YAMLNode, _: Choice.Type) -> Choice? where Choice: RawRepresentable<String> & CaseIterable {
        guard let word = text(node) else { return nil }
        if let choice = Choice(rawValue: word) { return choice }
        noteUnknown(node, word, among: Choice.allCases.map(\.rawValue), what: "choice")
        return nil
    }

    mutating func noteUnknown(_ node: YAMLNode, _ word: String, among known: [String], what: String) {
        let near = NearMiss.nearest(to: word, in: known)
        note(
            node, "'\(word.prefix(64))' is not a \(what) here",
            hint: near.map { "did you mean '\($0)'?" } ?? "use one of: \(known.joined(separator: ", "))")
    }
}
