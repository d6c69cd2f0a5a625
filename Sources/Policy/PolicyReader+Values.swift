internal import YAMLText

/// What the values of a policy's keys may be.
extension PolicyReader {
    mutating func organisation(_ node: YAMLNode) -> String? {
        guard let text = text(node), isPrintable(text, node) else { return nil }
        guard text.utf8.count <= FinderText.maximumOrganisation else {
            note(node, "the name is longer than \(FinderText.maximumOrganisation) characters", hint: "shorten it")
            return nil
        }
        return text
    }

    mutating func contact(_ node: YAMLNode) -> String? {
        guard let text = text(node) else { return nil }
        let whole = text.hasSuffix("\n") ? String(text.dropLast()) : text
        guard isPrintable(String(whole.filter { $0 != "\n" }), node) else { return nil }
        let lines = FinderText.lines(whole).joined(separator: "\n")
        guard lines.utf8.count <= FinderText.maximumContact else {
            note(node, "the text is longer than \(FinderText.maximumContact) characters", hint: "a telephone number and an address are enough")
            return nil
        }
        return lines
    }

    /// Every vault shows these texts to whoever finds it, with whatever program they have.
    private mutating func isPrintable(_ text: String, _ node: YAMLNode) -> Bool {
        guard let scalar = FinderText.foreignCharacter(in: text) else { return true }
        let code = String(scalar.value, radix: 16, uppercase: true)
        note(
            node, "the character U+\(String(repeating: "0", count: max(0, 4 - code.count)))\(code) cannot stand on the outside of a vault",
            hint: "use plain letters, digits and signs, without accents or typographic quotes")
        return false
    }

    mutating func bits(_ node: YAMLNode) -> Int {
        let allowed = Policy.leastPassphraseBits...Policy.mostPassphraseBits
        guard let text = text(node) else { return allowed.lowerBound }
        if let number = Int(text), allowed.contains(number) { return number }
        note(
            node, "'\(text.prefix(64))' is not a whole number from \(allowed.lowerBound) to \(allowed.upperBound)",
            hint: "tuckbox never takes less than \(allowed.lowerBound) bits; six random words have 77")
        return allowed.lowerBound
    }

    private enum PeopleKey: String, CaseIterable { case users, groups }

    mutating func people(_ node: YAMLNode) -> People {
        let fields = keys(of: node, PeopleKey.self)
        return People(
            users: fields[.users].map { list($0).compactMap { text($0) } } ?? [],
            groups: fields[.groups].map { list($0).compactMap { text($0) } } ?? [])
    }
}
