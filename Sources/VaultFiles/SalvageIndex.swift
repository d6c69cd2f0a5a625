import CryptoCore

/// What was in a damaged vault: from its index if that is whole, otherwise from the tar headers that are.
struct SalvageIndex {
    struct Found {
        let member: Member
        /// Where its content begins in the inner form.
        let content: UInt64
    }

    let found: [Found]
    /// False if the index was lost: then members whose header was lost too are not known.
    let isComplete: Bool

    init(_ source: SalvageSource) throws {
        if let layout = try Self.layout(source) {
            found = zip(layout.members, layout.starts).map { Found(member: $0, content: $1 + UInt64(TarHeader.size(for: $0))) }
            isComplete = true
        } else {
            found = try Self.scan(source)
            isComplete = false
        }
    }

    private static func layout(_ source: SalvageSource) throws -> InnerLayout? {
        let size = UInt64(InnerLayout.footerSize)
        guard source.length >= size, let footer = try source.bytes(source.length - size..<source.length) else { return nil }
        guard let bounds = InnerLayout.Bounds(footer: footer, innerLength: source.length), let index = try source.bytes(bounds.index),
            let members = try? IndexCoding.decode(index, count: bounds.count), let layout = try? InnerLayout(members, index: index),
            layout.footer == footer, layout.length == source.length
        else { return nil }
        return layout
    }

    /// Walks the tar from header to header. Where one is lost, looks for the next at each multiple of 512.
    private static func scan(_ source: SalvageSource) throws -> [Found] {
        var found: [Found] = []
        var known: Set<[UInt8]> = []
        var position: UInt64 = 0
        let block = UInt64(TarHeader.blockSize)
        while position + block <= source.length {
            guard case (var member, let headerSize)? = try member(at: position, source), known.insert(member.tarName).inserted else {
                position += block
                continue
            }
            // A file of a folder may be called as a part is; its header is the same.
            if member.part > 0, known.contains(member.path + [0x2f]) { member = member.asPlainFile }
            let content = position + headerSize
            // The size is somebody's claim: what no vault can hold is no member of one.
            guard member.size <= Cobblestone.maximumChunks * UInt64(Cobblestone.chunkSize) else {
                position = content
                continue
            }
            found.append(Found(member: member, content: content))
            position = content + member.size + UInt64(TarHeader.paddingSize(after: member.size))
        }
        return found
    }

    /// The member whose header begins at `position`: accepted only if its canonical header is what stands there.
    private static func member(at position: UInt64, _ source: SalvageSource) throws -> (Member, UInt64)? {
        let block = UInt64(TarHeader.blockSize)
        guard let first = try source.bytes(position..<position + block), let header = TarBlock(first) else { return nil }
        var records: [UInt8] = []
        var main = header
        if header.type == 0x78 {
            guard header.size <= 16384 else { return nil }
            let start = position + block
            let end = start + header.size
            let next = end + UInt64(TarHeader.paddingSize(after: header.size))
            guard next + block <= source.length, let pax = try source.bytes(start..<end),
                let second = try source.bytes(next..<next + block), let following = TarBlock(second)
            else { return nil }
            (records, main) = (pax, following)
        }
        guard let member = main.member(pax: records) else { return nil }
        let canonical = TarHeader.bytes(for: member)
        guard MemberRules.isPath(member.path), try source.bytes(position..<position + UInt64(canonical.count)) == canonical else { return nil }
        return (member, UInt64(canonical.count))
    }
}
