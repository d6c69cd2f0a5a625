import DocumentText
import Foundation
import ProtectedData
import SandboxedScan
import SystemFiles

/// tuckbox-lab: what Scripts/train-model and Scripts/bench/scan need of the inside. Part of the package only with TUCKBOX_LAB=1.
@main
enum Lab {
    static func main() throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        let set: RuleSet
        do throws(RuleProblem) { set = try RuleSet() } catch {
            print("\(error.file):\(error.line): \(error.message)")
            exit(1)
        }
        switch arguments.first {
        case "names": for feature in Training.features { print(feature.name, feature.sign) }
        case "features": for path in arguments.dropFirst() { try features(path, set) }
        case "features-of":
            while let path = readLine() { try features(path, set) }
        case "wording-of":
            while let path = readLine() { try wording(path, set) }
        case "text-of":
            while let path = readLine() { text(path, set) }
        case "pieces-of":
            while let path = readLine() { try pieces(path, set) }
        case "network-of":
            while let path = readLine() { try network(path, set) }
        case "windows": windows()
        case "throughput": try throughput(arguments[1], documentsOf: arguments.count > 2 ? Int(arguments[2]) ?? .max : .max, set)
        default:
            print(
                "tuckbox-lab names | features FILE… | features-of | wording-of | text-of | pieces-of | network-of <LIST | windows | throughput FILE [DOCUMENT'S BYTES]"
            )
        }
    }

    /// The certain part of the score, then the features.
    private static func features(_ path: String, _ set: RuleSet) throws {
        let examination = Examination(set)
        try read(path, examination)
        let assessment = examination.finish()
        print(([assessment.certain] + assessment.features).map { String($0) }.joined(separator: " "))
    }

    /// The tokens that the model of wording learns from.
    private static func wording(_ path: String, _ set: RuleSet) throws {
        let examination = Examination(set)
        Training.record(examination)
        try read(path, examination)
        // Rows are read when their table ends.
        _ = examination.finish()
        print(Training.tokens(examination).joined(separator: " "))
    }

    /// What the network reads, whether it is asked of such text, and the score without it.
    private static func text(_ path: String, _ set: RuleSet) {
        let examination = Examination(set)
        guard (try? read(path, examination)) != nil else { return print("{}") }
        let linear = Training.linear(examination.finish())
        printJSON([
            "linear": linear, "prose": Training.isProse(examination), "passages": Training.passages(examination).map { max($0, -99) },
            "text": String(decoding: Training.openingText(examination), as: UTF8.self),
        ])
    }

    /// What the network reads as sentences: `["mum rang .", [5, 0, 0]]`, words and their flags (Sources/ProtectedData/Network/SentenceCutter.swift).
    private static func pieces(_ path: String, _ set: RuleSet) throws {
        let examination = Examination(set)
        try read(path, examination)
        printJSON(Training.sentences(Training.openingText(examination)).map { [$0.words, $0.flags] as [Any] })
    }

    /// The network's own logit; `-` if there is no text.
    private static func network(_ path: String, _ set: RuleSet) throws {
        let examination = Examination(set)
        try read(path, examination)
        print(Training.network(Training.openingText(examination)).map { String($0) } ?? "-")
    }

    /// What the network costs: a full window with each set of kernels, the median of 25, in processor time.
    private static func windows() {
        Training.timeWindows { kernels, work in
            let times = (0..<25).map { _ in
                let start = clock()
                work()
                return Double(clock() - start) / Double(CLOCKS_PER_SEC) * 1000
            }
            print("\(kernels) \(Double(Int(times.sorted()[12] * 100)) / 100) ms")
        }
    }

    private static func printJSON(_ value: Any) {
        guard let data = try? JSONSerialization.data(withJSONObject: value, options: [.sortedKeys, .withoutEscapingSlashes]) else {
            fatalError("no JSON")
        }
        print(String(decoding: data, as: UTF8.self))
    }

    /// Documents of all formats are read if there is a helper beside the lab.
    private static let scanner = try? SandboxedScanner()

    private static func read(_ path: String, _ examination: Examination) throws {
        guard let scanner else { return read([UInt8](try Data(contentsOf: URL(fileURLWithPath: path))), examination) }
        let file = try Descriptor.open(Path(path), .read)
        _ = try scanner.extract(file, name: Path(path).lastComponent, examination.take)
    }

    private static func assess(_ bytes: [UInt8], _ set: RuleSet) -> Assessment {
        let examination = Examination(set)
        read(bytes, examination)
        return examination.finish()
    }

    private static func read(_ bytes: [UInt8], _ examination: Examination) {
        var reader = PlainTextReader()
        var position = 0
        while position < bytes.count {
            let end = min(position + 1 << 18, bytes.count)
            _ = reader.feed(Array(bytes[position..<end]), examination.take)
            position = end
        }
        _ = reader.finish(examination.take)
    }

    /// Medians of five runs, in processor time: our whole way from bytes to verdicts, and Vectorscan alone with the same patterns on the same bytes.
    /// - Parameter size: bytes of a document; the file is cut into so many.
    private static func throughput(_ path: String, documentsOf size: Int, _ set: RuleSet) throws {
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        func cut(_ bytes: [UInt8], _ size: Int) -> [[UInt8]] {
            stride(from: 0, to: bytes.count, by: size).map { Array(bytes[$0..<min($0 + size, bytes.count)]) }
        }
        let documents = cut(bytes, min(size, max(bytes.count, 1)))
        let blocks = documents.flatMap { cut($0, 1 << 18) }
        func median(_ work: () -> Void) -> Double {
            let times = (0..<5).map { _ in
                let start = clock()
                work()
                return Double(clock() - start) / Double(CLOCKS_PER_SEC)
            }
            return Double(bytes.count) / times.sorted()[2] / 1e6
        }
        var matches = 0
        let alone = median { matches = Training.countMatches(in: blocks, set) }
        var score = 0.0
        let whole = median { score = documents.reduce(0) { $0 + assess($1, set).score } }
        print(
            "\(documents.count) documents: Vectorscan alone \(Int(alone)) MB/s, whole \(Int(whole)) MB/s, ratio \(Double(Int(whole / alone * 100)) / 100); "
                + "\(matches) matches, scores add up to \(score)")
    }
}
