import CryptoCore
import Foundation
import SystemFiles
import Testing

@testable import AuditTrail

@Suite("Archives and pruning")
struct ArchiveTests {
    private let scratch: Scratch
    private let key: [UInt8]
    private let months = ["2026-09", "2026-10", "2026-11"]

    init() throws {
        startLibrary()
        scratch = try Scratch()
        for month in months {
            for _ in 0..<5 { try scratch.trail.append([TrailEntry(verb: "wrap", .intent), outcome()], policy: nil, at: #require(UTCTime(month))) }
        }
        key = try scratch.takeKeyInNovember()
    }

    private func verify(_ path: Path, _ key: [UInt8]?) throws -> ArchivedMonth {
        guard let key else { return try ArchivedMonth.verify(path, key: nil, jobs: 2) }
        return try ArchivedMonth.verify(path, key: VerificationKey(text: SecretBytes(copying: key)), jobs: 2)
    }

    @Test("a month that is over proves itself in a file of its own")
    func archived() throws {
        #expect(try scratch.trail.closedMonths().map(\.month) == ["2026-09", "2026-10"])
        for month in ["2026-09", "2026-10"] {
            let archive = try scratch.trail.archive(month, into: Path(scratch.root), policy: nil)
            #expect(archive.keptUntil == (month == "2026-09" ? "2033-10" : "2033-11"))
            for key in [nil, key] {
                let read = try verify(#require(archive.file), key)
                #expect(read == archive)
            }
        }
        #expect(throws: TrailError.notArchivable("2026-11")) { _ = try scratch.trail.archive("2026-11", into: Path(scratch.root), policy: nil) }
        #expect(try scratch.verify(key).isGood)
    }

    @Test("any other byte in an archive is noticed")
    func altered() throws {
        let path = try #require(scratch.trail.archive("2026-10", into: Path(scratch.root), policy: nil).file)
        let url = URL(fileURLWithPath: String(decoding: path.bytes, as: UTF8.self))
        let whole = try Data(contentsOf: url)
        for place in stride(from: 0, to: whole.count, by: 7) {
            var changed = whole
            changed[place] ^= 1
            try changed.write(to: url)
            #expect(throws: TrailError.self, "\(place)") { _ = try verify(path, key) }
        }
        for count in stride(from: 0, to: whole.count, by: 101) {
            try whole.prefix(count).write(to: url)
            #expect(throws: TrailError.self, "\(count)") { _ = try verify(path, key) }
        }
    }

    @Test("months go oldest first, when nothing in them has to be kept, and the rest still proves itself")
    func pruned() throws {
        let late = try #require(UTCTime("2040-01"))
        let early = try #require(UTCTime("2033-09-30"))
        let root = try scratch.verify(key).root
        let checkpoint = try scratch.checkpoint()
        #expect(throws: TrailError.kept("2026-09", until: "2033-10")) { try scratch.trail.prune("2026-09", policy: nil, at: early) }
        #expect(throws: TrailError.notArchivable("2026-10")) { try scratch.trail.prune("2026-10", policy: nil, at: late) }
        for month in ["2026-09", "2026-10"] {
            try scratch.trail.prune(month, policy: nil, at: late)
            let result = try scratch.verify(key, [checkpoint])
            #expect(result.isGood && result.first > 0, "\(month): \(result.problems)")
            #expect(result.root != root)
            #expect(try scratch.verify().isGood)
        }
        #expect(try scratch.names().filter { $0.hasSuffix(".head") } == ["2026-09.head", "2026-10.head"])
        #expect(try scratch.trail.archive("2026-11", into: Path(scratch.root), policy: nil).first == 21)

        let head = try scratch.bytes("2026-10.head")
        for place in stride(from: 0, to: head.count, by: 3) {
            var changed = head
            changed[place] ^= 1
            try scratch.put(changed, "2026-10.head")
            #expect(try !scratch.verify(key).isGood, "\(place)")
        }
        try scratch.put(head, "2026-10.head")
        try scratch.remove("2026-09.head")
        #expect(try !scratch.verify(key).isGood)
    }

    @Test("a kill while pruning leaves a trail that is whole")
    func killed() throws {
        let late = try #require(UTCTime("2040-01"))
        let segment = try scratch.bytes("2026-09.log")
        try scratch.trail.prune("2026-09", policy: nil, at: late)
        try scratch.put(segment, "2026-09.log")
        #expect(try scratch.verify(key).isGood, "the segment is still there beside its head")
        try scratch.remove("2026-09.head")
        #expect(try scratch.verify(key).isGood, "the event is there and the head is not yet")
    }
}
