internal import Glibc

/// The small language model that is asked where the features leave it open: whether a document is about somebody, by its sentences as they stand.
/// See Docs/DETECTION.md.
final class Network: Sendable {
    let file: NetworkFile

    /// Nil if the file that the program was built with cannot be used; a test has it that it can.
    static let shared = unsafe try? Network(DetectionData.inPlace("network.bin"))

    /// - Parameter bytes: a NetworkFile's; they have to stay.
    init(_ bytes: UnsafeRawBufferPointer) throws(NetworkProblem) { file = unsafe try NetworkFile(bytes) }

    struct Answer {
        /// The logit of a document: a smooth maximum of its windows', so that one passage is enough.
        let logit: Double
        /// Whether all of the text was read.
        let isOfAll: Bool
    }

    /// Nil if there is nothing to read, or a score is no number.
    /// - Parameter enough: a logit at which reading may end: what follows could only add to it.
    func score(of text: [UInt8], enough: Double = .infinity) -> Answer? {
        let (windows, isWhole) = PieceWindows.windows(of: text, file.vocabulary)
        guard !windows.isEmpty else { return nil }
        let encoder = Encoder(file)
        var (logit, read) = (-Double.infinity, 0)
        for window in windows {
            let score = Double(encoder.score(window))
            guard score.isFinite else { return nil }
            let most = max(logit, score)
            logit = most + log(exp(logit - most) + exp(score - most))
            read += 1
            if logit >= enough { break }
        }
        return Answer(logit: logit, isOfAll: isWhole && read == windows.count)
    }
}

/// The memory that the network's weights take.
public enum NetworkMemory {
    /// For a process that now waits. The weights are read from the program's file again when they are next needed, which takes some milliseconds.
    public static func giveBack() { DetectionData.release("network.bin") }
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

    /// The network's logit from which on a document is so surely protected that the rest of it need not be read.
    func enough(at score: Double) -> Double { factor > 0 ? (Self.sure - score - bias) / factor : .infinity }

    /// A joined score: odds of seven to one.
    static let sure = 2.0

    /// A score that nothing the network has been seen to say would bring to zero: what is certain, a pupil's number or a school's own rule, has decided.
    static let decided = 6.5
}
