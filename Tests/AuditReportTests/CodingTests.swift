import AuditReport
import FileVerdicts
import FoundationEssentials
import ProtectedData
import Testing

struct CodingTests {
    private let audit = Sample.audit(
        [
            Sample.file(1, .protected, [.sen, .pupilIdentity], people: 3, path: "Anna/plan.docx"), Sample.file(2, .clean),
            Sample.file(3, .vault, vault: .init(vaultId: "00ff", label: "RESTRICTED", organisation: "A school", isWhole: true)),
        ], gaps: [.init(.deletedNotKept, volume: 1)], hints: [OwnerHint(.vault, "A school")], children: 3)

    @Test("What is written is read as the same") func roundTrip() throws {
        #expect(try Audit(json: audit.json()) == audit)
        #expect(try Audit(json: audit.json(pretty: false)) == audit)
    }

    @Test("Without names no name is in it") func names() throws {
        let text = String(decoding: try audit.withoutNames().json(), as: UTF8.self)
        #expect(!text.contains("Anna") && !text.contains("plan") && text.contains("folder 1/file 1.docx"))
        #expect(String(decoding: try audit.json(), as: UTF8.self).contains("Anna/plan.docx"))
    }

    @Test("A name that is not UTF-8 is kept exactly") func bytes() throws {
        let file = AuditedFile(
            id: 1, volume: nil, path: [0x61, 0xff], maskedPath: "file 1", state: .deleted, sizeBytes: 0, verdict: .clean)
        #expect(file.pathBase64 == "Yf8=")
        #expect(try Audit(json: Sample.audit([file]).json()).files[0].pathBase64 == "Yf8=")
    }

    @Test("Grades and counts are made anew") func notBelieved() throws {
        var text = String(decoding: try audit.json(pretty: false), as: UTF8.self)
        text = text.replacing("\"grade\":\"urgent\"", with: "\"grade\":\"low\"").replacing("\"at_most\":3", with: "\"at_most\":0")
        #expect(try Audit(json: Data(text.utf8)) == audit)
    }

    @Test(
        "What is no audit is refused",
        arguments: [
            ("", InvalidAudit.malformed(place: "")), ("[]", .malformed(place: "")), ("{}", .notAnAudit), (#"{"schema":1}"#, .notAnAudit),
            (#"{"schema":2,"kind":"tuckbox_audit"}"#, .newer(schema: 2)), (#"{"schema":0,"kind":"tuckbox_audit"}"#, .notAnAudit),
            (#"{"schema":1,"kind":"tuckbox_audit"}"#, .malformed(place: "tool")),
            (String(repeating: "[", count: 100_000), .malformed(place: "")),
        ])
    func refused(text: String, error: InvalidAudit) { #expect(throws: error) { try Audit(json: Data(text.utf8)) } }

    @Test(
        "One wrong value is refused",
        arguments: [
            (#""state":"live""#, #""state":"lost""#), (#""size_bytes":1000"#, #""size_bytes":-1"#), (#""size_bytes":1000"#, #""size_bytes":1e99"#),
            (#""people":3"#, #""people":99999999"#), (#""people":3"#, #""people":-3"#), (#""id":2"#, #""id":7"#),
            (#""started":"2025-11-26T08:00:00Z""#, #""started":"2025-11-26""#),
            (#""started":"2025-11-26T08:00:00Z""#, #""started":"2099-11-26T08:00:00Z""#),
            (#""sha256_before":"abab"#, #""sha256_before":"ABab"#), (#""offset":0,"size_bytes":"#, #""offset":1,"size_bytes":"#),
            (#""label":"SCHOOL""#, "\"label\":\"" + String(repeating: "x", count: 2000) + "\""),
        ])
    func oneValue(from: String, to: String) throws {
        let text = String(decoding: try audit.json(pretty: false), as: UTF8.self)
        #expect(text.contains(from))
        #expect(throws: InvalidAudit.self) { try Audit(json: Data(text.replacing(from, with: to, maxReplacements: 1).utf8)) }
    }

    @Test("Every cut is refused") func cuts() throws {
        let data = try audit.json(pretty: false)
        for end in data.indices { #expect(throws: InvalidAudit.self) { try Audit(json: data[..<end]) } }
    }

    @Test("Fields that a later version adds do no harm") func added() throws {
        let text = String(decoding: try audit.json(pretty: false), as: UTF8.self).replacing("{\"", with: "{\"later\":[1],\"")
        #expect(try Audit(json: Data(text.utf8)) == audit)
    }

    @Test("Texts from a medium are cut, at a character's end") func long() {
        let audit = Sample.audit(
            [], volumes: [AuditedVolume(number: 1, offset: 0, sizeBytes: 1, label: String(repeating: "é", count: 600))],
            hints: [OwnerHint(.volumeLabel, "e" + String(repeating: "\u{301}", count: 4000))])
        #expect(audit.volumes[0].label?.utf8.count == 1024 && audit.ownerHints[0].text == "")
    }
}
