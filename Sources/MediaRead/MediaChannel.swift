public import SystemFiles

/// Messages over a socket.
public final class MediaChannel {
    private let channel: Channel
    private var buffer: [UInt8] = []
    private var position = 0

    public init(_ channel: Channel) { self.channel = channel }

    public func send(_ message: some MediaMessage, with file: borrowing Descriptor) throws {
        try channel.send(Self.bytes(message), with: file.numberForPrograms)
    }

    public func send(_ message: some MediaMessage) throws { try channel.send(Self.bytes(message)) }

    private static func bytes(_ message: some MediaMessage) -> [UInt8] {
        var writer = MessageWriter()
        message.write(&writer)
        return writer.finish()
    }

    public struct TimedOut: Error {}

    /// The next message; nil at the end, between two of them.
    /// - Parameters:
    ///   - silence: milliseconds without a byte after which `TimedOut` is thrown; nil: waits for ever.
    ///   - take: gets a descriptor that came along.
    public func receive<Message: MediaMessage>(
        _: Message.Type = Message.self, silence: Int64? = nil, _ take: (consuming Descriptor) -> Void = { _ in }
    ) throws -> Message? {
        guard try fill(4, silence, take) else { return nil }
        var length = 0
        for byte in buffer[position..<position + 4].reversed() { length = length << 8 | Int(byte) }
        guard (1...messageLimit).contains(length), try fill(4 + length, silence, take) else { throw MalformedMessage() }
        var reader = MessageReader(Array(buffer[position + 4..<position + 4 + length]))
        position += 4 + length
        let message = try Message(&reader)
        guard reader.isAtEnd else { throw MalformedMessage() }
        return message
    }

    /// Has `count` bytes at least in the buffer; false if the end came before the first.
    private func fill(_ count: Int, _ silence: Int64?, _ take: (consuming Descriptor) -> Void) throws -> Bool {
        if position > 1 << 20 || (position > 0 && position == buffer.count) {
            buffer.removeFirst(position)
            position = 0
        }
        while buffer.count - position < count {
            try wait(silence)
            let more = try channel.receive(1 << 16, take)
            if more.isEmpty {
                guard buffer.count == position else { throw MalformedMessage() }
                return false
            }
            buffer += more
        }
        return true
    }

    private func wait(_ silence: Int64?) throws {
        guard let silence else {
            _ = channel.waitForInput(until: nil)
            return
        }
        let deadline = MonotonicTime.now.adding(milliseconds: silence)
        while true {
            let now = MonotonicTime.now
            let step = min(deadline.milliseconds - now.milliseconds, 500)
            if channel.waitForInput(until: now.adding(milliseconds: step)) { return }
            try Interruption.check()
            if MonotonicTime.now.milliseconds >= deadline.milliseconds { throw TimedOut() }
        }
    }
}
