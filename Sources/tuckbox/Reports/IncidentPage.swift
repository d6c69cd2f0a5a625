import AuditReport
import SystemFiles

/// The form on which an incident is recorded: what the audit knows is filled in, the rest is for people.
struct IncidentPage {
    let incident: Incident
    let place: LocalClock

    static func text(_ incident: Incident, in place: LocalClock) -> String {
        let page = IncidentPage(incident: incident, place: place)
        return PageFrame.page(title: "Data protection incident \(incident.reference)", style: AuditPage.style + style, body: page.body)
    }

    private var body: String {
        [heading, clock, story, medium, data, risk, telling, containment, evidence, signing].joined(separator: "\n")
    }

    private var heading: String {
        """
        <header>
        <h1>Data protection incident</h1>
        <p>Reference <strong>\(PageText.escaped(incident.reference))</strong>. Made on \(words(incident.made)) from an audit of \
        \(PageText.escaped(article(incident.medium.noun))). It names no child.</p>
        \(field("School", rows: 1))
        <p class="screen">Type into the fields and print, or print and write. <strong>What is typed is gone when this page is closed: print it first, on paper or
        “to PDF”.</strong></p>
        </header>
        """
    }

    private var clock: String {
        let clock = incident.clock
        let assumed =
            clock.isAssumed
            ? """
            <p><strong>Nobody said when the school became aware, so the start of the audit is taken.</strong> If anybody at the school knew before, the time is
            earlier, and so is the deadline: make the form again with <code>--became-aware</code>.</p>
            """ : ""
        let (first, last) = (place.time(clock.becameAware.utc).offset, place.time(clock.deadline.utc).offset)
        let change =
            clock.clocksChange
            ? "<p>The clocks \(last < first ? "go back" : "go forward") in between, so the 72 hours end \(last < first ? "earlier" : "later") by the clock than they began.</p>"
            : ""
        let late = incident.made.utc.seconds - clock.deadline.utc.seconds
        let past =
            late > 0
            ? """
            <p class="late"><strong>These 72 hours were over \(late < 2 * 86_400 ? counted(Int(late / 3600), "hour") : counted(Int(late / 86_400), "day"))
            before this form was made.</strong> If the Information Commissioner has to be told and has not been, tell them at once and say why it is late. If the
            day is wrong on which the school became aware, make the form again with <code>--became-aware</code>.</p>
            """ : ""
        return section(
            "clock", "The clock",
            """
            <dl class="facts">
            \(fact("The school became aware", words(clock.becameAware)))
            \(fact("The 72 hours end", "<strong>\(words(clock.deadline))</strong>"))
            </dl>
            \(past)\(assumed)\(change)
            <p>The Information Commissioner is told without delay, and within 72 hours of becoming aware if that can be done, unless it is unlikely that
            anybody is harmed (UK GDPR, article 33(1)). Nights, weekends and holidays count.</p>
            """)
    }

    private var story: String {
        section(
            "story", "What happened",
            field("Found or missed: where, when, by whom", rows: 3) + field("Whose it is, and why the records were on it", rows: 3)
                + choice("It was", ["lost", "stolen", "found", "sent to the wrong person", "not known"])
                + field("Who could have read it, and for how long", rows: 3))
    }

    private var medium: String {
        let medium = incident.medium
        let device =
            medium.device.map { [$0.vendor, $0.model].compactMap { $0 }.map { PageText.foreign($0, limit: 80) }.joined(separator: " ") } ?? ""
        let hints = incident.ownerHints.prefix(10).map { "\($0.source.words) \(PageText.foreign($0.text)). " }.joined()
        return section(
            "medium", "The \(medium.noun)",
            """
            <dl class="facts">
            \(fact("What it is", medium.noun + (device.isEmpty ? "" : ", \(device)") + ", \(byteCount(medium.sizeBytes))"))
            \(medium.device?.serial.map { fact("Serial number", PageText.foreign($0, limit: 80)) } ?? "")
            \(hints.isEmpty ? "" : fact("Whose it seems to be", hints))
            </dl>
            \(field("What it looks like: colour, label, mark of the school", rows: 1))
            """)
    }

    private func fact(_ name: String, _ value: String) -> String { "<div><dt>\(name)</dt><dd>\(value)</dd></div>" }
    func section(_ id: String, _ title: String, _ content: String) -> String {
        "<section aria-labelledby=\"\(id)\"><h2 id=\"\(id)\">\(title)</h2>\n\(content)\n</section>"
    }

    private var evidence: String {
        let evidence = incident.medium.evidence
        let digests = [
            evidence.sha256Before.map { fact("SHA-256 of the medium", "<code>\(PageText.escaped($0))</code>") },
            evidence.sha256After.map { fact("SHA-256 at the end", "<code>\(PageText.escaped($0))</code>") },
        ].compactMap { $0 }
        return section(
            "evidence", "Evidence",
            """
            <dl class="facts">
            \(digests.joined())
            \(fact("Unchanged", evidence.words))
            \(fact("The audit began", words(incident.audit.started)))
            \(fact("It ended", words(incident.audit.ended)))
            \(fact("SHA-256 of the audit’s JSON", "<code>\(PageText.escaped(incident.audit.sha256))</code>"))
            \(fact("Program", "tuckbox \(PageText.foreign(incident.audit.tool.version, limit: 60))"))
            \(fact("Rules", "<code>\(PageText.escaped(incident.audit.tool.rules, limit: 100))</code>"))
            </dl>
            <p>The report of the audit is the annex of this form.</p>
            """)
    }

    private var signing: String {
        section(
            "end", "Decision and end",
            field("Decision about the Information Commissioner, with reasons", rows: 3)
                + field("Decision about the people concerned, with reasons", rows: 3)
                + field("What keeps this from happening again", rows: 3)
                + field("Filled in by (name, role, date and time)", rows: 1) + field("Data protection officer (name, date and time)", rows: 1)
                + field("Head teacher (name, date and time)", rows: 1)
                    + """
                    <footer><p>Every personal data breach is recorded: what happened, its effects, and what was done (UK GDPR, article 33(5)). This form helps to
                    decide and is no legal advice.</p></footer>
                    """)
    }

    /// In local time, and in UTC.
    func words(_ moment: Incident.Moment) -> String {
        let shown = place.time(moment.utc)
        return shown.offset == 0 && shown.zone == "UTC" ? moment.utc.words : "\(shown.words) <small>(\(moment.utc.words))</small>"
    }

    private func article(_ noun: String) -> String { (noun == "image" ? "an " : "a ") + noun }
}
