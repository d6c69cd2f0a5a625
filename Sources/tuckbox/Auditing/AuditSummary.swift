import AuditReport
import FileVerdicts
import ProtectedData
import SystemFiles

/// An audit for the person in front of the terminal: the answer first.
struct AuditSummary {
    let lines: [String]

    init(_ audit: Audit, showsNames: Bool) {
        var lines = [Self.answer(audit)]
        lines += ["", Self.medium(audit.medium)]
        for volume in audit.volumes { lines.append("  \(Self.volume(volume))") }
        for kind in Self.order { lines += Self.files(audit, kind, showsNames: showsNames) }
        lines += Self.gaps(audit)
        if !audit.ownerHints.isEmpty {
            lines += ["", "Whose it may be:"]
            for hint in audit.ownerHints { lines.append("  \(Self.source(hint.source)): \(shown(hint.text))") }
        }
        lines += ["", Self.evidence(audit.medium)]
        self.lines = lines
    }

    private static let order: [AuditedFile.Verdict] = [.protected, .encryptedOrRandom, .notExamined, .encrypted, .vault]
    private static let listed = 20

    static func answer(_ audit: Audit) -> String {
        let protected = audit.files.filter { $0.verdict == .protected }
        if !protected.isEmpty {
            let totals = audit.totals
            let about = totals.children.atMost > 0 ? ", \(totals.children.children(estimate: totals.childrenEstimate))" : ""
            let gone = protected.count { $0.state != .live }
            let also =
                gone == 0 ? "" : gone == protected.count ? ", deleted and still readable" : ", \(grouped(gone)) of them deleted and still readable"
            return "UNENCRYPTED PROTECTED DATA: \(counted(protected.count, "file"))\(also)\(about)."
        }
        switch audit.confidence.level {
        case .full: return "No unencrypted protected data was found; everything that can be read was read."
        case .partial: return "No unencrypted protected data was found in what could be read; not everything could."
        case .low: return "No unencrypted protected data was found, but so much could not be read that this says little."
        }
    }

    private static func medium(_ medium: AuditedMedium) -> String {
        let facts = [medium.device?.vendor, medium.device?.model, medium.device?.serial.map { "serial number \($0)" }].compactMap(\.self).map(shown)
        let scheme = medium.partitionScheme.map { $0 == "none" ? "no partition table" : "partition table \($0.uppercased())" }
        return "\(shown(medium.name)), \(byteCount(medium.sizeBytes))" + (facts + [scheme].compactMap(\.self)).map { ", \($0)" }.joined()
    }

    private static func volume(_ volume: AuditedVolume) -> String {
        let label = volume.label.map { " '\(shown($0))'" } ?? ""
        let what = volume.encryptedBy.map { "encrypted with \(shown($0))" } ?? volume.fileSystem.map(shown) ?? "no known file system"
        return "volume \(volume.number)\(label): \(what), \(byteCount(volume.sizeBytes))" + (volume.reason.map { "; \(shown($0))" } ?? "")
    }

    private static func files(_ audit: Audit, _ verdict: AuditedFile.Verdict, showsNames: Bool) -> [String] {
        let files = audit.files.filter { $0.verdict == verdict }
        guard !files.isEmpty else { return [] }
        var lines = ["", "\(heading(verdict)): \(grouped(files.count))"]
        for file in files.prefix(listed) { lines.append("  " + line(file, showsNames: showsNames)) }
        if files.count > listed { lines.append("  and \(grouped(files.count - listed)) more; --json lists them all") }
        return lines
    }

    private static func line(_ file: AuditedFile, showsNames: Bool) -> String {
        let name = showsNames ? file.path.map { quoted(Array($0.utf8)) } ?? file.maskedPath : file.maskedPath
        var facts: [String] = []
        if file.state != .live { facts.append(state(file.state)) }
        if file.people > 0 { facts.append("\(grouped(file.people)) \(file.people == 1 ? "person" : "people")") }
        if !file.categories.isEmpty { facts.append(file.categories.map { $0.rawValue.replacing("_", with: " ") }.joined(separator: ", ")) }
        if let tool = file.encryptedBy { facts.append(shown(tool) + (file.encryptionIsWeak == true ? " (weak: it can be broken)" : "")) }
        if let vault = file.vault {
            facts.append(
                "\(shown(vault.label.isEmpty ? "no label" : vault.label)), id \(vault.vaultId.prefix(8)), \(vault.isWhole ? "whole" : "damaged")")
        } else if let reason = file.reason {
            facts.append(shown(reason))
        }
        return name + facts.map { "  \($0)" }.joined()
    }

    private static func heading(_ verdict: AuditedFile.Verdict) -> String {
        switch verdict {
        case .protected: "Unencrypted protected data"
        case .encryptedOrRandom: "Encrypted or random, by nothing that is known"
        case .notExamined: "Not examined, or not fully"
        case .encrypted: "Encrypted by other tools"
        case .vault: "Vaults"
        case .clean: "Nothing found"
        }
    }

    private static func state(_ state: AuditedFile.State) -> String {
        switch state {
        case .live: "there"
        case .deleted: "deleted"
        case .orphan: "deleted, folder lost"
        case .carved: "found in free space"
        }
    }

    private static func gaps(_ audit: Audit) -> [String] {
        let gaps = audit.confidence.gaps
        guard !gaps.isEmpty else { return [] }
        return ["", "What was not seen:"]
            + gaps.prefix(listed).map { gap in
                let volume = gap.volume.map { "volume \($0): " } ?? ""
                let amount = [gap.files.map { counted($0, "file") }, gap.bytes.map(byteCount)].compactMap(\.self).joined(separator: ", ")
                return "  \(volume)\(reason(gap.kind))" + (amount.isEmpty ? "" : " (\(amount))")
            }
    }

    private static func reason(_ kind: Confidence.Gap.Kind) -> String {
        switch kind {
        case .readErrors: "the medium gave errors"
        case .filesNotExamined: "files that could not be read whole"
        case .deletedOverwritten: "deleted files whose place something else has"
        case .deletedNotKept: "this file system does not keep where deleted files were; free space was searched instead"
        case .folderOnly: "deleted files cannot be seen through a folder"
        case .encryptedVolume: "the volume is encrypted"
        case .randomArea: "an area looks encrypted or random, and has no known header"
        case .unknownFileSystem: "no file system that is known; it was searched like free space"
        case .damagedFileSystem: "the file system is damaged, or the reader failed on it"
        case .freeSpaceNotSearched: "free space was not searched to its end"
        case .limitReached: "there was more than is safe to read"
        case .interrupted: "the audit was interrupted"
        }
    }

    private static func source(_ source: OwnerHint.Source) -> String {
        switch source {
        case .vault: "a vault on it says"
        case .volumeLabel: "name of the volume"
        case .device: "the device says"
        }
    }

    private static func evidence(_ medium: AuditedMedium) -> String {
        let proof =
            switch medium.evidence.proof {
            case .readOnlyDevice: "the kernel refuses every write to it"
            case .kernelCounters: "the kernel counted no write to it"
            case .sameDigest: "it is the same after as before"
            case .openedReadOnly: "opened for reading only, and unchanged"
            case nil: medium.kind == .folder ? "a folder: nothing was written" : "NOT PROVED UNCHANGED: something was written to it meanwhile"
            }
        return (medium.evidence.sha256Before.map { "SHA-256 \($0)\n" } ?? "") + "Evidence: \(proof)"
    }
}

/// Text from a medium, harmless on a terminal.
private func shown(_ text: String) -> String { escapedForDisplay(Array(text.utf8)) }
