import CryptoCore
import Foundation
import Testing

@testable import AuditTrail

/// Every way to change a trail, with the verification key kept elsewhere: each is found, and the first bad entry named.
@Suite("A changed trail is found")
struct MutationTests {
    private static let segment = "2026-11.log"
    private let scratch: Scratch
    private let key: [UInt8]
    private let lines: [[UInt8]]

    init() throws {
        startLibrary()
        scratch = try Scratch()
        try scratch.trail.begin(at: november)
        key = try scratch.takeKeyInNovember()
        for number in 0..<6 { try scratch.trail.append([TrailEntry(verb: "wrap", .intent), outcome(UInt64(number))], policy: nil, at: november) }
        lines = try scratch.lines(Self.segment)
    }

    private func expect(_ changed: [[UInt8]], firstBad entry: Int, _ told: Comment) throws {
        try scratch.put(lines: changed, Self.segment)
        let result = try scratch.verify(key)
        #expect(result.problems.first?.entry == UInt64(entry), told)
        // Without the key it is found as well; the entry before may be named.
        let unkeyed = try scratch.verify()
        #expect(!unkeyed.isGood, told)
        if let first = unkeyed.problems.first?.entry { #expect(first <= UInt64(entry) && first + 1 >= UInt64(entry), told) }
    }

    @Test("the trail that nobody changed is whole")
    func whole() throws {
        let result = try scratch.verify(key)
        #expect(result.isGood && result.isSealed && result.entries == UInt64(lines.count))
        #expect(try scratch.verify().isGood)
        #expect(try scratch.checkpoint().root == result.root)
    }

    @Test("every line deleted")
    func deleted() throws {
        for index in lines.indices {
            var changed = lines
            changed.remove(at: index)
            try expect(changed, firstBad: index, "line \(index)")
        }
    }

    @Test("every line doubled")
    func doubled() throws {
        for index in lines.indices {
            var changed = lines
            changed.insert(lines[index], at: index)
            try expect(changed, firstBad: index + 1, "line \(index)")
        }
    }

    @Test("every two lines swapped")
    func swapped() throws {
        for first in lines.indices {
            for second in lines.indices where second > first {
                var changed = lines
                changed.swapAt(first, second)
                try expect(changed, firstBad: first, "lines \(first) and \(second)")
            }
        }
    }

    @Test("every field of every line edited")
    func edited() throws {
        for index in lines.indices {
            let line = lines[index]
            guard let object = FlatObject(line.span) else {
                Issue.record("line \(index) is no entry")
                return
            }
            for field in object.fields {
                let place = try #require(find(field.key, in: lines[index]))
                var changed = lines
                // The last character of the value that is not a quote or bracket.
                changed[index][place] = changed[index][place] == 0x31 ? 0x32 : 0x31
                try expect(changed, firstBad: index, "line \(index), \(field.key)")
            }
        }
    }

    /// Place of a character of the field's value.
    private func find(_ key: String, in line: [UInt8]) -> Int? {
        let name = Array("\"\(key)\":".utf8)
        guard let start = (0..<line.count - name.count).first(where: { Array(line[$0..<$0 + name.count]) == name }) else { return nil }
        return line[start + name.count] == 0x22 ? start + name.count + 1 : start + name.count
    }

    @Test("every bit of a byte in every line flipped")
    func flipped() throws {
        for index in lines.indices {
            for place in stride(from: 0, to: lines[index].count, by: 11) {
                var changed = lines
                changed[index][place] ^= 1 << UInt8(place % 7)
                // A byte that became LF makes two lines of one.
                try expect(changed, firstBad: index, "line \(index), byte \(place)")
            }
        }
    }

    @Test("the end cut off at every line, and within lines")
    func truncated() throws {
        for index in lines.indices {
            try expect(Array(lines[..<index]), firstBad: index, "\(index) lines left")
            let whole = try scratch.bytes(Self.segment)
            try scratch.put(whole + lines[index].prefix(lines[index].count / 2), Self.segment)
            let result = try scratch.verify(key)
            #expect(result.problems.first?.entry == UInt64(index))
        }
    }

    @Test("an entry written anew with every hash recomputed, by somebody without the old keys")
    func rewritten() throws {
        let engine = try HashEngine()
        for index in lines.indices where index > 0 {
            var changed = Array(lines[..<index])
            let before = lines[index - 1]
            var last = try engine.hash(0, before.span)
            for line in lines[index...] {
                var object = String(decoding: line, as: UTF8.self)
                if changed.count == index { object = object.replacing("\"user\":\"", with: "\"user\":\"x") }
                let prev = object.range(of: "\"prev\":\"")
                let start = try #require(prev?.upperBound)
                object.replaceSubrange(start..<object.index(start, offsetBy: 64), with: last.hexadecimal)
                let bytes = Array(object.utf8)
                changed.append(bytes)
                last = try engine.hash(0, bytes.span)
            }
            try scratch.put(lines: changed, Self.segment)
            let result = try scratch.verify(key)
            #expect(result.problems.first == TrailProblem(.seal, UInt64(index), TrailProblem.Place(month: "2026-11", line: index + 1)))
        }
    }

    @Test("the folder put back as it was, past a checkpoint that was kept elsewhere")
    func rolledBack() throws {
        var old: [String: [UInt8]] = [:]
        for name in try scratch.names() { old[name] = try scratch.bytes(name) }
        try scratch.trail.append([outcome()], policy: nil, at: november)
        let checkpoint = try scratch.checkpoint()
        for (name, bytes) in old { try scratch.put(bytes, name) }
        #expect(try scratch.verify(key).isGood, "nothing inside says so")
        let result = try scratch.verify(key, [checkpoint])
        #expect(result.problems == [TrailProblem(.rolledBack(0, size: UInt64(lines.count + 1)), UInt64(lines.count))])
        // Other entries in the place of those that are gone.
        try scratch.trail.append([TrailEntry(verb: "verify", .intent)], policy: nil, at: november)
        #expect(try scratch.verify(key, [checkpoint]).problems == [TrailProblem(.otherRoot(0), 0)])
    }

    @Test("a checkpoint of somebody else")
    func foreignCheckpoint() throws {
        let other = try Scratch()
        try other.trail.begin(at: november)
        #expect(try scratch.verify(key, [other.checkpoint()]).problems.first?.kind == .checkpointSignature(0))
    }

    @Test("a state that is gone, is damaged, or says that there are fewer entries")
    func state() throws {
        let state = try scratch.bytes("state")
        try scratch.remove("state")
        #expect(try scratch.verify(key).problems.first?.kind == .noState)
        for place in [3, 20, 40, 80, 140, 150, 4070] {
            var changed = state
            changed[place] ^= 1
            changed[place + 4096] ^= 1
            try scratch.put(changed, "state")
            #expect(try scratch.verify(key).problems.first?.kind == .noState, "\(place)")
        }
        try scratch.put(state, "state")
        #expect(try scratch.verify(key).isGood)
    }

    @Test("the key of another trail")
    func otherKey() throws {
        let other = try Scratch()
        try other.trail.begin(at: november)
        #expect(try scratch.verify(other.takeKeyInNovember()).problems.first?.entry == 0)
    }
}

extension Scratch {
    func takeKeyInNovember() throws -> [UInt8] {
        let text = try bytes("verification-key")
        try remove("verification-key")
        return text
    }
}
