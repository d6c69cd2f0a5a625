import AuditReport
import CryptoCore
import FileVerdicts
import MediaAudit
import MediaRead
import ProtectedData
import SandboxedScan
import SystemFiles
import VaultFiles

/// What audits are made with: rules, helpers, words. One serves many media.
struct AuditEngine {
    let rules: RuleSet
    let scanner: SandboxedScanner?
    let jobs: Int
    let showsProgress: Bool

    init(_ rules: RuleSet, jobs: Int, common: CommonOptions) throws {
        (self.rules, self.jobs, showsProgress) = (rules, jobs, common.showsProgress)
        scanner = try common.scanner()
    }

    private var tool: Audit.Tool {
        Audit.Tool(version: Release.version, rules: Self.digest(of: rules), libraries: ["libtsk 4.11"])
    }

    /// A device or an image, and its form: `raw`, `split`, `gzip`, …
    func open(_ path: Path) throws -> (MediumSource, form: String) {
        if let form = try ExpandedImage.form(of: path) { return (try ExpandedImage.expand(path, form), form.rawValue) }
        let source = try MediumSource(path)
        return (source, source.kind.rawValue)
    }

    /// Audits a device or an image.
    /// - Parameter copy: where a copy goes while it is read.
    func audit(_ source: MediumSource, name: String, copy: MediumCopy? = nil, readsTwice: Bool = false) throws -> Audit {
        let progress = Progress()
        let classifier = FileClassifier(rules: rules, scanner: scanner, progress: progress)
        var audit = MediumAudit(source, try MediumReader(source), classifier, .ours, tool: tool)
        (audit.jobs, audit.progress, audit.copy, audit.readsTwice) = (jobs, progress, copy, readsTwice)
        return try ProgressBar.during("auditing", progress, shown: showsProgress) { try audit.run(name: name) }
    }

    func audit(folder: Path) throws -> Audit {
        var list = ScanList()
        try list.add(folder)
        let progress = Progress()
        for file in list.files { progress.expect(file.size) }
        var audit = FolderAudit(FileClassifier(rules: rules, scanner: scanner, progress: progress), .ours, tool: tool)
        audit.jobs = jobs
        return try ProgressBar.during("auditing", progress, shown: showsProgress) {
            try audit.run(folder, files: list.files.map(\.path), failed: list.failed)
        }
    }

    /// SHA-256 of the list of rules.
    private static func digest(of rules: RuleSet) -> String {
        let text = rules.list.map { [$0.id, $0.kind, $0.says, $0.file, String($0.line)].joined(separator: "\t") }.joined(separator: "\n")
        return hexadecimal((try? Digest.sha256.hash(Array(text.utf8).span)) ?? [])
    }
}
