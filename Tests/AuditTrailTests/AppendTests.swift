import CryptoCore
import Foundation
import SystemFiles
import Testing

@testable import AuditTrail

@Suite("Appending to a trail")
struct AppendTests {
    init() { startLibrary() }

    @Test("the first entry begins the trail, and the mode of its folder and files is for its owner only")
    func begins() throws {
        let scratch = try Scratch()
        let first = try scratch.trail.append([TrailEntry(verb: "wrap", .intent)], policy: nil, at: november)
        #expect(first == Trail.Receipt(number: 1, began: true, found: []))
        #expect(try !scratch.trail.append([outcome(1)], policy: nil, at: november).began)
        #expect(try scratch.names() == ["2026-11.log", "lock", "signing-key", "state", "verification-key"])
        #expect(try FileStatus.of(scratch.folder).permissions == 0o700)
        for name in try scratch.names() { #expect(try FileStatus.of(scratch.folder.appending(name)).permissions == 0o600, "\(name)") }
        #expect(throws: TrailError.exists(scratch.folder)) { try scratch.trail.begin() }
    }

    @Test("a new month is a new segment, and a clock that goes back does not open the old one again")
    func months() throws {
        let scratch = try Scratch()
        for time in ["2026-11-30T23:59:59Z", "2026-12-01T00:00:00Z", "2026-11-30T23:00:00Z", "2027-02-01T00:00:00Z"] {
            try scratch.trail.append([TrailEntry(verb: "wrap", .intent)], policy: nil, at: #require(UTCTime(time)))
        }
        #expect(try scratch.names().filter { $0.hasSuffix(".log") } == ["2026-11.log", "2026-12.log", "2027-02.log"])
        #expect(try scratch.lines("2026-12.log").count == 2)
        #expect(try scratch.verify(scratch.bytes("verification-key")).entries == 5)
    }

    @Test("a policy that changed is an entry of its own")
    func policy() throws {
        let scratch = try Scratch()
        let (one, other) = (Hash256(Array(repeating: 1, count: 32)), Hash256(Array(repeating: 2, count: 32)))
        for policy in [nil, one, one, other, nil] { try scratch.trail.append([TrailEntry(verb: "wrap", .intent)], policy: policy, at: november) }
        let events = try scratch.lines("2026-11.log").compactMap { RecordedEntry($0) }.filter { $0.text("event") == "policy_changed" }
        #expect(events.map { $0.text("policy") } == [one?.hexadecimal, other?.hexadecimal, "built_in"])
        #expect(try scratch.verify().isGood)
    }

    @Test("the trail is whole wherever a kill came, and half a line is taken away and noted")
    func killed() throws {
        let scratch = try Scratch()
        try scratch.trail.append([TrailEntry(verb: "wrap", .intent)], policy: nil, at: november)
        let state = try scratch.bytes("state")
        let before = try scratch.bytes("2026-11.log")
        try scratch.trail.append([outcome(1), TrailEntry(verb: "verify", .intent)], policy: nil, at: november)
        let after = try scratch.bytes("2026-11.log")
        for length in before.count...after.count {
            // Killed when so much was written, and the state not yet.
            try scratch.put(Array(after[..<length]), "2026-11.log")
            try scratch.put(state, "state")
            #expect(try scratch.verify(scratch.bytes("verification-key")).isGood, "\(length)")
            let receipt = try scratch.trail.append([TrailEntry(verb: "unwrap", .intent)], policy: nil, at: november)
            let wasTorn = length > before.count && after[length - 1] != 0x0a
            #expect(receipt.found == (wasTorn ? [.repaired] : []), "\(length)")
            let result = try scratch.verify(scratch.bytes("verification-key"))
            #expect(result.isGood && result.entries == receipt.number + 1 && result.tornBytes == 0, "\(length)")
        }
    }

    @Test("a kill between the two slots of the state leaves a state")
    func slots() throws {
        let scratch = try Scratch()
        try scratch.trail.append([TrailEntry(verb: "wrap", .intent)], policy: nil, at: november)
        let old = try scratch.bytes("state")
        try scratch.trail.append([TrailEntry(verb: "wrap", .intent)], policy: nil, at: november)
        let new = try scratch.bytes("state")
        // The new slot is written, in part or whole, and the old one not wiped yet.
        let changes = old.indices.filter { old[$0] != new[$0] && new[$0] != 0 }
        for count in stride(from: 0, through: changes.count, by: 37) {
            var state = old
            for place in changes[..<count] { state[place] = new[place] }
            try scratch.put(state, "state")
            #expect(try scratch.verify(scratch.bytes("verification-key")).isGood, "\(count)")
        }
        try scratch.put(new, "state")
        #expect(new.count(where: { $0 != 0 }) < old.count)
        #expect(new[..<4096].allSatisfy { $0 == 0 } != new[4096...].allSatisfy { $0 == 0 }, "only one slot holds a key")
    }

    @Test("an end that was cut off is noted by the next entry, and still found")
    func cut() throws {
        let scratch = try Scratch()
        for _ in 0..<4 { try scratch.trail.append([TrailEntry(verb: "wrap", .intent)], policy: nil, at: november) }
        let lines = try scratch.lines("2026-11.log")
        try scratch.put(lines: Array(lines[..<3]), "2026-11.log")
        #expect(try scratch.trail.append([outcome()], policy: nil, at: november).found == [.cut])
        #expect(try scratch.trail.append([outcome()], policy: nil, at: november).found == [])
        #expect(try scratch.verify(scratch.bytes("verification-key")).problems.first?.entry == 3)
        try scratch.remove("2026-11.log")
        #expect(try scratch.trail.append([outcome()], policy: nil, at: november).found == [.cut])
    }

    @Test("lines that are no entries are noted, and still found")
    func foreign() throws {
        let scratch = try Scratch()
        try scratch.trail.append([TrailEntry(verb: "wrap", .intent)], policy: nil, at: november)
        try scratch.put(scratch.bytes("2026-11.log") + Array("{\"schema\":1}\n".utf8), "2026-11.log")
        #expect(try scratch.trail.append([outcome()], policy: nil, at: november).found == [.foreign])
        #expect(try scratch.verify().problems.first?.entry == 2)
    }

    @Test("a state that is gone is not made anew in silence")
    func lost() throws {
        let scratch = try Scratch()
        try scratch.trail.append([TrailEntry(verb: "wrap", .intent)], policy: nil, at: november)
        try scratch.remove("state")
        #expect(throws: TrailError.stateLost(scratch.folder)) { try scratch.trail.append([outcome()], policy: nil, at: november) }
    }

    @Test("a folder that others can write in is refused")
    func open() throws {
        let scratch = try Scratch()
        try scratch.trail.begin()
        try FileManager.default.setAttributes([.posixPermissions: 0o770], ofItemAtPath: scratch.root + "/trail")
        #expect(throws: TrailError.notOnlyOurs(scratch.folder)) { try scratch.trail.append([outcome()], policy: nil) }
    }

    @Test("the verification key is shown once")
    func key() throws {
        let scratch = try Scratch()
        try scratch.trail.begin()
        let key = try scratch.takeKey()
        #expect(key.count == VerificationKey.textLength)
        #expect(try !scratch.names().contains("verification-key"))
        #expect(throws: TrailError.keyGone(scratch.folder)) { _ = try scratch.takeKey() }
        #expect(try scratch.verify(key).isGood)
    }

    @Test("threads that append at the same time lose nothing")
    func together() async throws {
        let scratch = try Scratch()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<4 {
                group.addTask {
                    for _ in 0..<50 {
                        try scratch.trail.append([TrailEntry(verb: "wrap", .intent), outcome(UInt64(number))], policy: nil, at: november)
                    }
                }
            }
            try await group.waitForAll()
        }
        let result = try scratch.verify(scratch.bytes("verification-key"))
        #expect(result.isGood && result.entries == 401)
    }

    @Test("no key that sealed an entry is left in the trail's files")
    func wiped() throws {
        let scratch = try Scratch()
        try scratch.trail.begin(at: november)
        let text = try scratch.takeKeyInNovember()
        for _ in 0..<5 { try scratch.trail.append([outcome()], policy: nil, at: november) }
        guard let key = try VerificationKey(text: SecretBytes(copying: text)) else {
            Issue.record("not a key")
            return
        }
        let sealing = try SealingKey(key.bytes)
        let engine = try HashEngine()
        let state = try scratch.bytes("state")
        for number in 0...6 {
            let bytes = try sealing.withBytes { $0.bytes(0..<32) }
            let isThere = state.span.contains(bytes)
            #expect(isThere == (number == 6), "\(number)")
            try sealing.advance(engine)
        }
    }
}
