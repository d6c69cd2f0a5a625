import ProtectedData
import SystemFiles

/// Why a file was judged as it was, in words for teachers. Says what kinds of things were found, never what they were.
struct ScanExplanation {
    let text: String

    init(_ assessment: Assessment, showsEvidence: Bool) {
        var lines: [String] = []
        let found = assessment.findings.sorted { $0.count > $1.count }.prefix(8)
        for (index, finding) in found.enumerated() {
            lines.append("  \(index == 0 ? "found    " : "         ") \(finding.says): \(grouped(finding.count)), from \(finding.place)")
        }
        let towards = assessment.parts.filter { $0.weight > 0.3 }.prefix(6).map { "\($0.says) (+\(Self.tenths($0.weight)))" }
        let against = assessment.parts.filter { $0.weight < -0.3 && $0.name != "bias" }.prefix(4).map { "\($0.says) (\(Self.tenths($0.weight)))" }
        if !towards.isEmpty { lines.append("  speaks for  " + towards.joined(separator: "; ")) }
        if !against.isEmpty { lines.append("  against     " + against.joined(separator: "; ")) }
        lines.append(
            "  score       \(Self.tenths(assessment.score)): \(assessment.isProtected ? "protected" : "not protected") (above 0 is protected)")
        if showsEvidence {
            for (rule, text) in assessment.evidence.prefix(12) { lines.append("  evidence  \(rule): \(escapedForDisplay(text))") }
        }
        text = lines.joined(separator: "\n")
    }

    private static func tenths(_ value: Double) -> String {
        let tenths = Int((min(max(value, -1000), 1000) * 10).rounded())
        return (tenths < 0 ? "-" : "") + "\(tenths.magnitude / 10).\(tenths.magnitude % 10)"
    }
}
