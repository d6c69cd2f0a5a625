import AuditReport
import FileVerdicts
import MediaRead
import Synchronization
import SystemFiles

/// Says what candidates are. Equal contents, and equal places, are looked at once. For many threads.
final class Examiner: Sendable {
    private let classifier: FileClassifier
    private let source: MediumSource
    private let reader: MediumReader
    private let volumes: [Int: MediumVolume]
    private let wording: AuditWording

    private struct Known: Sendable {
        var byPlace: [[Extent]: Judged] = [:]
        var byDigest: [[UInt8]: Judged] = [:]
        /// Bytes that may still be read.
        var budget: UInt64
    }
    private let known: Mutex<Known>
    let children = ChildrenTally()

    init(_ classifier: FileClassifier, _ source: MediumSource, _ reader: MediumReader, _ volumes: [Int: MediumVolume], _ wording: AuditWording) {
        (self.classifier, self.source, self.reader, self.volumes, self.wording) = (classifier, source, reader, volumes, wording)
        known = Mutex(Known(budget: MediumEntry.mostContents(ofMedium: source.size)))
    }

    func examine(_ candidate: Candidate) throws -> Judged {
        if candidate.size == 0, candidate.storage == .extents([]) { return Judged(.clean) }
        if case .lost(let loss) = candidate.storage {
            guard loss == .encrypted else { return Judged(.notExamined, reason: wording.text(.loss(loss))) }
            var judged = Judged(.encrypted)
            judged.encryptedBy = wording.text(.loss(.encrypted))
            return judged
        }
        let place = candidate.extents
        let affordable = known.withLock { known -> (Judged?, Bool) in
            if let judged = known.byPlace[place], !place.isEmpty { return (judged, true) }
            guard candidate.size <= known.budget else { return (nil, false) }
            known.budget -= candidate.size
            return (nil, true)
        }
        if let judged = affordable.0 { return judged }
        guard affordable.1 else { return Judged(.notExamined, reason: wording.text(.tooMuch)) }
        return try look(candidate, place)
    }

    private func look(_ candidate: Candidate, _ place: [Extent]) throws -> Judged {
        do {
            let copy = try ContentCopy(candidate, source, reader, candidate.volume.flatMap { volumes[$0] })
            let seen = known.withLock { $0.byDigest[copy.digest] }
            var judged: Judged
            if let seen, !copy.hasReadErrors, copy.shortfall == nil {
                judged = seen
            } else {
                let verdict = try classifier.classify(copy.file, name: candidate.name)
                children.add(verdict)
                judged = Judged(verdict, copy.file, wording)
                judged.digest = copy.digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
                if copy.hasReadErrors { judged.weaken(wording.text(.readErrors)) }
                if let shortfall = copy.shortfall { judged.weaken(wording.text(.volume(shortfall))) }
            }
            let result = judged
            known.withLock { known in
                if !place.isEmpty { known.byPlace[place] = result }
                if !copy.hasReadErrors, copy.shortfall == nil { known.byDigest[copy.digest] = result }
            }
            return result
        } catch let error as FileError {
            return Judged(.notExamined, reason: wording.text(.file(.unreadable(error))))
        }
    }
}

extension Judged {
    /// A part could not be seen: what was found counts, that nothing was found does not.
    mutating func weaken(_ why: String) {
        reason = reason ?? why
        if verdict == .clean || verdict == .encryptedOrRandom { verdict = .notExamined }
        if verdict == .vault { vault?.isWhole = false }
    }
}
