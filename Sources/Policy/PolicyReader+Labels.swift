internal import YAMLText

/// Label schemes and the labels that are taken from them.
extension PolicyReader {
    /// A scheme that we ship, by its name, or labels in rising order.
    mutating func scheme(_ node: YAMLNode) -> LabelScheme? {
        if case .sequence = node.content { return ownScheme(node) }
        guard let word = text(node) else { return nil }
        if let scheme = LabelScheme.shipped.first(where: { $0.name == word }) { return scheme }
        noteUnknown(node, word, among: LabelScheme.shipped.compactMap(\.name), what: "scheme")
        return nil
    }

    /// The highest label is the standard one until `default_label` says otherwise: too high does no harm.
    private mutating func ownScheme(_ node: YAMLNode) -> LabelScheme? {
        let nodes = list(node)
        guard (1...LabelScheme.maximumCount).contains(nodes.count) else {
            note(node, "a scheme has 1 to \(LabelScheme.maximumCount) labels")
            return nil
        }
        var names: [String] = []
        for node in nodes {
            guard let name = newLabel(node) else { continue }
            if names.contains(name) { note(node, "'\(name)' stands in the scheme twice") }
            names.append(name)
        }
        guard let highest = names.last else { return nil }
        return LabelScheme(name: nil, standard: highest, names.map { LabelScheme.Label($0) })
    }

    private mutating func newLabel(_ node: YAMLNode) -> String? {
        guard let text = text(node) else { return nil }
        guard FinderText.foreignCharacter(in: text) == nil, text.utf8.count <= LabelScheme.maximumLength else {
            note(node, "a label is at most \(LabelScheme.maximumLength) plain letters, digits and signs")
            return nil
        }
        return text.uppercased()
    }

    /// A label of `scheme`.
    mutating func label(_ node: YAMLNode, _ scheme: LabelScheme) -> String? {
        guard let word = text(node) else { return nil }
        if let label = scheme.label(word) { return label }
        noteUnknown(node, word.uppercased(), among: scheme.names, what: "label of the scheme")
        return nil
    }
}
