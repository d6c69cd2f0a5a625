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
        case "throughput": try throughput(arguments[1], documentsOf: arguments.count > 2 ? Int(arguments[2]) ?? .max : .max, set)
        default: print("tuckbox-lab names | features FILE… | features-of <LIST | throughput FILE [DOCUMENT'S BYTES]")
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
