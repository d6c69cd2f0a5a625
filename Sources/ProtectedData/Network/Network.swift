internal import Glibc

/// The small language model that is asked where the features leave it open: whether a document is about somebody, by its sentences as they stand.
/// See Docs/DETECTION.md.
final class Network: Sendable {
    let file: NetworkFile

    /// Nil if the file that the program was built with cannot be used; a test has it that it can.
    static let shared = unsafe try? Network(DetectionData.inPlace("network.bin"))

    /// - Parameter bytes: a NetworkFile's; they have to stay.
    init(_ bytes: UnsafeRawBufferPointer) throws(NetworkProblem) { file = unsafe try NetworkFile(bytes) }

    /// What the program's own network says of a text; nil if there is none, or nothing to read.
    static func ask(_ text: [UInt8]) -> Answer? {
        defer { DetectionData.release("network.bin") }
        return shared?.score(of: text)
    }

    struct Answer {
        /// The logit of a document: a smooth maximum of its windows', so that one passage is enough.
        let logit: Double
        /// Whether all of the text was read.
        let isOfAll: Bool
    }

    /// Nil if there is nothing to read.
    func score(of text: [UInt8]) -> Answer? {
        let (windows, isWhole) = PieceWindows.windows(of: text, file.vocabulary)
        guard !windows.isEmpty else { return nil }
        let encoder = Encoder(file)
        let scores = windows.map { Double(encoder.score($0)) }
        guard scores.allSatisfy(\.isFinite), let most = scores.max() else { return nil }
        return Answer(logit: most + log(scores.reduce(0) { $0 + exp($1 - most) }), isOfAll: isWhole)
    }
}

/// How the network's logit and that of the features become one: `Model/weights.txt` has the numbers.
struct NetworkJoining: Sendable {
    /// Where the network is asked: features that are surer than this are right more often than it is. Nowhere, if nothing else is said.
    var from = Double.infinity
    var to = -Double.infinity
    /// What is added to the features' logit: factor × the network's + bias.
    var factor = 0.0
    var bias = 0.0

    /// Takes a line of the weights' file, if it is one of these numbers.
    mutating func take(_ name: Substring, _ value: Double) {
        switch name {
        case "network-from": from = value
        case "network-to": to = value
        case "network-factor": factor = value
        case "network-bias": bias = value
        default: break
        }
    }

    func asks(at features: Double) -> Bool { from <= features && features <= to }

    func added(_ network: Double) -> Double { factor * network + bias }
}
