/// Why a text is not used as YAML.
public struct InvalidYAML: Error, Equatable, Sendable {
    public let position: Position
    /// Lower case, no full stop.
    public let message: String
    /// What to write instead.
    public let hint: String?

    init(_ position: Position, _ message: String, hint: String? = nil) {
        (self.position, self.message, self.hint) = (position, message, hint)
    }
}
