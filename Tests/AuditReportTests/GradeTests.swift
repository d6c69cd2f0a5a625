import AuditReport
import FileVerdicts
import ProtectedData
import Testing

struct GradeTests {
    @Test(
        "A file has the grade of the rule",
        arguments: [
            (Sample.file(1, .protected, [.safeguarding], people: 1), Grade?.some(.urgent)),
            (Sample.file(1, .protected, [.pupilIdentity, .sen], people: 1), .urgent),
            (Sample.file(1, .protected, [.medical], people: 1), .urgent),
            (Sample.file(1, .protected, [.attainment], people: 99), .high),
            (Sample.file(1, .protected, [.attainment], people: 100), .urgent),
            (Sample.file(1, .protected, [.staff], people: 500), .high),
            (Sample.file(1, .protected, [.sen], people: 1, state: .deleted), .urgent),
            (Sample.file(1, .notExamined), .medium), (Sample.file(1, .encryptedOrRandom), .medium),
            (Sample.file(1, .encrypted, isWeak: true), .medium), (Sample.file(1, .encrypted), .low), (Sample.file(1, .vault), .low),
            (Sample.file(1, .clean), nil),
        ])
    func fileGrade(file: AuditedFile, grade: Grade?) { #expect(Sample.audit([file]).files[0].grade == grade) }

    @Test("Many children over small files of the same contents are not many") func copies() {
        let digest = String(repeating: "0", count: 64)
        let audit = Sample.audit((1...20).map { Sample.file($0, .protected, [.attainment], people: 30, sha256: digest) })
        #expect(audit.totals.children.atLeast == 30 && audit.totals.children.atMost == 30)
        #expect(audit.grade == .high)
    }

    @Test("Many small lists may be many children, unless somebody compared them", arguments: [(nil, Grade.urgent), (40, .high), (120, .urgent)])
    func lists(estimate: Int?, grade: Grade) {
        #expect(Sample.audit((1...5).map { Sample.file($0, .protected, [.attainment], people: 30) }, children: estimate).grade == grade)
    }

    @Test("Findings come the most urgent first, and count what was deleted") func order() {
        let audit = Sample.audit([
            Sample.file(1, .vault), Sample.file(2, .protected, [.attainment], people: 28),
            Sample.file(3, .protected, [.sen], people: 2, state: .deleted), Sample.file(4, .clean),
            Sample.file(5, .notExamined, reason: "it is damaged"),
        ])
        #expect(audit.findings.map(\.kind) == [.sensitiveData, .pupilData, .notExamined, .vaults])
        #expect(audit.findings.map(\.deletedFiles) == [1, 0, 0, 0])
        #expect(audit.totals.children.atLeast == 28 && audit.totals.children.atMost == 30)
        #expect(audit.findings[0].steps.contains(.tellSafeguardingLead) && audit.findings[3].steps == [.findOwner, .returnToOwner])
    }

    @Test("An estimate of the children stays between what is certain", arguments: [(5, 28), (29, 29), (900, 30)]) func estimate(given: Int, said: Int)
    {
        let files = [Sample.file(1, .protected, [.attainment], people: 28), Sample.file(2, .protected, [.sen], people: 2)]
        #expect(Sample.audit(files, children: given).totals.childrenEstimate == said)
    }

    @Test("A volume that is locked is low, one that cannot be read medium") func volumes() {
        let audit = Sample.audit(
            [],
            volumes: [
                AuditedVolume(number: 1, offset: 0, sizeBytes: 10, encryptedBy: "BitLocker", reason: "it is encrypted"),
                AuditedVolume(number: 2, offset: 10, sizeBytes: 10, reason: "its file system is not known"),
            ])
        #expect(audit.findings.map(\.kind) == [.volumeNotExamined, .encryptedVolume])
        #expect(audit.findings.map(\.volumes) == [[2], [1]])
    }
}
