import AuditReport

extension IncidentPage {
    var data: String {
        let data = incident.data
        let (names, encryption) = (incident.encryption.tools.map { PageText.foreign($0, limit: 60) }, incident.encryption)
        let about = data.categories.map { row in
            "<tr><th scope=\"row\">\(row.category.words)</th><td>\(grouped(row.files))</td><td>\(row.people.words("person", "people"))</td></tr>\n"
        }
        let protection = [
            (
                "Unencrypted records", data.unencryptedFiles,
                data.deletedFiles > 0 ? "\(grouped(data.deletedFiles)) of them deleted, and still readable" : ""
            ),
            ("Vaults", encryption.vaults, "cannot be read without passphrase or key"),
            ("Encrypted by other programs", encryption.encryptedFiles, names.joined(separator: ", ")),
            ("Weakly encrypted", encryption.weaklyEncryptedFiles, "count it as unencrypted"),
            ("Random-looking", encryption.randomLookingFiles, "encrypted, or rubbish"),
            ("Not examined", encryption.notExaminedFiles, "may hold records"),
        ].filter { $0.1 > 0 || $0.0 == "Unencrypted records" }.map { name, count, remark in
            "<tr><th scope=\"row\">\(name)</th><td>\(grouped(count))</td><td>\(remark)</td></tr>\n"
        }
        let volumes = encryption.encryptedVolumes.prefix(20).map { "<li>A whole volume is encrypted by \(PageText.foreign($0, limit: 60)).</li>" }
            .joined()
        let special =
            data.includesHealth
            ? "<p><strong>There are data about health among them: a special category (UK GDPR, article 9(1)).</strong> Records about safety are as grave.</p>"
            : ""
        return section(
            "data", "What personal data",
            PageFrame.figures([
                ("children, in unencrypted records", people(data)), ("staff, in unencrypted records", data.staff.words("person", "people")),
            ]) + special
                + (about.isEmpty
                    ? "" : PageFrame.table("Unencrypted records by what they are about", columns: ["About", "Files", "People"], rows: about))
                + PageFrame.table("Whether it was encrypted", columns: ["What", "Files", "Remark"], rows: protection)
                + (volumes.isEmpty ? "" : "<ul>\(volumes)</ul>")
                + "<p>\(incident.confidence.level.words) Numbers of people are estimates by a program.</p>"
                + field("Corrections, and what the audit cannot know", rows: 2))
    }

    private func people(_ data: Incident.PersonalData) -> String {
        data.children.atMost == 0 ? "none found" : data.children.children(estimate: data.childrenEstimate)
    }

    var risk: String {
        section(
            "risk", "Risk to people",
            "<p>The audit suggests: <strong>\(incident.risk.words)</strong> That is what a program suggests: people decide, with the data protection officer.</p>"
                + field("What could happen to the people concerned, how likely, how bad", rows: 4)
                + choice("A risk to their rights and freedoms is", ["unlikely", "likely", "likely, and high"]))
    }

    var telling: String {
        let rows = incident.notifications.enumerated().map { number, one in
            let by = one.by.map { "<br><strong>by \(words($0))</strong>" } ?? ""
            return """
                <tr><th scope="row"><strong>\(one.party.title)</strong><br><small>\(one.party.detail)</small></th><td>\(one.needWords)\(by)</td>
                <td><textarea rows="2" aria-label="\(one.party.title): told when, by whom, reference"></textarea></td></tr>

                """
        }
        return section(
            "tell", "Who must be told",
            PageFrame.table(
                "Who must be told, by when, and who was", columns: ["Who, and by which rule", "By the audit", "Told when, by whom, reference"],
                rows: rows))
    }

    var containment: String {
        let rows = incident.containment.map { step in
            "<tr><th scope=\"row\"><label><input type=\"checkbox\"> \(step.words)</label></th><td><input aria-label=\"Done by and when: \(PageText.escaped(step.words))\"></td></tr>\n"
        }
        return section(
            "contain", "What keeps it from getting worse",
            PageFrame.table("Steps", columns: ["Step", "Done by, and when"], rows: rows, label: "Steps of containment")
                + field("Other steps", rows: 2))
    }

    /// A field for people.
    func field(_ label: String, rows: Int) -> String {
        "<label class=\"field\">\(label)\n<textarea rows=\"\(rows)\"></textarea></label>\n"
    }

    func choice(_ label: String, _ options: [String]) -> String {
        let boxes = options.map { "<label><input type=\"checkbox\"> \($0)</label>" }.joined(separator: " ")
        return "<fieldset><legend>\(label)</legend>\(boxes)</fieldset>\n"
    }

    static let style = """

        .field { display: block; margin: .8rem 0; break-inside: avoid }
        textarea, input:not([type]) { display: block; box-sizing: border-box; width: 100%; font: inherit; color: inherit; background: var(--paper);
          border: 1px solid var(--soft); border-radius: .2rem; padding: .3rem; field-sizing: content; min-height: 1.9em; resize: vertical }
        fieldset { border: 1px solid var(--line); margin: .8rem 0; break-inside: avoid }
        fieldset label { margin-right: 1.2rem; white-space: nowrap }
        td textarea, td input { min-width: 12rem }
        textarea[rows="3"] { min-height: 4.6em } textarea[rows="2"] { min-height: 3.2em } textarea[rows="4"] { min-height: 6em }
        td:last-child:has(textarea, input) { width: 16rem }
        @media print { .screen { display: none } textarea, input:not([type]) { resize: none } td:last-child:has(textarea, input) { width: 55mm } }

        """
}
