public import CryptoCore
internal import Dispatch
internal import Synchronization
internal import SystemFiles

extension Trail {
    /// Entries that wait for a target at most; older ones are given up, which is an entry itself.
    static let spoolBound: UInt64 = 10_000
    /// As many are given up as make room for some time: otherwise every action of a long outage would be followed by such an entry.
    static let spoolRoom: UInt64 = 1000

    /// Sends on what was not sent yet. Returns after `milliseconds` at the latest, also if a target is down or slow; what is left goes next time.
    /// What a target may already have is sent again after a failure: entries are numbered.
    /// - Parameter policy: as for `append`.
    public func forward(to targets: [ForwardTarget], policy: Hash256?, within milliseconds: Int = 500) {
        let done = DispatchGroup()
        for target in targets {
            DispatchQueue.global().async(group: done) {
                // A target that is down is no failure of what the user does; the cursor stays where it was.
                try? Forwarder(trail: self, target: target, patience: Int32(clamping: milliseconds)).run(policy)
            }
        }
        // The process ends while a name is still looked up.
        _ = done.wait(timeout: .now() + .milliseconds(milliseconds))
    }
}

/// Sends a trail's entries from a cursor on.
struct Forwarder {
    let trail: Trail
    let target: ForwardTarget
    let patience: Int32

    func run(_ policy: Hash256?) throws {
        let folder = try Descriptor.open(trail.folder, [.read, .directory])
        let file = try folder.open(Path("forward-" + target.name), [.readWrite, .create, .noFollow])
        try file.lockExclusively(waiting: Int(patience) / 2)
        var cursor = try ForwardCursor(file)
        let snapshot = try TrailSnapshot(trail.folder)
        guard let count = snapshot.state?.count, count > cursor.number else { return }
        try giveUp(&cursor, snapshot, count, file, policy)
        try send(&cursor, snapshot, file)
    }

    /// Skips what the spool cannot hold, once it is on record.
    private func giveUp(
        _ cursor: inout ForwardCursor, _ snapshot: borrowing TrailSnapshot, _ count: UInt64, _ file: borrowing Descriptor, _ policy: Hash256?
    ) throws {
        guard count - cursor.number > Trail.spoolBound else { return }
        let first = cursor.number
        let next = count - Trail.spoolBound + Trail.spoolRoom
        var reached = cursor
        try each(&reached, snapshot) { entry, _ in entry.number < next }
        var event = TrailEntry(.forwardingLost)
        (event.target, event.first, event.next) = (target.name, first, next)
        try trail.append([event], policy: policy)
        cursor = reached
        try cursor.save(file)
    }

    private func send(_ cursor: inout ForwardCursor, _ snapshot: borrowing TrailSnapshot, _ file: borrowing Descriptor) throws {
        var reached = cursor
        switch target {
        case .journald(let path):
            let socket = try Socket.local(path)
            try each(&reached, snapshot) { entry, line in
                do { try socket.send(ForwardMessage.journald(entry, line), waiting: patience) } catch { return false }
                return true
            }
            // Each that was taken is there.
            cursor = reached
        case .syslog(let host, let port, let isStream):
            let socket = try Socket.remote(host: host, port: port, isStream: isStream, waiting: patience)
            var buffer: [UInt8] = []
            try each(&reached, snapshot) { entry, line in
                let message = ForwardMessage.syslog(entry, line)
                if isStream { buffer += Array("\(message.count) ".utf8) + message } else { try socket.send(message, waiting: patience) }
                if buffer.count > 1 << 16 {
                    try socket.send(buffer, waiting: patience)
                    buffer = []
                }
                return true
            }
            if isStream {
                try socket.send(buffer, waiting: patience)
                // Only when the other side has read to the end and closes do we know that it has all.
                try socket.finishStream(waiting: patience)
            } else {
                try socket.checkDelivery(waiting: 5)
            }
            cursor = reached
        }
        try cursor.save(file)
    }

    /// Hands out entries from the cursor on, and moves it behind each for which `body` returns true; stops at the first other.
    private func each(
        _ cursor: inout ForwardCursor, _ snapshot: borrowing TrailSnapshot, _ body: (RecordedEntry, [UInt8]) throws -> Bool
    ) throws {
        for segment in snapshot.segments where segment.month >= cursor.month {
            if segment.month > cursor.month { (cursor.month, cursor.offset) = (segment.month, 0) }
            let lines = try snapshot.lines(segment, from: min(cursor.offset, segment.size))
            while let block = try lines.next() {
                for range in block.lines {
                    let line = Array(block.bytes[range])
                    // A line that is no entry is for `log verify` to find.
                    if let entry = RecordedEntry(line), entry.number >= cursor.number {
                        guard try body(entry, line) else { return }
                        cursor.number = entry.number + 1
                    }
                    cursor.offset += UInt64(line.count + 1)
                }
            }
        }
    }
}
