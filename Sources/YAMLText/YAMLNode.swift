/// A value of a YAML document, with its place. Every scalar is text: what it means is for its reader to say, so that no `NO` becomes false.
public struct YAMLNode: Sendable {
    public enum Content: Sendable {
        case scalar(String)
        case sequence([YAMLNode])
        /// In the text's order; a key may stand there more than once.
        case mapping([(key: YAMLNode, value: YAMLNode)])
    }

    public let position: Position
    public let content: Content
    /// Whether it says '!something' of itself, which means nothing to us.
    public let hasTag: Bool

    /// The text of a scalar that has no tag.
    public var text: String? {
        guard case .scalar(let text) = content, !hasTag else { return nil }
        return text
    }

    /// What it is, for "a list is not a text".
    public var kindName: String {
        if hasTag { return "a value with a tag" }
        return switch content {
        case .scalar(let text): text.isEmpty ? "nothing" : "a single value"
        case .sequence: "a list"
        case .mapping: "a group of keys"
        }
    }
}
