import AuditReport
import FileVerdicts
import ProtectedData
import SystemFiles
import Testing

@testable import tuckbox

struct AuditPageTests {
    static let hostile =
        "</bdi></td><script>alert(1)</script>\"'><img src=x onerror=alert(2)> \u{202e}cod\u{2066}\u{200b}\u{1b}[31m\u{0}&"
        + String(repeating: "x", count: 900)

    private let files = [
        Sample.file(1, .protected, [.sen], people: 28, path: "Amelia Novak/plan.docx"),
        Sample.file(2, .protected, [.safeguarding], people: 1, state: .deleted, path: "Amelia Novak/log.docx"),
        Sample.file(3, .clean, path: "menu.csv"),
        Sample.file(4, .encrypted, path: "Amelia.7z", isWeak: true), Sample.file(5, .notExamined, path: "big.bak", reason: "it takes too long"),
    ]

    @Test("Nothing on the page names a file or a child unless it is asked for") func names() {
        let audit = Sample.audit(files)
        let page = AuditPage.text(audit, showsNames: false)
        #expect(!page.contains("Amelia") && !page.contains("plan") && !page.contains("big.bak"))
        #expect(page.contains("folder 1/file 1.docx") && page.contains("shows no name of a child"))
        let named = AuditPage.text(audit, showsNames: true)
        #expect(named.contains("Amelia Novak/plan.docx") && named.contains("may be children’s names"))
        #expect(!AuditPage.text(audit.withoutNames(), showsNames: true).contains("Amelia"))
    }

    @Test("It says how many, how bad, and what next") func facts() {
        let page = AuditPage.text(Sample.audit(files), showsNames: false)
        for text in [
            "unencrypted records of 28 to 29 children: whoever", "1 of the files was deleted, and", "2 files, 1 of them deleted, 28 to 29 children",
            "Tell the data protection officer today",
            "Tell the designated safeguarding lead", "special educational needs", "it takes too long", "(weak)", String(repeating: "ab", count: 32),
            "tuckbox 0.1.0", "libtsk 4.11.1", "SCHOOL",
        ] { #expect(page.contains(text), "\(text)") }
        #expect(!page.contains("Give it back"))
    }

    @Test("It says how many in words that a sentence can have, also of a deleted file alone") func sentences() {
        let one = [Sample.file(1, .protected, [.sen], people: 28, state: .deleted)]
        let page = AuditPage.text(Sample.audit(one), showsNames: false)
        #expect(page.contains("unencrypted records of 28 children: whoever has it can read them. The file was deleted, and can still be read."))
        #expect(page.contains("1 file, deleted, 28 children"))
        let estimated = AuditPage.text(Sample.audit(files, children: 28), showsNames: false)
        #expect(estimated.contains("unencrypted records of about 28 children (28 to 29): whoever"))
    }

    @Test("A stick with nothing but vaults goes back to its owner") func vaults() {
        let vault = AuditedFile.VaultClaims(vaultId: "00ff", label: "RESTRICTED", organisation: "Example School", isWhole: true)
        let page = AuditPage.text(
            Sample.audit([Sample.file(1, .vault, vault: vault)], hints: [OwnerHint(.vault, "Example School")]), showsNames: false)
        #expect(
            page.contains("Give it back") && page.contains("belongs to <bdi>Example School</bdi>") && !page.contains("data protection officer today"))
    }

    @Test("Whatever a medium says stays text") func hostileText() {
        let bad = Self.hostile
        let file = AuditedFile(
            id: 1, volume: 1, path: Array(bad.utf8), maskedPath: bad, state: .live, sizeBytes: 1, verdict: .protected, categories: [.sen], people: 1,
            label: bad, reason: bad, encryptedBy: bad, vault: .init(vaultId: bad, label: bad, organisation: bad, isWhole: false))
        let audit = Sample.audit(
            [file, Sample.file(2, .notExamined, reason: bad)],
            volumes: [AuditedVolume(number: 1, offset: 0, sizeBytes: 1, fileSystem: bad, label: bad, encryptedBy: bad, reason: bad)],
            hints: [OwnerHint(.vault, bad), OwnerHint(.device, bad)], device: .init(vendor: bad, model: bad, serial: bad, bus: bad))
        let incident = Incident(audit, digest: "00", becameAware: nil, made: UTCTime(0), in: .utc)
        for page in [AuditPage.text(audit, showsNames: true), AuditPage.text(audit, showsNames: false), IncidentPage.text(incident, in: .utc)] {
            #expect(!page.contains("<script") && !page.contains("<img") && !page.contains("\"'>"))
            let unseen = page.unicodeScalars.filter { $0 != "\n" && [.control, .format, .privateUse].contains($0.properties.generalCategory) }
            #expect(unseen.isEmpty)
            #expect(!page.contains(String(repeating: "x", count: 501)))
        }
    }

    @Test("Marks that pile up on a letter are left out, ordinary ones stay") func marks() {
        #expect(PageText.escaped("Zoe\u{308} a" + String(repeating: "\u{301}", count: 50) + "b") == "Zoe\u{308} a\u{301}\u{301}\u{301}b")
        #expect(PageText.escaped("ab", limit: 1) == "a…" && PageText.escaped("\u{feff}a\u{2028}") == "\u{fffd}a\u{fffd}")
    }

    @Test("Tens of thousands of files make a page of bounded size, and the rest is counted") func many() {
        let files = (1...20_000).map { Sample.file($0, .protected, [.sen], people: 1, path: "\($0 % 50)/a\($0).csv") }
        let page = AuditPage.text(Sample.audit(files), showsNames: false)
        #expect(page.utf8.count < 200_000 && page.contains("and 19,800 more files") && page.contains("(20,000 files)"))
    }

    @Test("Times beyond any calendar make no endless picture", arguments: [[Int64.min, .max], [0, 253_402_300_799], [1_764_144_000], []])
    func times(seconds: [Int64]) {
        let bars = TimeBars(seconds.map { (UTCTime($0), false) }).bars
        #expect(bars.count <= 60 && bars.reduce(0) { $0 + $1.files } == seconds.count)
    }

    @Test("A medium that was changed is not called unchanged") func changed() {
        var map = MediumUseMap(size: 10)
        map.mark(ByteRange(offset: 0, sizeBytes: 10), .clean)
        let evidence = AuditedMedium.Evidence(
            sha256Before: String(repeating: "a", count: 64), sha256After: String(repeating: "b", count: 64), proof: .openedReadOnly)
        let audit = Audit(
            tool: .init(version: "0", rules: "r"), started: UTCTime(0), ended: UTCTime(0),
            medium: AuditedMedium(kind: .image, name: "raw", sizeBytes: 10, evidence: evidence), volumes: [], files: [], use: map.finish(), gaps: [])
        let page = AuditPage.text(audit, showsNames: false)
        #expect(
            page.contains("It changed while it was looked at") && page.contains("no: it is not as it was")
                && !page.contains("Nothing on it was changed"))
    }
}
