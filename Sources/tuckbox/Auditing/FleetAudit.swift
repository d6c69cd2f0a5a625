import AuditReport
import AuditTrail
import FileVerdicts
import MediaAudit
import MediaRead
import SystemFiles

/// Audits the images in a folder, one after the other: a line of JSON for each.
struct FleetAudit {
    private let engine: AuditEngine
    private let folder: Path

    init(_ engine: AuditEngine, _ folder: Path) { (self.engine, self.folder) = (engine, folder) }

    func run(_ record: ActionRecord, _ common: CommonOptions) throws {
        let descriptor = try Descriptor.open(folder, [.read, .directory])
        let images = try descriptor.directoryEntries().filter { try Self.isImage($0, descriptor) }
        guard !images.isEmpty else { throw Failure(.failed, message: "there are no images in \(quoted(folder))") }
        try record.intend(common) { $0.files = UInt64(images.count) }
        record.note { $0.files = UInt64(images.count) }
        var found = false
        var isIncomplete = false
        for (index, name) in images.enumerated() {
            try Interruption.check()
            let line = try line(name)
            found = found || line.protectedFiles > 0
            isIncomplete = isIncomplete || line.isIncomplete
            try JSONDocument.printLine(line)
            common.detail("\(grouped(index + 1)) of \(grouped(images.count))")
        }
        if found { ExitStatus.protectedDataFound.exit() }
        if isIncomplete { ExitStatus.incomplete.exit() }
    }

    /// Files that look like images: not what lies beside them, nor further pieces of a split one.
    private static func isImage(_ name: [UInt8], _ folder: borrowing Descriptor) throws -> Bool {
        guard name.first != 0x2e, try folder.status(of: Path(bytes: name)).kind == .file else { return false }
        let suffix = String(decoding: name[(name.lastIndex(of: 0x2e) ?? name.endIndex)...], as: UTF8.self).lowercased()
        return [".img", ".dd", ".raw", ".iso", ".bin", ".001", ".gz", ".zst", ".e01"].contains(suffix)
    }

    private func line(_ name: [UInt8]) throws -> Line {
        let path = folder.appending(name)
        let started = MonotonicTime.now
        do {
            let (source, form) = try engine.open(path)
            let audit = try engine.audit(source, name: form)
            return Line(name, audit, milliseconds: MonotonicTime.now.milliseconds - started.milliseconds)
        } catch {
            guard !(error is Interrupted), let failure = Failure(error, about: path) else { throw error }
            return Line(name, failure)
        }
    }

    private struct Line: Encodable {
        let schema = 1
        let image: String
        let imageBase64: String?
        /// `protected`, `incomplete`, `clean` or `failed`.
        let verdict: String
        let grade: Grade?
        let protectedFiles: Int
        let deletedProtectedFiles: Int
        let children: PeopleCount?
        let childrenEstimate: Int?
        let vaults: Int
        let encryptedFiles: Int
        let encryptedVolumes: Int
        let confidence: Confidence.Level?
        let sizeBytes: UInt64
        let sha256: String?
        let milliseconds: Int64
        let error: String?

        var isIncomplete: Bool { verdict == "incomplete" || verdict == "failed" }

        init(_ name: [UInt8], _ audit: Audit, milliseconds: Int64) {
            let name = JSONName(name)
            (image, imageBase64) = (name.path, name.pathBase64)
            let protected = audit.files.filter { $0.verdict == .protected }
            verdict = !protected.isEmpty ? "protected" : audit.isIncomplete ? "incomplete" : "clean"
            (grade, protectedFiles, deletedProtectedFiles) = (audit.grade, protected.count, protected.count { $0.state != .live })
            (children, childrenEstimate) = (audit.totals.children, audit.totals.childrenEstimate)
            (vaults, encryptedFiles) = (audit.totals.count(.vault), audit.totals.count(.encrypted))
            encryptedVolumes = audit.volumes.count { $0.encryptedBy != nil }
            (confidence, sizeBytes, sha256) = (audit.confidence.level, audit.medium.sizeBytes, audit.medium.evidence.sha256Before)
            (self.milliseconds, error) = (milliseconds, nil)
        }

        init(_ name: [UInt8], _ failure: Failure) {
            let name = JSONName(name)
            (image, imageBase64, verdict, error) = (name.path, name.pathBase64, "failed", failure.message)
            (grade, protectedFiles, deletedProtectedFiles, children, childrenEstimate) = (nil, 0, 0, nil, nil)
            (vaults, encryptedFiles, encryptedVolumes, confidence, sizeBytes, sha256, milliseconds) = (0, 0, 0, nil, 0, nil, 0)
        }
    }
}
