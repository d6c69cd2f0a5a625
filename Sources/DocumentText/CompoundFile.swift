/// OLE2 compound files ([MS-CFB]): a small file system. Chains that loop or lead outside are damage.
final class CompoundFile {
    struct Entry {
        let name: String
        let isStorage: Bool
        fileprivate let start: Int
        let size: UInt64
        /// Names and indices of what is in it.
        fileprivate(set) var children: [Int] = []
        fileprivate let links: (left: Int, right: Int, child: Int)
    }

    private let source: ByteSource
    private let sectorSize: Int
    private let miniSize: Int
    private let cutoff: UInt64
    private var table: [UInt32] = []
    private var miniTable: [UInt32] = []
    private var miniSectors: [Int] = []
    private(set) var entries: [Entry] = []
    private static let end: UInt32 = 0xffff_fffa

    init(_ source: ByteSource, _ limits: ExtractionLimits) throws {
        self.source = source
        let header = try source.bytes(512, at: 0)
        guard let shift = header.little(30, 2), let miniShift = header.little(32, 2), let tables = header.little(44, 4),
            let directory = header.little(48, 4),
            let cutoff = header.little(56, 4), let mini = header.little(60, 4), var next = header.little(68, 4), shift == 9 || shift == 12,
            miniShift == 6
        else { throw Incompleteness.damaged }
        (sectorSize, miniSize, self.cutoff) = (1 << shift, 1 << miniShift, UInt64(cutoff))
        let sectors = Int(clamping: source.count) / sectorSize
        guard tables <= sectors, max(sectors * 4, tables * sectorSize) <= limits.heldBytes else { throw Incompleteness.damaged }

        // Sectors of the allocation table: 109 in the header, the others in a chain.
        var places = (0..<109).compactMap { header.little(76 + 4 * $0, 4) }
        var chained = 0
        while places.count < tables, next < Int(Self.end), chained <= sectors {
            let sector = try self.sector(next)
            places += (0..<sectorSize / 4 - 1).compactMap { sector.little(4 * $0, 4) }
            next = sector.little(sectorSize - 4, 4) ?? Int(Self.end)
            chained += 1
        }
        for place in places.prefix(tables) { table += try numbers(self.sector(place)) }
        for place in try chain(directory) {
            let sector = try self.sector(place)
            for i in 0..<sectorSize / 128 where entries.count < 100_000 { entries.append(Self.entry(Array(sector[(128 * i)..<(128 * i + 128)]))) }
        }
        if let root = entries.first, root.start < Int(Self.end) { miniSectors = try chain(root.start) }
        if mini < Int(Self.end) { for place in try chain(mini) { miniTable += try numbers(self.sector(place)) } }
        var claimed: Set<Int> = []
        for i in entries.indices where entries[i].isStorage { entries[i].children = members(entries[i].links.child, &claimed) }
    }

    /// What is in a storage; in the root, if not said otherwise.
    func children(of storage: Int = 0) -> [(index: Int, entry: Entry)] {
        guard entries.indices.contains(storage) else { return [] }
        return entries[storage].children.map { ($0, entries[$0]) }
    }

    func stream(named name: String, in storage: Int = 0) -> Entry? {
        children(of: storage).first { $0.entry.name == name && !$0.entry.isStorage }?.entry
    }

    /// The first `limit` bytes of a stream.
    func contents(_ entry: Entry, limit: Int = .max) throws -> [UInt8] {
        let stream = try open(entry)
        var bytes: [UInt8] = []
        while bytes.count < limit, let more = try stream.next() { bytes += more }
        return Array(bytes.prefix(limit))
    }

    func open(_ entry: Entry) throws -> any ByteStream {
        var left = entry.size
        let isMini = entry.size < cutoff
        let size = isMini ? miniSize : sectorSize
        var place = entry.start
        var steps = 0
        return GeneratedStream { [self] in
            guard left > 0 else { return nil }
            let table = isMini ? miniTable : table
            guard place >= 0, place < table.count, steps <= table.count else { throw Incompleteness.damaged }
            let sector = isMini ? try miniSector(place) : try self.sector(place)
            (place, steps) = (Int(table[place]), steps + 1)
            let bytes = sector.prefix(Int(min(UInt64(size), left)))
            left -= UInt64(bytes.count)
            return Array(bytes)
        }
    }

    // MARK: Sectors

    private func sector(_ number: Int) throws -> [UInt8] {
        guard number >= 0, number < Int(Self.end) else { throw Incompleteness.damaged }
        let bytes = try source.bytes(sectorSize, at: UInt64(number + 1) * UInt64(sectorSize))
        // The last one may be cut.
        guard !bytes.isEmpty else { throw Incompleteness.damaged }
        return bytes.count == sectorSize ? bytes : bytes + [UInt8](repeating: 0, count: sectorSize - bytes.count)
    }

    private func miniSector(_ number: Int) throws -> [UInt8] {
        let each = sectorSize / miniSize
        guard number / each < miniSectors.count else { throw Incompleteness.damaged }
        return try source.bytes(miniSize, at: UInt64(miniSectors[number / each] + 1) * UInt64(sectorSize) + UInt64(number % each * miniSize))
    }

    private func numbers(_ sector: [UInt8]) throws -> [UInt32] {
        (0..<sectorSize / 4).map { UInt32(truncatingIfNeeded: sector.little(4 * $0, 4) ?? 0) }
    }

    private func chain(_ start: Int) throws -> [Int] {
        var places: [Int] = []
        var place = start
        while place < Int(Self.end) {
            guard place < table.count, places.count <= table.count else { throw Incompleteness.damaged }
            places.append(place)
            place = Int(table[place])
        }
        return places
    }

    // MARK: Directory

    private static func entry(_ bytes: [UInt8]) -> Entry {
        let length = min(max((bytes.little(64, 2) ?? 0) - 2, 0), 62) & ~1
        let name = String(decoding: TextRepair.utf16(bytes[..<length]), as: UTF8.self)
        let kind = bytes.little(66, 1) ?? 0
        // Version 3 files may leave rubbish in the upper half.
        let size = UInt64(bytes.little(120, 4) ?? 0)
        return Entry(
            name: name, isStorage: kind == 1 || kind == 5, start: bytes.little(116, 4) ?? Int(end), size: kind == 2 || kind == 5 ? size : 0,
            links: (bytes.little(68, 4) ?? Int(end), bytes.little(72, 4) ?? Int(end), bytes.little(76, 4) ?? Int(end)))
    }

    /// All of a tree of siblings; an entry belongs to the first storage that claims it.
    private func members(_ root: Int, _ claimed: inout Set<Int>) -> [Int] {
        var (found, waiting): ([Int], [Int]) = ([], [root])
        while let next = waiting.popLast() {
            guard entries.indices.contains(next), claimed.insert(next).inserted else { continue }
            found.append(next)
            waiting += [entries[next].links.right, entries[next].links.left]
        }
        return found
    }
}
