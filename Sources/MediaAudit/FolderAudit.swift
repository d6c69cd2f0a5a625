public import AuditReport
public import FileVerdicts
import Synchronization
public import SystemFiles
import VaultFiles

/// An audit of what can be seen through a folder: files that are there.
public struct FolderAudit: Sendable {
    public var classifier: FileClassifier
    public var wording: AuditWording
    public var jobs = Machine.processors
    public var tool: Audit.Tool

    public init(_ classifier: FileClassifier, _ wording: AuditWording, tool: Audit.Tool) {
        (self.classifier, self.wording, self.tool) = (classifier, wording, tool)
    }

    /// - Parameters:
    ///   - folder: paths in the audit begin below it.
    ///   - files: below `folder`.
    ///   - failed: those that could not even be looked at.
    public func run(_ folder: Path, files: [Path], failed: [(path: Path, reason: FileVerdict.Shortfall)]) throws -> Audit {
        let started = UTCTime(currentTime())
        let results = Mutex<[Int: (FileStatus?, Judged)]>([:])
        let children = ChildrenTally()
        try concurrently(UInt64(files.count), jobs: jobs) { next in
            while let number = try next() {
                let result = try look(files[Int(number)], children)
                results.withLock { $0[Int(number)] = result }
            }
        }
        let done = results.withLock { $0 }
        var mask = PathMask()
        var audited: [AuditedFile] = []
        func add(_ path: Path, _ status: FileStatus?, _ judged: Judged) {
            let id = audited.count + 1
            let name = Self.relative(path, to: folder)
            audited.append(
                AuditedFile(
                    id: id, volume: nil, path: name, maskedPath: mask.masked(name, volume: nil, id: id), state: .live, sizeBytes: status?.size ?? 0,
                    modified: status.map { UTCTime($0.modified) }, verdict: judged.verdict, categories: judged.categories, people: judged.people,
                    label: judged.label, reason: judged.reason, encryptedBy: judged.encryptedBy, encryptionIsWeak: judged.encryptionIsWeak,
                    vault: judged.vault))
        }
        for (index, path) in files.enumerated() { if let (status, judged) = done[index] { add(path, status, judged) } }
        for (path, reason) in failed { add(path, nil, Judged(.notExamined, reason: wording.text(.file(reason)))) }
        var gaps = [Confidence.Gap(.folderOnly)]
        let unread = audited.count { $0.verdict == .notExamined }
        if unread > 0 { gaps.append(Confidence.Gap(.filesNotExamined, files: unread)) }
        let size = audited.reduce(UInt64(0)) { $0.addingReportingOverflow($1.sizeBytes).partialValue }
        return Audit(
            tool: tool, started: started, ended: UTCTime(max(started.seconds, currentTime())),
            medium: AuditedMedium(kind: .folder, name: "folder", sizeBytes: size), volumes: [], files: audited, use: nil, gaps: gaps,
            ownerHints: Set(audited.compactMap { $0.vault?.organisation }).sorted().map { OwnerHint(.vault, $0) }, children: children.count)
    }

    private func look(_ path: Path, _ children: ChildrenTally) throws -> (FileStatus?, Judged) {
        do {
            let file = try Descriptor.open(path, .read)
            let status = try file.status()
            let verdict = try classifier.classify(file, name: path.lastComponent)
            children.add(verdict)
            return (status, Judged(verdict, file, wording))
        } catch let error as FileError {
            return (nil, Judged(.notExamined, reason: wording.text(.file(.unreadable(error)))))
        }
    }

    private static func relative(_ path: Path, to folder: Path) -> [UInt8] {
        let top = folder.withoutTrailingSlashes.bytes
        guard path.bytes.starts(with: top) else { return path.bytes }
        return Array(path.bytes.dropFirst(top.count).drop { $0 == 0x2f })
    }
}
