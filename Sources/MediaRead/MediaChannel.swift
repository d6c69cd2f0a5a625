public import SystemFiles

/// Messages over a socket.
public final class MediaChannel {
    private let channel: Channel
    private let packets: PacketReader

    public init(_ channel: Channel) { (self.channel, packets) = (channel, PacketReader(channel, limit: messageLimit)) }

    public func send(_ message: some MediaMessage, with file: borrowing Descriptor) throws {
        try channel.send(Self.bytes(message), with: file.numberForPrograms)
    }

    public func send(_ message: some MediaMessage) throws { try channel.send(Self.bytes(message)) }

    private static func bytes(_ message: some MediaMessage) -> [UInt8] {
        var writer = MessageWriter()
        message.write(&writer)
        return writer.finish()
    }

    /// The next message; nil at the end, between two of them.
    /// - Parameters:
    ///   - silence: milliseconds without a byte after which `PacketReader.TimedOut` is thrown; nil: waits for ever.
    ///   - take: gets a descriptor that came along.
    public func receive<Message: MediaMessage>(
        _: Message.Type = Message.self, silence: Int64? = nil, _ take: (consuming Descriptor) -> Void = { _ in }
    ) throws -> Message? {
        do {
            guard let packet = try packets.next(silence.map(PacketReader.Patience.silence) ?? .forever, take) else { return nil }
            var reader = MessageReader(packet)
            let message = try Message(&reader)
            guard reader.isAtEnd else { throw MalformedMessage() }
            return message
        } catch is PacketReader.Malformed { throw MalformedMessage() }
    }
}
