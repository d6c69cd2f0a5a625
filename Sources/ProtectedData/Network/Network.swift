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
        /// Into how many windows the text was cut.
        let windows: Int
        /// Whether all of the text was read.
        let isOfAll: Bool
    }

    /// What of a document is read: its most telling windows first.
    struct Reading {
        /// A window of which the features say less is not worth it.
        var least = -Double.infinity
        /// How many windows at most: so that a long document costs no more than a tenth of a second with AVX-512, twice that with AVX2.
        var most = 12
        /// The logit at which reading may end: what follows could only add to it.
        var enough = Double.infinity
    }

    /// Nil if there is nothing to read, or a score is no number.
    /// - Parameters:
    ///   - reading: by the number of windows.
    ///   - features: what the features say of a window's text, as of a document of its own.
    func score(of text: [UInt8], _ reading: (Int) -> Reading = { _ in Reading() }, features: ([UInt8]) -> Double = { _ in 0 }) -> Answer? {
        let (windows, isWhole) = PieceWindows.windows(of: text, file.vocabulary)
        let reading = reading(windows.count)
        // Of a single window there is nothing to choose, unless it has to be worth it.
        let isChoice = windows.count > 1 || reading.least > -.infinity
        let telling = windows.enumerated().map { (place: $0, window: $1, says: isChoice ? features($1.text) : 0) }
            .filter { $0.says >= reading.least }.sorted { ($1.says, $0.place) < ($0.says, $1.place) }
        guard !telling.isEmpty else { return nil }
        let encoder = Encoder(file)
        var (logit, read) = (-Double.infinity, 0)
        for (_, window, _) in telling.prefix(reading.most) {
            let score = Double(encoder.score(window))
            guard score.isFinite else { return nil }
            let most = max(logit, score)
            logit = most + log(exp(logit - most) + exp(score - most))
            read += 1
            if logit >= reading.enough { break }
        }
        return Answer(logit: logit, windows: windows.count, isOfAll: isWhole && read == windows.count)
    }
}

/// The memory that the network's weights take.
public enum NetworkMemory {
    /// For a process that now waits. The weights are read from the program's file again when they are next needed, which takes some milliseconds.
    public static func giveBack() { DetectionData.release("network.bin") }
}
