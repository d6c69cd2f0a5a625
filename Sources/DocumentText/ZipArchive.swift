/// The members of a zip archive by its central directory (APPNOTE 6.3), or, where that is missing, by the members' own headers.
final class ZipArchive {
    struct Entry {
        let name: [UInt8]
        /// The name with slashes between folders: some programs of Windows write backslashes.
        var path: [UInt8] { name.map { $0 == 0x5c ? 0x2f : $0 } }
        let method: Int
        let isEncrypted: Bool
        let packedSize: UInt64
        let size: UInt64
        /// Of the local header.
        let offset: UInt64

        var isFolder: Bool { (name.last == 0x2f || name.last == 0x5c) && size == 0 }
    }

    private let source: ByteSource
    private(set) var entries: [Entry] = []
    /// Bytes before the archive: of a self-extracting program.
    private var base: UInt64 = 0
    private var nameBytes = 0
    private static let localSize = 30

    /// - Throws: `memberLimit`, `memoryLimit`; a directory that cannot be read is noted.
    init(_ source: ByteSource, _ extraction: Extraction) throws {
        self.source = source
        do {
            try readDirectory(extraction.limits)
            if hasOverlaps { extraction.note(.damaged) }
        } catch Incompleteness.damaged {
            extraction.note(.damaged)
            entries = []
            try readLocalHeaders(extraction.limits)
        }
    }

    /// - Parameter name: in any case, as the programs that read packages take it.
    func entry(_ name: StaticString) -> Entry? {
        let wanted = name.bytes.lowercased
        return entries.first { $0.name.count == wanted.count && $0.path.lowercased == wanted }
    }

    /// The packed bytes of a member.
    func packed(_ entry: Entry) throws -> ByteSource {
        let header = try source.bytes(Self.localSize, at: base + entry.offset)
        guard header.starts("PK\u{3}\u{4}"), let nameSize = header.little(26, 2), let extraSize = header.little(28, 2) else {
            throw Incompleteness.damaged
        }
        let start = base + entry.offset + UInt64(Self.localSize + nameSize + extraSize)
        guard start <= source.count, entry.packedSize <= source.count - start else { throw Incompleteness.damaged }
        return source.stretch(start..<start + entry.packedSize)
    }

    /// The contents of a member; throws `unsupportedFormat` where the way of packing is not known.
    func stream(_ entry: Entry, _ extraction: Extraction) throws -> any ByteStream {
        let packed = try packed(entry)
        switch entry.method {
        case 0: return SourceStream(packed)
        case 8: return try InflateStream(SourceStream(packed), .none, extraction)
        // bzip2, zstd and xz come with headers of their own and are unpacked by them.
        case 12, 93, 95: return SourceStream(packed)
        default: throw Incompleteness.unsupportedFormat
        }
    }

    // MARK: Central directory

    private func readDirectory(_ limits: ExtractionLimits) throws {
        let tailSize = min(source.count, 65557)
        let tail = try source.bytes(Int(tailSize), at: source.count - tailSize)
        guard tail.count >= 22, let end = (0...tail.count - 22).last(where: { tail[$0] == 0x50 && tail.starts("PK\u{5}\u{6}", at: $0) }),
            var count = tail.little(end + 10, 2), var size = tail.little(end + 12, 4), var start = tail.little(end + 16, 4)
        else { throw Incompleteness.damaged }
        var directoryEnd = source.count - tailSize + UInt64(end)
        if count == 0xffff || size == 0xffff_ffff || start == 0xffff_ffff, end >= 20, tail.starts("PK\u{6}\u{7}", at: end - 20) {
            guard let place = tail.little(end - 12, 8) else { throw Incompleteness.damaged }
            let record = try source.bytes(56, at: UInt64(place))
            guard record.starts("PK\u{6}\u{6}"), let all = record.little(32, 8), let bytes = record.little(40, 8), let offset = record.little(48, 8)
            else { throw Incompleteness.damaged }
            (count, size, start, directoryEnd) = (all, bytes, offset, UInt64(place))
        }
        guard UInt64(size) <= directoryEnd, UInt64(start) <= directoryEnd - UInt64(size) else { throw Incompleteness.damaged }
        base = directoryEnd - UInt64(size) - UInt64(start)
        var position = base + UInt64(start)
        while position < directoryEnd {
            guard entries.count < limits.members else { throw Incompleteness.memberLimit }
            let fixed = try source.bytes(46, at: position)
            guard fixed.starts("PK\u{1}\u{2}"), let nameSize = fixed.little(28, 2), let extraSize = fixed.little(30, 2),
                let commentSize = fixed.little(32, 2)
            else { throw Incompleteness.damaged }
            let names = try source.bytes(nameSize + extraSize, at: position + 46)
            guard names.count == nameSize + extraSize else { throw Incompleteness.damaged }
            try append(fixed, at: 8, sizes: 20, offset: fixed.little(42, 4) ?? 0, Array(names[..<nameSize]), Array(names[nameSize...]), limits)
            position += UInt64(46 + nameSize + extraSize + commentSize)
        }
        // More than 65,535 members without ZIP64 are counted modulo that.
        guard entries.count & 0xffff == count & 0xffff else { throw Incompleteness.damaged }
    }

    /// - Parameter at: where the flags are; the method follows. `sizes`: packed, then whole.
    private func append(
        _ fixed: [UInt8], at flagsOffset: Int, sizes: Int, offset: Int, _ name: [UInt8], _ extra: [UInt8], _ limits: ExtractionLimits
    ) throws {
        guard let flags = fixed.little(flagsOffset, 2), let method = fixed.little(flagsOffset + 2, 2), var packed = fixed.little(sizes, 4),
            var size = fixed.little(sizes + 4, 4)
        else { throw Incompleteness.damaged }
        var offset = offset
        nameBytes += name.count
        if nameBytes > limits.heldBytes / 4 { throw Incompleteness.memoryLimit }
        // ZIP64: whatever did not fit, in this order.
        var field = 0
        while let id = extra.little(field, 2), let length = extra.little(field + 2, 2) {
            var place = field + 4
            func take(_ value: inout Int) {
                guard value == 0xffff_ffff, place + 8 <= field + 4 + length, let wide = extra.little(place, 8) else { return }
                (value, place) = (wide, place + 8)
            }
            if id == 1 {
                take(&size)
                take(&packed)
                take(&offset)
            }
            field += 4 + length
        }
        entries.append(
            Entry(
                name: flags & 0x800 != 0 || String(validating: name, as: UTF8.self) != nil ? name : TextRepair.latin(name), method: method,
                isEncrypted: flags & 1 != 0, packedSize: UInt64(packed), size: UInt64(size), offset: UInt64(offset)))
    }

    /// Members that share bytes are how a small archive unpacks to a huge one.
    private var hasOverlaps: Bool {
        let ordered = entries.map { ($0.offset, $0.packedSize) }.sorted { $0.0 < $1.0 }
        return zip(ordered, ordered.dropFirst()).contains { first, second in
            let (end, isTooFar) = first.0.addingReportingOverflow(first.1)
            return isTooFar || first.0 == second.0 || end > second.0
        }
    }

    // MARK: Local headers

    private func readLocalHeaders(_ limits: ExtractionLimits) throws {
        base = 0
        var position: UInt64 = 0
        while entries.count < limits.members {
            let fixed = try source.bytes(Self.localSize, at: position)
            guard fixed.starts("PK\u{3}\u{4}"), let nameSize = fixed.little(26, 2), let extraSize = fixed.little(28, 2),
                let flags = fixed.little(6, 2)
            else { return }
            let names = try source.bytes(nameSize + extraSize, at: position + 30)
            guard names.count == nameSize + extraSize else { return }
            let start = position + UInt64(Self.localSize + nameSize + extraSize)
            try append(fixed, at: 6, sizes: 18, offset: 0, Array(names[..<nameSize]), Array(names[nameSize...]), limits)
            let read = entries.removeLast()
            // The size stands behind the contents: up to the next header, or to the end.
            let isOpen = flags & 8 != 0 && read.packedSize == 0
            let end = isOpen ? try nextHeader(after: start) : min(source.count, start + min(read.packedSize, source.count))
            entries.append(
                Entry(
                    name: read.name, method: read.method, isEncrypted: read.isEncrypted, packedSize: max(end, start) - start, size: read.size,
                    offset: position))
            position = max(end, start)
        }
        throw Incompleteness.memberLimit
    }

    private func nextHeader(after start: UInt64) throws -> UInt64 {
        var position = start
        while position < source.count {
            let stretch = try source.bytes(1 << 16, at: position)
            if stretch.count >= 4, let found = (0...stretch.count - 4).first(where: { stretch[$0] == 0x50 && stretch.starts("PK\u{3}\u{4}", at: $0) })
            {
                return position + UInt64(found)
            }
            if stretch.count < 1 << 16 { break }
            position += UInt64(stretch.count - 3)
        }
        return source.count
    }
}
