/// Takes packets out of what comes over a channel: a length (32 bits, little-endian), then as many bytes. The other side may be hostile.
public final class PacketReader {
    /// How long the next bytes are waited for.
    public enum Patience: Sendable {
        case forever
        case until(MonotonicTime)
        /// Milliseconds without a byte.
        case silence(Int64)
    }

    /// A length that is none, or an end in the middle of a packet.
    public struct Malformed: Error {}
    public struct TimedOut: Error {}

    private let channel: Channel
    private let limit: Int
    private var buffer: [UInt8] = []
    private var position = 0

    /// - Parameter limit: bytes of a packet, its length aside.
    public init(_ channel: Channel, limit: Int) { (self.channel, self.limit) = (channel, limit) }

    /// The next packet without its length; nil at the end, between two packets. An interruption ends the wait.
    /// - Parameter take: gets a descriptor that came along.
    public func next(_ patience: Patience, _ take: (consuming Descriptor) -> Void = { _ in }) throws -> [UInt8]? {
        guard try fill(4, patience, take) else { return nil }
        let length = buffer[position..<position + 4].reversed().reduce(0) { $0 << 8 | Int($1) }
        guard (1...limit).contains(length), try fill(4 + length, patience, take) else { throw Malformed() }
        defer { position += 4 + length }
        return Array(buffer[position + 4..<position + 4 + length])
    }

    /// Has `count` bytes at least in the buffer; false if the end came before the first.
    private func fill(_ count: Int, _ patience: Patience, _ take: (consuming Descriptor) -> Void) throws -> Bool {
        if position > 0, buffer.count - position < count {
            buffer.removeFirst(position)
            position = 0
        }
        while buffer.count - position < count {
            try wait(patience)
            let more = try channel.receive(1 << 16, take)
            if more.isEmpty {
                guard buffer.count == position else { throw Malformed() }
                return false
            }
            buffer += more
        }
        return true
    }

    private func wait(_ patience: Patience) throws {
        let deadline: MonotonicTime
        switch patience {
        case .forever:
            _ = channel.waitForInput(until: nil)
            return
        case .until(let time): deadline = time
        case .silence(let milliseconds): deadline = .now.adding(milliseconds: milliseconds)
        }
        while true {
            let now = MonotonicTime.now
            // Also of who never stops talking.
            if now.milliseconds >= deadline.milliseconds { throw TimedOut() }
            let step = min(deadline.milliseconds - now.milliseconds, 500)
            if channel.waitForInput(until: now.adding(milliseconds: step)) { return }
            try Interruption.check()
            if MonotonicTime.now.milliseconds >= deadline.milliseconds { throw TimedOut() }
        }
    }
}
