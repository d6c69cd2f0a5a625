import AuditReport
import FileVerdicts
import MediaRead
import SystemFiles

/// Puts together what an audit found.
struct AuditAssembly {
    private let audit: MediumAudit
    private let survey: Survey
    private let scheme: PartitionScheme
    private let results: [(Candidate, Judged)]
    private let readErrors: [ByteRange]
    private let unreadFinds: Int

    init(_ audit: MediumAudit, _ survey: Survey, _ scheme: PartitionScheme, _ results: [(Candidate, Judged)], _ readErrors: [ByteRange]) {
        (self.audit, self.survey, self.scheme, self.readErrors) = (audit, survey, scheme, readErrors)
        unreadFinds = results.count { $0.0.state == .carved && $0.1.verdict == .notExamined }
        // Whichever thread was done first.
        self.results = results.filter(Self.isTold).sorted { $0.0.stands(before: $1.0) }
    }

    /// Of guesses in free space only what was read and is something; what a file system has for itself only if somebody hid something there.
    private static func isTold(_ candidate: Candidate, _ judged: Judged) -> Bool {
        if candidate.state == .carved || candidate.isBookkeeping { return judged.verdict != .clean && judged.verdict != .notExamined }
        return true
    }

    func audit(name: String, evidence: AuditedMedium.Evidence, started: UTCTime, children: Int) -> Audit {
        let device = audit.source.device.map {
            AuditedMedium.Device(vendor: $0.fact(.vendor), model: $0.fact(.model), serial: $0.fact(.serial), bus: $0.bus)
        }
        let medium = AuditedMedium(
            kind: device == nil ? .image : .device, name: name, sizeBytes: audit.source.size,
            sectorBytes: audit.source.device?.sectorSize ?? 512, partitionScheme: scheme.rawValue, device: device, evidence: evidence,
            readErrors: readErrors)
        var mask = PathMask()
        let files = results.enumerated().map { index, result in file(index + 1, result.0, result.1, &mask) }
        let volumes = survey.numbers.compactMap(volume)
        return Audit(
            tool: audit.tool, started: started, ended: UTCTime(max(started.seconds, currentTime())), medium: medium, volumes: volumes, files: files,
            use: use(files), gaps: gaps(files), ownerHints: hints(volumes, files, device), children: children)
    }

    private func file(_ id: Int, _ candidate: Candidate, _ judged: Judged, _ mask: inout PathMask) -> AuditedFile {
        let path = candidate.path.map { $0.first == 0x2f ? Array($0.dropFirst()) : $0 }
        return AuditedFile(
            id: id, volume: candidate.volume, path: path, maskedPath: mask.masked(path, volume: candidate.volume, id: id),
            state: candidate.auditedState, sizeBytes: candidate.size, offset: candidate.extents.first { $0.offset != nil }?.offset,
            modified: candidate.modified.map(UTCTime.init), created: candidate.created.map(UTCTime.init),
            accessed: candidate.accessed.map(UTCTime.init), sha256: judged.digest, verdict: judged.verdict, categories: judged.categories,
            people: judged.people, label: judged.label, reason: judged.reason, encryptedBy: judged.encryptedBy,
            encryptionIsWeak: judged.encryptionIsWeak, vault: judged.vault)
    }

    private func volume(_ number: Int) -> AuditedVolume? {
        guard let volume = survey.volumes[number], let offset = volume.extent.offset else { return nil }
        var reason = survey.problem(number).map(audit.wording.text)
        if volume.encryptedBy == nil, volume.fileSystemType == 0 {
            reason = survey.isBlank(number) ? nil : audit.wording.text(volume.fileSystem == nil ? .unknownFileSystem : .unreadFileSystem)
        }
        let label = volume.label.isEmpty ? nil : String(decoding: volume.label, as: UTF8.self)
        return AuditedVolume(
            number: number, offset: offset, sizeBytes: volume.extent.count, fileSystem: volume.fileSystem, label: label,
            identifier: volume.identifier, encryptedBy: volume.encryptedBy, hasLocalTimes: volume.hasLocalTimes, reason: reason)
    }

    private func gaps(_ files: [AuditedFile]) -> [Confidence.Gap] {
        var gaps = survey.ownGaps
        if !readErrors.isEmpty { gaps.append(Confidence.Gap(.readErrors, bytes: readErrors.reduce(0) { $0 + $1.sizeBytes })) }
        let unread = files.count { $0.verdict == .notExamined }
        if unread > 0 { gaps.append(Confidence.Gap(.filesNotExamined, files: unread)) }
        if unreadFinds > 0 { gaps.append(Confidence.Gap(.freeSpaceNotSearched, files: unreadFinds)) }
        if survey.problem(0) != nil { gaps.append(Confidence.Gap(.damagedFileSystem)) }
        for number in survey.numbers {
            guard let volume = survey.volumes[number] else { continue }
            if volume.encryptedBy != nil {
                gaps.append(Confidence.Gap(.encryptedVolume, volume: number, bytes: volume.extent.count))
            } else if volume.fileSystemType == 0, !survey.isBlank(number) {
                gaps.append(Confidence.Gap(.unknownFileSystem, volume: number, bytes: volume.extent.count))
            }
            switch survey.problem(number) {
            case .volume(.limit), .volume(.timeLimit): gaps.append(Confidence.Gap(.limitReached, volume: number))
            case .some: gaps.append(Confidence.Gap(.damagedFileSystem, volume: number))
            case nil: break
            }
            let losses = survey.losses(number)
            if let count = losses[.overwritten] { gaps.append(Confidence.Gap(.deletedOverwritten, volume: number, files: count)) }
            if let count = losses[.damaged] { gaps.append(Confidence.Gap(.damagedFileSystem, volume: number, files: count)) }
            let isExt = volume.fileSystem?.hasPrefix("ext") == true
            if losses[.notKept] != nil || isExt { gaps.append(Confidence.Gap(.deletedNotKept, volume: number, files: losses[.notKept] ?? 0)) }
        }
        for (volume, extent) in survey.random { gaps.append(Confidence.Gap(.randomArea, volume: volume, bytes: extent.count)) }
        return gaps
    }

    private func hints(_ volumes: [AuditedVolume], _ files: [AuditedFile], _ device: AuditedMedium.Device?) -> [OwnerHint] {
        var hints: [OwnerHint] = []
        for text in Set(files.compactMap { $0.vault?.organisation }).sorted() { hints.append(OwnerHint(.vault, text)) }
        for volume in volumes { if let label = volume.label { hints.append(OwnerHint(.volumeLabel, label)) } }
        if let device {
            let text = [device.vendor, device.model, device.serial].compactMap(\.self).joined(separator: " ")
            if !text.isEmpty { hints.append(OwnerHint(.device, text)) }
        }
        return hints
    }

    /// What the bytes are used for: free is what the file systems call free, and what is in no file is their own.
    private func use(_ files: [AuditedFile]) -> MediumUse {
        var map = MediumUseMap(size: audit.source.size)
        for range in readErrors { map.mark(range, .unread) }
        for number in survey.numbers {
            guard let volume = survey.volumes[number] else { continue }
            if volume.encryptedBy != nil {
                map.mark(volume.extent, .encrypted)
            } else if volume.fileSystemType == 0, !survey.isBlank(number) {
                map.mark(volume.extent, .notExamined)
            }
        }
        var taken: [Extent] = []
        for (file, result) in zip(files, results) {
            let use: MediumUse.Use =
                switch file.verdict {
                case .protected: .protected
                case .vault, .encrypted, .encryptedOrRandom: .encrypted
                case .notExamined: .notExamined
                case .clean: .clean
                }
            for extent in result.0.extents where extent.offset != nil {
                if result.0.state == .live { taken.append(extent) }
                if result.0.state == .live || use != .clean { map.mark(extent, use) }
            }
        }
        for (number, volume) in survey.readable {
            guard let free = survey.free(number) else { continue }
            for extent in [volume.extent].subtracting(free + taken) { map.mark(extent, .structure) }
        }
        return map.finish()
    }
}

extension MediumUseMap {
    fileprivate mutating func mark(_ extent: Extent, _ use: MediumUse.Use) {
        if let offset = extent.offset { mark(ByteRange(offset: offset, sizeBytes: extent.count), use) }
    }
}

extension Candidate {
    fileprivate var rank: Int {
        switch state {
        case .live: 0
        case .deleted: 1
        case .orphan: 2
        case .carved: 3
        }
    }

    /// By volume, then those that are there, then by path.
    fileprivate func stands(before other: Candidate) -> Bool {
        let (ours, theirs) = ((volume ?? .max, rank), (other.volume ?? .max, other.rank))
        if ours != theirs { return ours < theirs }
        let (path, otherPath) = (self.path ?? [], other.path ?? [])
        return path == otherPath ? end < other.end : path.lexicographicallyPrecedes(otherPath)
    }

    fileprivate var auditedState: AuditedFile.State {
        switch state {
        case .live: .live
        case .deleted: .deleted
        case .orphan: .orphan
        case .carved: .carved
        }
    }
}

extension [Extent] {
    /// What of these, which do not overlap and are in order, is in none of `others`.
    func subtracting(_ others: [Extent]) -> [Extent] {
        let sorted = others.filter { $0.offset != nil && $0.count > 0 }.sorted { ($0.offset ?? 0) < ($1.offset ?? 0) }
        var result: [Extent] = []
        var index = 0
        for extent in self {
            guard let start = extent.offset, let end = extent.end else { continue }
            var position = start
            while index < sorted.count, (sorted[index].end ?? 0) <= start { index += 1 }
            var at = index
            while at < sorted.count, let from = sorted[at].offset, from < end {
                if from > position { result.append(Extent(position, from - position)) }
                position = Swift.max(position, sorted[at].end ?? position)
                at += 1
            }
            if position < end { result.append(Extent(position, end - position)) }
        }
        return result
    }
}
