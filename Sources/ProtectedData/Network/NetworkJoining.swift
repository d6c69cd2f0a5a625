/// Where the network is asked, and how its logit and that of the features become one: `Model/weights.txt` has the numbers.
struct NetworkJoining: Sendable {
    /// Where the features are surer than this, below and above, they are right more often than the network. It is asked nowhere, if nothing else is said.
    var from = Double.infinity
    var to = -Double.infinity
    /// From here on it reads all that it takes the time for.
    var allFrom = -Double.infinity
    /// Below, a document is harmless unless a passage says otherwise: it reads those windows of which the features by themselves say so much.
    var passageFrom = -Double.infinity
    /// What is added to the features' logit: factor × the network's + bias.
    var factor = 0.0
    var bias = 0.0
    /// Of a document of more windows than these, what the features say counts for less.
    var few = Double.infinity

    /// Takes a line of the weights' file, if it is one of these numbers.
    mutating func take(_ name: Substring, _ value: Double) {
        switch name {
        case "network-from": from = value
        case "network-to": to = value
        case "network-all-from": allFrom = value
        case "network-passage-from": passageFrom = value
        case "network-factor": factor = value
        case "network-bias": bias = value
        case "network-few": few = value
        default: break
        }
    }

    func asks(at features: Double) -> Bool { from <= features && features <= to }

    /// What is added to a document's score. The features say something of all of it at once: the longer it is, the less they know of one sentence in it
    /// when they find it harmless.
    func added(_ network: Double, features: Double, windows: Int) -> Double {
        let share = min(1, few / Double(max(windows, 1)))
        return factor * network + bias - min(features, 0) * (1 - share)
    }

    /// What the network is to read of a document.
    /// - Parameter score: the features' and what is certain.
    func reading(features: Double, score: Double, windows: Int) -> Network.Reading {
        // What a school's own rules take away has to be made up for, too.
        let missing = Self.sure - min(features, score) - added(0, features: features, windows: windows)
        let enough = factor > 0 ? missing / factor : .infinity
        return features >= allFrom ? .init(enough: enough) : .init(least: passageFrom, most: Self.mostOfHarmless, enough: enough)
    }

    /// No page of those that were measured was found by a fifth.
    private static let mostOfHarmless = 4

    /// A joined score at which a document is protected, whatever else stands in it: odds of nearly three to one.
    static let sure = 1.0

    /// A score, of all or of what is certain alone, at which a pupil's number or a school's own rule has decided: the network is not asked.
    static let decided = 6.5
}
