public import SystemFiles

/// Frames over a socket.
public final class FrameChannel {
    private let channel: Channel
    private var buffer: [UInt8] = []
    private var position = 0

    public init(_ channel: Channel) { self.channel = channel }

    public func send(_ frame: Frame) throws { try channel.send(frame.bytes) }

    public func send(_ frame: Frame, with file: borrowing Descriptor) throws { try channel.send(frame.bytes, with: file.numberForPrograms) }

    /// The next frame.
    /// - Parameters:
    ///   - deadline: throws `TimedOut` if it comes first; nil: none.
    ///   - take: gets a descriptor that came along.
    /// - Returns: nil at the end, between two frames.
    public func receive(until deadline: MonotonicTime? = nil, _ take: (consuming Descriptor) -> Void = { _ in }) throws -> Frame? {
        guard try fill(4, deadline, take) else { return nil }
        let length = Frame.length(buffer[position..<position + 4])
        guard (1...Frame.limit).contains(length) else { throw Frame.Malformed.frame }
        guard try fill(4 + length, deadline, take) else { throw Frame.Malformed.frame }
        let body = Array(buffer[(position + 4)..<(position + 4 + length)])
        position += 4 + length
        return try Frame(body)
    }

    public struct TimedOut: Error {}

    /// Has `count` bytes at least in the buffer; false if the end came before the first.
    private func fill(_ count: Int, _ deadline: MonotonicTime?, _ take: (consuming Descriptor) -> Void) throws -> Bool {
        if position > 0, buffer.count - position < count {
            buffer.removeFirst(position)
            position = 0
        }
        while buffer.count - position < count {
            try wait(until: deadline)
            let more = try channel.receive(1 << 16, take)
            if more.isEmpty {
                guard buffer.count == position else { throw Frame.Malformed.frame }
                return false
            }
            buffer += more
        }
        return true
    }

    /// Waits for input; in between, whether the user wants no more.
    private func wait(until deadline: MonotonicTime?) throws {
        guard let deadline else {
            _ = channel.waitForInput(until: nil)
            return
        }
        while true {
            let now = MonotonicTime.now
            let step = min(deadline.milliseconds - now.milliseconds, 500)
            if channel.waitForInput(until: now.adding(milliseconds: step)) { return }
            try Interruption.check()
            if MonotonicTime.now.milliseconds >= deadline.milliseconds { throw TimedOut() }
        }
    }
}
