import AuditReport
import FileVerdicts
import SystemFiles

/// The report of an audit as a page: for a head teacher, and as the annex of an incident form. It names no child.
struct AuditPage {
    let audit: Audit
    /// Whether files' names are on it, which may be children's names; otherwise masked ones.
    let showsNames: Bool
    /// Rows of each table of files; the rest is counted.
    var rowLimit = 200

    /// - Parameter showsNames: only does something if the audit has names.
    static func text(_ audit: Audit, showsNames: Bool, rowLimit: Int = 200) -> String {
        let page = AuditPage(audit: audit, showsNames: showsNames, rowLimit: rowLimit)
        return PageFrame.page(title: "Audit of \(page.name)", style: style, body: page.body)
    }

    /// `a stick (Made-up Stick)`.
    private var name: String {
        let device = [audit.medium.device?.vendor, audit.medium.device?.model].compactMap { $0 }.joined(separator: " ")
        let article = ["image"].contains(audit.medium.noun) ? "an" : "a"
        return "\(article) \(audit.medium.noun)" + (device.isEmpty ? "" : " (\(device))")
    }

    private var body: String {
        [heading, summary, findings, steps, owners, categories, sureness, picture, timeline, files, evidence, notes].joined(separator: "\n")
    }

    private var heading: String {
        let names =
            showsNames
            ? "This copy shows names of files, which may be children’s names. Lock it away like the files themselves."
            : "This report shows no name of a child and no name of a file."
        return """
            <header>
            <h1>Audit of \(PageText.escaped(name, limit: 200))</h1>
            <p>\(byteCount(audit.medium.sizeBytes)), looked at on \(audit.started.words). \(unchanged) <strong>\(names)</strong></p>
            </header>
            """
    }

    private var unchanged: String {
        switch audit.medium.evidence.isUnchanged {
        case true: "Nothing on it was changed."
        case false: "<strong>It changed while it was looked at; see “Evidence”.</strong>"
        case nil: "It was only read."
        }
    }

    private var summary: String {
        let totals = audit.totals
        let deleted = audit.files.count { $0.verdict == .protected && $0.state != .live }
        let sentence =
            switch audit.grade {
            case .urgent, .high:
                "It holds unencrypted records of "
                    + (totals.children.atMost > 0 ? totals.children.children(estimate: totals.childrenEstimate) : "staff")
                    + ": whoever has it can read them." + deletedSentence(deleted, of: totals.count(.protected))
            case .medium: "No unencrypted records were found, but not everything could be examined."
            case .low: "No unencrypted records were found; what is private on it is encrypted."
            case nil: "No records were found."
            }
        return """
            <section class="summary \(audit.grade?.rawValue ?? "none")" aria-label="Summary">
            <p><span class="grade">\(audit.grade?.word ?? "Nothing to do")</span> \(sentence)</p>
            <p>\(audit.confidence.level.words)</p>
            </section>
            \(PageFrame.figures([
                ("children", totals.children.atMost == 0 ? "0" : figure(totals)), ("unencrypted records, files", grouped(totals.count(.protected))),
                ("of them deleted", grouped(deleted)), ("encrypted files", grouped(totals.count(.encrypted) + totals.count(.vault))),
                ("not examined", grouped(totals.count(.notExamined) + totals.count(.encryptedOrRandom))), ("files in all", grouped(totals.files)),
            ]))
            """
    }

    private func deletedSentence(_ deleted: Int, of all: Int) -> String {
        guard deleted > 0 else { return "" }
        let which = deleted < all ? "\(grouped(deleted)) of the files" : all == 1 ? "The file" : "All of the files"
        return " \(which) \(deleted == 1 ? "was" : "were") deleted, and can still be read."
    }

    private func figure(_ totals: AuditTotals) -> String {
        let count = totals.children
        if count.atLeast == count.atMost { return grouped(count.atLeast) }
        return totals.childrenEstimate.map { "about \(grouped($0))" } ?? "\(grouped(count.atLeast))–\(grouped(count.atMost))"
    }

    private var findings: String {
        guard !audit.findings.isEmpty else { return "" }
        let items = audit.findings.map { finding in
            let amount =
                finding.volumes.isEmpty
                ? counted(finding.files, "file") + deletedWords(finding)
                    + (finding.people.atMost > 0
                        ? ", " + (finding.kind == .staffData ? finding.people.words("person", "people") : finding.people.children()) : "")
                : counted(finding.volumes.count, "volume") + ": number \(finding.volumes.prefix(20).map(grouped).joined(separator: ", "))"
            return """
                <li class="\(finding.grade.rawValue)"><h3><span class="grade">\(finding.grade.word)</span> \(finding.title)</h3>
                <p><strong>\(amount).</strong> \(finding.meaning)</p></li>

                """
        }
        return
            "<section aria-labelledby=\"findings\"><h2 id=\"findings\">What was found</h2>\n<ul class=\"findings\">\n\(items.joined())</ul></section>"
    }

    private func deletedWords(_ finding: AuditFinding) -> String {
        switch finding.deletedFiles {
        case 0: ""
        case finding.files: finding.files == 1 ? ", deleted" : ", all deleted"
        default: ", \(grouped(finding.deletedFiles)) of them deleted"
        }
    }

    /// Each step once, in the order in which it is done.
    private var steps: String {
        var wanted = Set(audit.findings.flatMap(\.steps))
        // Only what is locked in every part goes back as it is.
        if let grade = audit.grade, grade < .low { wanted.remove(.returnToOwner) }
        guard !wanted.isEmpty else { return "" }
        let items = AuditFinding.Step.allCases.filter(wanted.contains).map { "<li><strong>\($0.title)</strong><br>\($0.detail)</li>\n" }
        return "<section aria-labelledby=\"steps\"><h2 id=\"steps\">What to do next</h2>\n<ol class=\"steps\">\n\(items.joined())</ol></section>"
    }

    private var owners: String {
        let hints = audit.ownerHints.map { "<li>\($0.source.words) \(PageText.foreign($0.text)).</li>\n" }
        let none = "<p>Nothing on it says whose it is, outside of what is in the files.</p>"
        let list = hints.isEmpty ? none : "<ul>\n\(hints.joined())</ul>\n<p><small>Anybody can write such a label.</small></p>"
        return "<section aria-labelledby=\"owner\"><h2 id=\"owner\">Whose it seems to be</h2>\n\(list)</section>"
    }

    private var categories: String {
        guard !audit.totals.byCategory.isEmpty else { return "" }
        let rows = audit.totals.byCategory.map { row in
            "<tr><th scope=\"row\">\(row.category.words)</th><td>\(grouped(row.files))</td><td>\(row.people.words("person", "people"))</td></tr>\n"
        }
        let table = PageFrame.table(
            "Unencrypted records by what they are about. A file can be in several rows, and so can a person.", columns: ["About", "Files", "People"],
            rows: rows, label: "Kinds of records")
        return "<section aria-labelledby=\"kinds\"><h2 id=\"kinds\">What the records are about</h2>\n\(table)</section>"
    }

    private var sureness: String {
        let gaps = audit.confidence.gaps.prefix(50).map { "<li>\($0.words)</li>\n" }
        let rest = audit.confidence.gaps.count - gaps.count
        return """
            <section aria-labelledby="sure"><h2 id="sure">How sure we are</h2>
            <p>\(audit.confidence.level.words)</p>
            \(gaps.isEmpty ? "" : "<ul>\n\(gaps.joined())\(rest > 0 ? "<li>and \(grouped(rest)) more</li>\n" : "")</ul>")
            <p>Records are found by rules and word lists, not by reading with understanding: some are missed, and now and then something harmless is
            taken for one. Numbers of people are estimates. Between “28 to 57” lies how many different people the files may hold: the first number is
            the longest list, the second counts every list in full.</p></section>
            """
    }

    private var notes: String {
        """
        <footer><p>Made by tuckbox \(PageText.escaped(audit.tool.version)). Grades: urgent for safeguarding, special educational needs and health, or
        \(grouped(Grade.manyChildren)) children and more; high for other unencrypted records of pupils or staff; medium for what could not be examined;
        low for what is encrypted. A deleted file that could be read counts like any other, because whoever finds the \(audit.medium.noun) can read it
        too.</p></footer>
        """
    }
}
