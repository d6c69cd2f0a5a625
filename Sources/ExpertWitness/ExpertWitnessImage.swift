internal import DocumentText
public import SystemFiles

/// An image in the Expert Witness format of EnCase (.E01, .E02, …), read from front to back. Its layout is in Joachim Metz's "Expert Witness Compression
/// Format specification"; everything that an image says of itself is hostile.
public final class ExpertWitnessImage {
    public enum Failure: Error, Equatable, Sendable {
        /// A section, a table or a chunk contradicts itself, or a segment is missing.
        case damaged
        /// No medium has such numbers.
        case limit
    }

    /// Descriptors cannot be kept in arrays by themselves.
    private final class Segment {
        let file: Descriptor
        let size: UInt64
        init(_ file: consuming Descriptor) throws {
            size = try file.status().size
            self.file = file
        }
    }

    private var segments: [Segment] = []
    private var geometry: Geometry?
    /// Bytes that were given out.
    private var given: UInt64 = 0
    private var isDone = false

    /// Bytes of a chunk; EnCase has 32 KiB.
    static let largestChunk: UInt64 = 16 << 20
    private static let headerSize: UInt64 = 13
    private static let mark: [UInt8] = [0x45, 0x56, 0x46, 0x09, 0x0d, 0x0a, 0xff, 0x00]

    public static func isOne(_ head: [UInt8]) -> Bool { head.starts(with: mark) }

    public init() {}

    /// The next segment, in order.
    public func add(_ file: consuming Descriptor) throws { segments.append(try Segment(file)) }

    /// Gives what the image is of, in order.
    public func expand(_ take: ([UInt8]) throws -> Void) throws {
        for (index, segment) in segments.enumerated() {
            let head = try segment.file.bytes(count: Int(Self.headerSize), at: 0)
            guard head.count == Self.headerSize, Self.isOne(head), Int(head[9]) | Int(head[10]) << 8 == (index + 1) & 0xffff else {
                throw Failure.damaged
            }
            try expand(segment, take)
        }
        guard isDone, let geometry, given == geometry.size else { throw Failure.damaged }
    }

    private func expand(_ segment: Segment, _ take: ([UInt8]) throws -> Void) throws {
        var place = Self.headerSize
        while true {
            let section = try Section(try segment.file.bytes(count: Section.size, at: place), at: place, in: segment.size)
            switch section.kind {
            case "volume", "disk": geometry = try geometry ?? Geometry(try segment.file.bytes(count: 94, at: section.start))
            case "table": try expand(ChunkTable(section) { try segment.file.bytes(count: $0, at: $1) }, of: segment, take)
            case "done": isDone = true
            default: break
            }
            if section.isLast { return }
            place = section.next
        }
    }

    private func expand(_ table: ChunkTable, of segment: Segment, _ take: ([UInt8]) throws -> Void) throws {
        guard let geometry else { throw Failure.damaged }
        for stored in table.chunks {
            try Interruption.check()
            guard given < geometry.size else { throw Failure.damaged }
            // The last one may be cut.
            let wanted = min(geometry.chunkSize, geometry.size - given)
            let chunk = try contents(stored, segment.file, geometry)
            guard UInt64(chunk.count) >= wanted else { throw Failure.damaged }
            try take(chunk.count == wanted ? chunk : Array(chunk[..<Int(wanted)]))
            given += wanted
        }
    }

    private func contents(_ stored: ChunkTable.Chunk, _ file: borrowing Descriptor, _ geometry: Geometry) throws -> [UInt8] {
        guard stored.size <= 2 * geometry.chunkSize + 1024 else { throw Failure.damaged }
        var bytes = try file.bytes(count: Int(stored.size), at: stored.offset)
        guard bytes.count == stored.size else { throw Failure.damaged }
        if stored.isCompressed {
            guard let chunk = Zlib.expand(bytes, limit: Int(geometry.chunkSize)) else { throw Failure.damaged }
            return chunk
        }
        guard bytes.count > 4, UInt64(bytes.count) <= geometry.chunkSize + 4 else { throw Failure.damaged }
        let sum = bytes.suffix(4).reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        bytes.removeLast(4)
        guard Zlib.checksum(bytes[...]) == sum else { throw Failure.damaged }
        return bytes
    }
}
