import DocumentText
import FileVerdicts
import ProtectedData
import SystemFiles

/// What a scan says of one file.
struct ScanResult {
    let path: Path
    let file: FileVerdict

    var verdict: FileVerdict.Kind { file.kind }
    /// Why it was not examined, or not fully, in words.
    var reason: String? { file.shortfall.map { $0.says(of: path) } }
}

/// A line of JSON: Docs/CLI.md. Nothing in it comes from inside the file.
struct ScanLine: Encodable {
    let schema = 1
    let path: String
    let pathBase64: String?
    let verdict: FileVerdict.Kind
    let categories: [String]
    let people: Int
    let label: String?
    let score: Double?
    let findings: [Finding]
    let encryptedBy: String?
    let reason: String?
    let parts: [Part]?

    struct Finding: Encodable {
        let rule: String
        let count: Int
        let `where`: String
    }

    struct Part: Encodable {
        let name: String
        let weight: Double
    }

    init(_ result: ScanResult, explained: Bool) {
        let name = JSONName(result.path.bytes)
        (path, pathBase64, verdict, reason) = (name.path, name.pathBase64, result.verdict, result.reason)
        encryptedBy = result.file.tool?.rawValue
        let assessment = result.file.assessment
        let isProtected = result.verdict == .protected
        categories = assessment?.categories.map(\.rawValue) ?? []
        people = assessment?.people ?? 0
        label = assessment?.label
        score = assessment.map { Self.rounded($0.score) }
        findings = isProtected || explained ? assessment?.findings.map { Finding(rule: $0.rule, count: $0.count, where: $0.place) } ?? [] : []
        parts = explained ? assessment?.parts.map { Part(name: $0.name, weight: Self.rounded($0.weight)) } : nil
    }

    private static func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
}
