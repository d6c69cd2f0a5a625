import CryptoCore
import Foundation
import Glibc
import SystemFiles
import Testing

@testable import AuditTrail

@Suite("Forwarding")
struct ForwardTests {
    init() { startLibrary() }

    /// A datagram socket such as journald's, that is read or not.
    final class Journal {
        let number: Int32
        let path: String

        init(_ path: String) throws {
            self.path = path
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: path.utf8) }
            number = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
            let bound = unsafe withUnsafePointer(to: &address) { address in
                unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    unsafe bind(number, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
                }
            }
            try #require(bound == 0)
        }

        deinit { close(number) }

        /// Numbers of the entries that have come.
        func numbers() -> [UInt64] {
            var found: [UInt64] = []
            var buffer = [UInt8](repeating: 0, count: 1 << 17)
            while true {
                let got = unsafe recv(number, &buffer, buffer.count, 0)
                guard got > 0 else { return found }
                let lines = String(decoding: buffer[..<got], as: UTF8.self).split(separator: "\n")
                if let line = lines.first(where: { $0.hasPrefix("TUCKBOX_SEQ=") }), let number = UInt64(line.dropFirst(12)) { found.append(number) }
            }
        }
    }

    @Test("what a target did not take goes next time, in order, and once")
    func later() throws {
        let scratch = try Scratch()
        let place = scratch.root + "/journal"
        let target = ForwardTarget.journald(socket: Path(place))
        for _ in 0..<10 { try scratch.trail.append([outcome()], policy: nil, at: november) }
        scratch.trail.forward(to: [target], policy: nil, within: 5000)
        let journal = try Journal(place)
        var received: [UInt64] = []
        // A socket's queue is short: each run sends what has room.
        for _ in 0..<100 where received.count < 11 {
            try? Forwarder(trail: scratch.trail, target: target, patience: 1).run(nil)
            received += journal.numbers()
        }
        #expect(received == Array(0..<11))
        try? Forwarder(trail: scratch.trail, target: target, patience: 1).run(nil)
        #expect(journal.numbers().isEmpty)
        #expect(try scratch.verify().isGood)
    }

    @Test("what the spool cannot hold is given up, and that is an entry")
    func lost() throws {
        let scratch = try Scratch()
        let target = ForwardTarget.journald(socket: Path(scratch.root + "/journal"))
        let entries = Array(repeating: TrailEntry(verb: "verify", .intent), count: 1000)
        for _ in 0..<11 { try scratch.trail.append(entries, policy: nil, at: november) }
        try? Forwarder(trail: scratch.trail, target: target, patience: 1).run(nil)
        let last = try #require(try scratch.lastEntry())
        #expect(last.text("event") == "forwarding_lost" && last.text("target") == "journald")
        #expect(last.number("first") == 0 && last.number("next") == 2001)
        let journal = try Journal(scratch.root + "/journal")
        try? Forwarder(trail: scratch.trail, target: target, patience: 1).run(nil)
        #expect(journal.numbers().first == 2001)
        #expect(try scratch.verify().isGood)
    }

    @Test("messages have the form of their protocols, whatever stands in an entry")
    func messages() throws {
        var entry = outcome(3)
        entry.label = "A]\"\\B\u{1}"
        let actor = Actor(user: "smith", identifier: 1000, computer: "pc 17")
        let line = entry.body(number: 4, time: november, actor, previous: .zero) + Array(",\"seal\":\"\(String(repeating: "0", count: 64))\"}".utf8)
        let read = try #require(RecordedEntry(line))
        let syslog = String(decoding: ForwardMessage.syslog(read, line), as: UTF8.self)
        #expect(
            syslog.hasPrefix("<110>1 2026-11-18T11:06:40Z - tuckbox - wrap [tuckbox@32473 seq=\"4\" user=\"smith\" verb=\"wrap\" phase=\"outcome\" "))
        #expect(syslog.contains("label=\"A\\]\\\"\\\\B\"") && syslog.hasSuffix(String(decoding: line, as: UTF8.self)))
        let journal = String(decoding: ForwardMessage.journald(read, line), as: UTF8.self)
        #expect(journal.split(separator: "\n").allSatisfy { $0.contains("=") } && journal.contains("\nTUCKBOX_LABEL=A]\"\\B\n"))
    }
}

extension Scratch {
    /// Of the newest segment: an event of now may be in a later month than the entries before it.
    func lastEntry() throws -> RecordedEntry? {
        try names().filter { $0.hasSuffix(".log") }.last.flatMap { try lines($0).last }.flatMap { RecordedEntry($0) }
    }
}
