import AuditReport
import FileVerdicts
import FoundationEssentials
import ProtectedData
import SystemFiles
import Testing

@testable import tuckbox

struct IncidentTests {
    private func incident(_ files: [AuditedFile], aware: String? = nil, gaps: [Confidence.Gap] = []) throws -> Incident {
        Incident(
            Sample.audit(files, gaps: gaps), digest: String(repeating: "c0", count: 32), becameAware: try aware.map { try #require(UTCTime($0)) },
            made: try #require(UTCTime("2026-11-26T10:00:00Z")), in: try #require(LocalClock("Europe/London")))
    }

    @Test(
        "The deadline is 72 hours that pass, across clock changes",
        arguments: [
            // The clocks go back: Friday 09:10 summer time, Monday 08:10 winter time.
            ("2026-10-23T08:10:00Z", "2026-10-26T08:10:00+00:00", true), ("2026-03-27T09:10:00Z", "2026-03-30T10:10:00+01:00", true),
            ("2026-10-25T00:30:00Z", "2026-10-28T00:30:00+00:00", true), ("2026-10-25T01:00:00Z", "2026-10-28T01:00:00+00:00", false),
            ("2026-12-30T18:00:00Z", "2027-01-02T18:00:00+00:00", false), ("2028-02-27T12:00:00Z", "2028-03-01T12:00:00+00:00", false),
            ("2026-10-22T00:59:59Z", "2026-10-25T01:59:59+01:00", false), ("2026-10-22T01:00:00Z", "2026-10-25T01:00:00+00:00", true),
        ])
    func deadline(aware: String, local: String, changes: Bool) throws {
        let clock = try incident([], aware: aware).clock
        #expect(clock.deadline.local == local && clock.clocksChange == changes && !clock.isAssumed)
        #expect(clock.deadline.utc.seconds - clock.becameAware.utc.seconds == 72 * 3600)
    }

    @Test("Without a time the start of the audit is taken, and that is said") func assumed() throws {
        let made = try incident([])
        #expect(made.clock.isAssumed && made.clock.becameAware.utc == made.audit.started.utc)
        #expect(IncidentPage.text(made, in: .utc).contains("--became-aware"))
    }

    @Test(
        "Who must be told follows from what was found",
        arguments: [
            ([Sample.file(1, .protected, [.safeguarding], people: 1)], Incident.Risk.high, "yes likely likely"),
            ([Sample.file(1, .protected, [.attainment], people: 30)], .likely, "decide likely decide"),
            ([Sample.file(1, .protected, [.staff], people: 30)], .likely, "decide likely decide"),
            ([Sample.file(1, .protected, [.attainment], people: 300)], .high, "decide likely likely"),
            ([Sample.file(1, .notExamined, reason: "it is damaged")], .cannotBeExcluded, "decide decide decide"),
            ([Sample.file(1, .vault), Sample.file(2, .clean)], .unlikely, "decide no no"), ([], .unlikely, "decide no no"),
        ])
    func told(files: [AuditedFile], risk: Incident.Risk, needs: String) throws {
        let made = try incident(files)
        func need(_ party: Incident.Notification.Party) -> String { made.notifications.first { $0.party == party }?.need.rawValue ?? "" }
        #expect(made.risk == risk)
        #expect([need(.safeguardingLead), need(.commissioner), need(.peopleConcerned)].joined(separator: " ") == needs)
        #expect(need(.dataProtectionOfficer) == "yes")
        #expect(made.notifications.first { $0.party == .commissioner }?.by == made.clock.deadline)
    }

    @Test("A medium that was not read whole is not called harmless") func unread() throws {
        #expect(try incident([], gaps: [.init(.damagedFileSystem, volume: 1)]).risk == .cannotBeExcluded)
    }

    @Test("The form has what the audit knows, and names nobody") func form() throws {
        let made = try incident(
            [
                Sample.file(1, .protected, [.sen, .pupilIdentity], people: 28, path: "Amelia Novak/plan.docx"),
                Sample.file(2, .protected, [.medical], people: 3, state: .deleted, path: "Zoe.docx"), Sample.file(3, .encrypted),
            ], aware: "2026-10-23T08:10:00Z")
        let page = IncidentPage.text(made, in: try #require(LocalClock("Europe/London")))
        for text in [
            "2026-11-26-c0c0c0c0", "Monday 26 October 2026, 08:10 GMT", "26 October 2026, 08:10 UTC", "28 to 31 children", "special category",
            "0303 123 1113", "1 of them deleted", "7z", String(repeating: "ab", count: 32), String(repeating: "c0", count: 32),
            "The clocks go back", "earlier by the clock", "over 31 days\nbefore this form was made",
        ] { #expect(page.contains(text), "\(text)") }
        #expect(!page.contains("Amelia") && !page.contains("Zoe") && !page.contains("plan.docx"))
    }

    @Test("A deadline that is still to come is not called over") func ahead() throws {
        let made = try incident([], aware: "2026-11-25T08:10:00Z")
        #expect(!IncidentPage.text(made, in: .utc).contains("before this form was made"))
    }

    @Test("Its JSON names nobody and keeps to the form") func json() throws {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        let text = String(
            decoding: try encoder.encode(try incident([Sample.file(1, .protected, [.sen], people: 2, path: "Amelia.docx")])), as: UTF8.self)
        #expect(
            text.contains(#""schema":1"#) && text.contains(#""became_aware":"#) && text.contains(#""is_assumed":true"#) && !text.contains("Amelia"))
    }
}
