public import AuditReport
public import FileVerdicts
public import MediaRead
import Synchronization
import SystemFiles
public import VaultFiles

/// One audit of a device or an image: reads it once, and nothing of it is ever written, mounted or believed.
public struct MediumAudit: Sendable {
    public var source: MediumSource
    public var reader: MediumReader
    public var classifier: FileClassifier
    public var wording: AuditWording
    /// How many files are examined at the same time.
    public var jobs = Machine.processors
    public var copy: MediumCopy?
    public var progress = Progress()
    /// Whether free space is searched for documents.
    public var searchesFreeSpace = true
    /// Whether the medium is read and hashed a second time at the end.
    public var readsTwice = false
    public var tool: Audit.Tool

    public init(_ source: MediumSource, _ reader: MediumReader, _ classifier: FileClassifier, _ wording: AuditWording, tool: Audit.Tool) {
        (self.source, self.reader, self.classifier, self.wording, self.tool) = (source, reader, classifier, wording, tool)
    }

    /// - Parameter name: `/dev/sdb`, `raw`, …
    public func run(name: String) throws -> Audit {
        let started = UTCTime(currentTime())
        progress.expect(source.size)
        let before = try source.fingerprint()
        let written = source.device?.sectorsWritten
        let (scheme, found, shortfall) = try reader.volumes()
        let survey = Survey(found, wording)
        if let shortfall { survey.add(.volume(shortfall)) }
        for (number, volume) in survey.readable { try survey.note(reader.entries(of: volume, orphans: false) { survey.add($0, number) }, number) }
        let examiner = Examiner(classifier, source, reader, survey.volumes, wording)
        let pass = MediumPass(source, progress: progress, copy: copy)
        let named = survey.takeCandidates().sorted { $0.end < $1.end }
        for candidate in named { progress.expect(candidate.size) }
        let side = SideBySide()
        // Side by side: the reading from front to back, the search for what no folder names, and the examination of the rest.
        side.start("pass") { side.keep(digest: try pass.run()) }
        side.start("survey") { try searchFurther(survey) }
        var results: [(Candidate, Judged)] = []
        side.do {
            defer { pass.release() }
            results = try examine(named, examiner) { try pass.wait(for: min($0, source.size)) }
        }
        if side.hasFailed { pass.stop() }
        let digest = try side.finish()
        let further = survey.takeCandidates()
        for candidate in further { progress.expect(candidate.size) }
        results += try examine(further, examiner) { _ in }
        var evidence = try evidence(before, written, digest: digest)
        if let copy, let digest { try copy.verify(size: source.size, digest: digest) }
        if readsTwice { try readAgain(&evidence) }
        return AuditAssembly(self, survey, scheme, results, pass.readErrors)
            .audit(name: name, evidence: evidence, started: started, children: examiner.children.count)
    }

    private func examine(
        _ candidates: [Candidate], _ examiner: Examiner, wait: @Sendable (UInt64) throws -> Void
    ) throws -> [(Candidate, Judged)] {
        let done = Mutex<[(Candidate, Judged)]>([])
        try concurrently(UInt64(candidates.count), jobs: jobs) { next in
            while let number = try next() {
                let candidate = candidates[Int(number)]
                try wait(candidate.end)
                let judged = try examiner.examine(candidate)
                done.withLock { $0.append((candidate, judged)) }
            }
        }
        return done.withLock { $0 }
    }

    /// Files that no folder names, and documents in free space.
    private func searchFurther(_ survey: Survey) throws {
        for (number, volume) in survey.readable {
            // To find what no folder names, all folders are gone through once more.
            if !survey.tookTooLong(number) { try survey.note(reader.entries(of: volume, orphans: true) { survey.add($0, number) }, number) }
            var free: [Extent] = []
            try survey.note(reader.freeSpace(of: volume) { free += $0 }, number)
            survey.setFree(free, number)
        }
        guard searchesFreeSpace else { return survey.add(Confidence.Gap(.freeSpaceNotSearched)) }
        survey.sortPlaces()
        for (number, area) in survey.searchable {
            let shortfall = try reader.search(area) { find in
                switch find {
                case .document(let extents): survey.add(found: extents, number)
                case .random(let extent): survey.add(random: extent, number)
                case .blank: survey.setBlank(number)
                }
            }
            if shortfall != nil { survey.add(Confidence.Gap(.freeSpaceNotSearched, volume: number)) }
        }
    }

    private func evidence(_ before: [FileStatus], _ written: UInt64?, digest: [UInt8]?) throws -> AuditedMedium.Evidence {
        var evidence = AuditedMedium.Evidence(sha256Before: digest.map(hexadecimal))
        if let device = source.device {
            if let written, let now = device.sectorsWritten { evidence.sectorsWritten = now &- written }
            evidence.proof = device.refusesWrites ? .readOnlyDevice : evidence.sectorsWritten == 0 ? .kernelCounters : nil
        } else if try source.fingerprint() == before {
            evidence.proof = .openedReadOnly
        }
        return evidence
    }

    private func readAgain(_ evidence: inout AuditedMedium.Evidence) throws {
        progress.expect(source.size)
        evidence.sha256After = try MediumPass(source, progress: progress, copy: nil).run().map(hexadecimal)
        if evidence.sha256After == evidence.sha256Before { evidence.proof = evidence.proof ?? .sameDigest }
    }
}

func hexadecimal(_ bytes: [UInt8]) -> String { bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }
