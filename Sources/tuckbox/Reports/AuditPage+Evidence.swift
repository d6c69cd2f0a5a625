import AuditReport

extension AuditPage {
    var evidence: String {
        let medium = audit.medium
        var rows: [(String, String)] = [("Medium", PageText.foreign(medium.name))]
        if let device = medium.device {
            for (name, value) in [("Maker", device.vendor), ("Model", device.model), ("Serial number", device.serial)] {
                if let value { rows.append((name, PageText.foreign(value, limit: 100))) }
            }
        }
        rows.append(("Size", "\(grouped(medium.sizeBytes)) bytes" + (medium.sectorBytes.map { ", sectors of \(grouped($0))" } ?? "")))
        if let scheme = medium.partitionScheme { rows.append(("Partition table", PageText.foreign(scheme, limit: 20))) }
        if let digest = medium.evidence.sha256Before { rows.append(("SHA-256 as it was read", "<code>\(PageText.escaped(digest))</code>")) }
        if let digest = medium.evidence.sha256After { rows.append(("SHA-256 at the end", "<code>\(PageText.escaped(digest))</code>")) }
        rows.append(("Unchanged", medium.evidence.words))
        if !medium.readErrors.isEmpty { rows.append(("Read errors", counted(medium.readErrors.count, "place"))) }
        rows.append(("Began", audit.started.words))
        rows.append(("Ended", audit.ended.words))
        let libraries = audit.tool.libraries.map { PageText.foreign($0, limit: 60) }.joined(separator: ", ")
        rows.append(("Program", "tuckbox \(PageText.foreign(audit.tool.version, limit: 60))" + (libraries.isEmpty ? "" : ", with \(libraries)")))
        rows.append(("Rules", "<code>\(PageText.escaped(audit.tool.rules, limit: 100))</code>"))
        let list = rows.map { "<div><dt>\($0.0)</dt><dd>\($0.1)</dd></div>\n" }.joined()
        return """
            <section aria-labelledby="evidence"><h2 id="evidence">Evidence</h2>
            <p>For whoever has to show later what was looked at. SHA-256 is a fingerprint of all that is on it: if one letter changed, it would be another.</p>
            <dl class="facts">
            \(list)</dl></section>
            """
    }
}

extension AuditedMedium.Evidence {
    /// Whether it is as it was, and what says so.
    var words: String {
        let proofs = [proof?.words, sectorsWritten.map { "Sectors written meanwhile: \(grouped($0))." }].compactMap { $0 }
        let verdict =
            switch isUnchanged {
            case true: "yes."
            case false: "<strong>no: it is not as it was.</strong>"
            case nil: "there is no proof of it."
            }
        return ([verdict] + proofs).joined(separator: " ")
    }
}
