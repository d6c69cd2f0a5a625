internal import SystemFiles

/// The lines of a file in blocks of a few MiB, so that memory is bounded whatever the file is.
final class LineBlocks {
    struct Block: Sendable {
        let bytes: [UInt8]
        /// Without LF, in order.
        let lines: [Range<Int>]
    }

    private static let size = 4 << 20
    private let file: Descriptor
    private let end: UInt64
    private var position: UInt64
    /// Bytes after the last LF, at the end of the file; or a line that is longer than any entry, where reading stopped.
    private(set) var remainder = 0
    private(set) var hasLongLine = false

    /// - Parameter end: where the file is taken to end.
    init(_ file: consuming Descriptor, from position: UInt64 = 0, end: UInt64) {
        self.file = file
        (self.position, self.end) = (position, end)
    }

    /// Nil at the end.
    func next() throws -> Block? {
        guard position < end, !hasLongLine else { return nil }
        let wanted = Int(min(UInt64(Self.size), end - position))
        let bytes = try file.bytes(count: wanted, at: position)
        guard bytes.count == wanted else { throw FileError(.read, file.path, code: 5) }
        var lines: [Range<Int>] = []
        var start = 0
        Self.findLines(in: bytes.span, &lines, &start)
        guard !lines.isEmpty else {
            remainder = wanted
            // A whole line fits into a block many times.
            hasLongLine = wanted > TrailEntry.maximumLine
            return nil
        }
        position += UInt64(start)
        return Block(bytes: bytes, lines: lines)
    }

    private static func findLines(in bytes: Span<UInt8>, _ lines: inout [Range<Int>], _ start: inout Int) {
        lines.reserveCapacity(bytes.count / 256)
        let newline: [UInt8] = [0x0a]
        while let end = bytes.firstIndex(of: newline, from: start) {
            lines.append(start..<end)
            start = end + 1
        }
    }
}
