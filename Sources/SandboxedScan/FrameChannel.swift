public import SystemFiles

/// Frames over a socket.
public final class FrameChannel {
    private let channel: Channel
    private let packets: PacketReader

    public init(_ channel: Channel) { (self.channel, packets) = (channel, PacketReader(channel, limit: Frame.limit)) }

    public func send(_ frame: Frame) throws { try channel.send(frame.bytes) }

    public func send(_ frame: Frame, with file: borrowing Descriptor) throws { try channel.send(frame.bytes, with: file.numberForPrograms) }

    /// The next frame.
    /// - Parameters:
    ///   - deadline: throws `PacketReader.TimedOut` if it comes first; nil: none.
    ///   - take: gets a descriptor that came along.
    /// - Returns: nil at the end, between two frames.
    public func receive(until deadline: MonotonicTime? = nil, _ take: (consuming Descriptor) -> Void = { _ in }) throws -> Frame? {
        do {
            return try packets.next(deadline.map(PacketReader.Patience.until) ?? .forever, take).map(Frame.init)
        } catch is PacketReader.Malformed { throw Frame.Malformed.frame }
    }
}
