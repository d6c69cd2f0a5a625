/// Protective markings in rising order.
public struct LabelScheme: Equatable, Sendable {
    public struct Label: Equatable, Sendable {
        /// In capitals, as it stands in vaults.
        public let name: String
        /// Other ways to say it on the command line.
        public let aliases: [String]

        init(_ name: String, _ aliases: [String] = []) {
            (self.name, self.aliases) = (name, aliases)
        }
    }

    /// What a policy calls it; nil for one that a policy spells out.
    public let name: String?
    /// Rising; never empty.
    public let labels: [Label]
    /// The label where neither a policy nor a person says anything.
    public let standard: String

    init(name: String?, standard: String, _ labels: [Label]) {
        (self.name, self.standard, self.labels) = (name, standard, labels)
    }

    /// Most labels of a scheme that a policy spells out.
    static let maximumCount = 32
    /// Bytes of a label, as the vault's header has room for.
    public static let maximumLength = 63

    public var names: [String] { labels.map(\.name) }

    /// The label's own name, whichever way and in whichever case it was written; nil if there is none such.
    public func label(_ text: String) -> String? {
        let wanted = text.uppercased()
        return labels.first { $0.name == wanted || $0.aliases.contains(wanted) }?.name
    }

    /// Place in the order; nil for a label that is not of this scheme.
    public func rank(_ label: String) -> Int? { labels.firstIndex { $0.name == label } }

    /// The highest of the scheme.
    public var highest: String { labels.last?.name ?? standard }
}
