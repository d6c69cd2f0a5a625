public import SystemFiles

/// A medium that is open for reading only: a device, an image, or the pieces of one. For many threads.
public final class MediumSource: Sendable {
    final class Piece: Sendable {
        let descriptor: Descriptor
        let size: UInt64
        /// For single sectors of a device; nil of files.
        let direct: Descriptor?
        init(_ descriptor: consuming Descriptor, _ size: UInt64, isDevice: Bool = false) {
            direct = isDevice ? try? descriptor.reopenedForDirectReading() : nil
            self.descriptor = descriptor
            self.size = size
        }
    }

    public enum Kind: String, Sendable { case device, raw, split }

    public enum Failure: Error, Equatable, Sendable {
        /// A folder, a pipe, a character device.
        case notAMedium(Path)
        case empty(Path)
        /// A writable descriptor came out, whatever was asked for.
        case notReadOnly(Path)
    }

    let pieces: [Piece]
    /// Bytes.
    public let size: UInt64
    public let kind: Kind
    /// The device, if it is one.
    public let device: OpenBlockDevice?

    /// Opens what `path` names. `NAME.001` is taken with `NAME.002` and so on as one.
    public convenience init(_ path: Path) throws {
        let descriptor = try Descriptor.open(path, .read)
        guard descriptor.isReadOnly else { throw Failure.notReadOnly(path) }
        if let device = OpenBlockDevice(descriptor) {
            try self.init([Piece(descriptor, device.size, isDevice: true)], .device, device, path)
        } else {
            let status = try descriptor.status()
            guard status.kind == .file else { throw Failure.notAMedium(path) }
            let rest = try Self.further(path)
            try self.init([Piece(descriptor, status.size)] + rest, rest.isEmpty ? .raw : .split, nil, path)
        }
    }

    /// An image that somebody made for us: a spool without a name.
    public convenience init(spool descriptor: consuming Descriptor) throws {
        let path = descriptor.path
        guard descriptor.isReadOnly else { throw Failure.notReadOnly(path) }
        let size = try descriptor.status().size
        try self.init([Piece(descriptor, size)], .raw, nil, path)
    }

    private init(_ pieces: [Piece], _ kind: Kind, _ device: OpenBlockDevice?, _ path: Path) throws {
        var end: UInt64 = 0
        for piece in pieces {
            let (sum, overflow) = end.addingReportingOverflow(piece.size)
            guard !overflow, sum < UInt64(Int64.max) else { throw Failure.notAMedium(path) }
            end = sum
        }
        guard end > 0 else { throw Failure.empty(path) }
        (self.pieces, self.kind, self.device, size) = (pieces, kind, device, end)
    }

    /// The pieces after the first of a split image; none if it is not one.
    private static func further(_ path: Path) throws -> [Piece] {
        let digits = path.bytes.reversed().prefix { (0x30...0x39).contains($0) }.count
        let number = path.bytes.suffix(digits)
        guard digits >= 2, digits <= 4, path.bytes.dropLast(digits).last == 0x2e, Int(String(decoding: number, as: UTF8.self)).map({ $0 < 2 }) == true
        else { return [] }
        var next = (Int(String(decoding: number, as: UTF8.self)) ?? 0) + 1
        var pieces: [Piece] = []
        while pieces.count < 4000 {
            let text = String(next)
            guard text.utf8.count <= digits else { break }
            let name = Path(bytes: path.bytes.dropLast(digits) + Array((String(repeating: "0", count: digits - text.utf8.count) + text).utf8))
            guard try FileStatus.ifPresent(name, following: true) != nil else { break }
            let descriptor = try Descriptor.open(name, .read)
            guard descriptor.isReadOnly, try descriptor.status().kind == .file else { throw Failure.notAMedium(name) }
            let size = try descriptor.status().size
            pieces.append(Piece(descriptor, size))
            next += 1
        }
        return pieces
    }

    /// Reads at most `count` bytes from `offset` to the beginning of `buffer`: at least one, unless it is the end.
    public func read(_ count: Int, at offset: UInt64, into buffer: ByteBuffer) throws -> Int {
        var start: UInt64 = 0
        for piece in pieces {
            let end = start + piece.size
            if offset < end {
                let wanted = Int(min(UInt64(min(count, buffer.count)), end - offset))
                let place = offset - start
                return try buffer.withMutableSpan(0..<wanted) { try piece.descriptor.read(into: &$0, at: place) }
            }
            start = end
        }
        return 0
    }

    /// Bytes of what a device fails to read as one, at least; 512 of images.
    public var sectorSize: Int { Int(min(max(device?.sectorSize ?? 512, 512), 4096)) }

    /// One sector, as `read` does it, whatever becomes of its neighbours.
    public func readSector(at offset: UInt64, into buffer: ByteBuffer) throws -> Int {
        guard let device = pieces.first, device.direct != nil else { return try read(sectorSize, at: offset, into: buffer) }
        return try buffer.withMutableSpan(0..<sectorSize) { span in try device.direct?.read(into: &span, at: offset) ?? 0 }
    }

    /// Bytes from `offset` on that an image has no room for, because they are zeros; 0 where that is not known.
    public func hole(at offset: UInt64) -> UInt64 {
        var start: UInt64 = 0
        for piece in pieces {
            if offset - start < piece.size { return piece.descriptor.hole(at: offset - start, before: piece.size) }
            start += piece.size
        }
        return 0
    }

    /// What shows afterwards that nobody changed it: size and times of its files.
    public func fingerprint() throws -> [FileStatus] { try pieces.map { try $0.descriptor.status() } }
}
