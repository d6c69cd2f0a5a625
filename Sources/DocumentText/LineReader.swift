/// Lines of a stream, without their ends; one that is very long comes in parts.
final class LineReader {
    private let stream: any ByteStream
    private var buffer: [UInt8] = []
    private var position = 0
    private var pushedBack: [UInt8]?
    private static let limit = 1 << 16

    init(_ stream: any ByteStream) { self.stream = stream }

    /// The next line, also if only the end of the stream ends it; nil at the end.
    func next() throws -> [UInt8]? {
        if let line = pushedBack {
            pushedBack = nil
            return line
        }
        var line: [UInt8] = []
        while true {
            if position == buffer.count {
                guard let more = try stream.next() else { return line.isEmpty ? nil : line }
                (buffer, position) = (more, 0)
            }
            let end = buffer[position...].firstIndex(of: 0x0a) ?? buffer.count
            let taken = min(end - position, Self.limit - line.count)
            line += buffer[position..<position + taken]
            position += taken
            if position < buffer.count, buffer[position] == 0x0a {
                position += 1
                if line.last == 0x0d { line.removeLast() }
                return line
            }
            if line.count >= Self.limit { return line }
        }
    }

    /// Has `next` give this line once more.
    func putBack(_ line: [UInt8]) { pushedBack = line }
}
