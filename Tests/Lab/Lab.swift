import DocumentText
import Foundation
import ProtectedData

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
        case "throughput": try throughput(arguments[1], set)
        default: print("tuckbox-lab names | features FILE… | features-of <LIST | throughput FILE")
        }
    }

    /// The certain part of the score, then the features.
    private static func features(_ path: String, _ set: RuleSet) throws {
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        let assessment = assess(bytes, set)
        print(([assessment.certain] + assessment.features).map { String($0) }.joined(separator: " "))
    }

    private static func assess(_ bytes: [UInt8], _ set: RuleSet) -> Assessment {
        let examination = Examination(set)
        var reader = PlainTextReader()
        var position = 0
        while position < bytes.count {
            let end = min(position + 1 << 18, bytes.count)
            _ = reader.feed(Array(bytes[position..<end]), examination.take)
            position = end
        }
        _ = reader.finish(examination.take)
        return examination.finish()
    }

    /// Medians of five runs: our whole way from bytes to a verdict, and Vectorscan alone with the same patterns on the same bytes.
    private static func throughput(_ path: String, _ set: RuleSet) throws {
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        let blocks = stride(from: 0, to: bytes.count, by: 1 << 18).map { Array(bytes[$0..<min($0 + 1 << 18, bytes.count)]) }
        func median(_ work: () -> Void) -> Double {
            let clock = ContinuousClock()
            let times = (0..<5).map { _ in clock.measure(work) / .seconds(1) }.sorted()
            return Double(bytes.count) / times[2] / 1e6
        }
        var matches = 0
        let alone = median { matches = blocks.reduce(0) { $0 + Training.countMatches(in: $1, set) } }
        var score = 0.0
        let whole = median { score = assess(bytes, set).score }
        print("vectorscan alone \(Int(alone)) MB/s, whole \(Int(whole)) MB/s, ratio \(whole / alone); \(matches) matches, score \(score)")
    }
}
