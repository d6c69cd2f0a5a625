/// Finds where a document ends that begins at a place of an area: every number in it may be a lie.
struct DocumentEnd {
    let area: SearchArea
    let start: UInt64
    /// Bytes that may still be read ahead for all documents together.
    var budget: UInt64

    /// Larger documents are cut.
    private static let limit: UInt64 = 64 << 20
    /// What is taken of a document whose end is not found.
    private static let unknown: UInt64 = 1 << 20

    /// Bytes of the document; nil if it is none after all. `isSure`: its own numbers say so, and nothing else begins within.
    mutating func length(of mark: DocumentMark) -> (bytes: UInt64, isSure: Bool)? {
        let rest = area.count - start
        let (wanted, isSure): (UInt64?, Bool) =
            switch mark {
            case .zip: (zipEnd(), true)
            case .pdf: (pdfEnd(), false)
            case .compound: (compoundEnd(), true)
            case .sqlite: (sqliteEnd(), true)
            case .sevenZip: (sevenZipEnd(), true)
            case .vault: (vaultEnd(), true)
            case .gzip: (zerosEnd(), false)
            }
        guard let wanted, wanted > 0 else { return (min(rest, Self.unknown), false) }
        return (min(rest, wanted, Self.limit), isSure && wanted <= min(rest, Self.limit))
    }

    private func head(_ count: Int) -> [UInt8] { area.bytes(count, at: start) }

    private static func little(_ bytes: [UInt8], _ offset: Int, _ size: Int) -> UInt64? {
        guard offset >= 0, offset + size <= bytes.count else { return nil }
        return bytes[offset..<offset + size].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    private static func big(_ bytes: [UInt8], _ offset: Int, _ size: Int) -> UInt64? {
        guard offset >= 0, offset + size <= bytes.count else { return nil }
        return bytes[offset..<offset + size].reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// Calls `body` with stretches in order, each with its place; they overlap a little, so that no mark is cut in two. Until `body` is content.
    private mutating func ahead(_ body: ([UInt8], UInt64) -> UInt64?) -> UInt64? {
        var position: UInt64 = 0
        let end = min(area.count - start, Self.limit)
        while position < end {
            let count = min(end - position, 1 << 18)
            guard budget >= count else {
                budget = 0
                return nil
            }
            budget -= count
            let bytes = area.bytes(Int(min(count + 32, end - position)), at: start + position)
            guard !bytes.isEmpty else { return nil }
            if let found = body(bytes, position) { return found }
            position += count
        }
        return nil
    }

    /// The end record of the archive whose directory stands right before it.
    private mutating func zipEnd() -> UInt64? {
        ahead { bytes, position in
            var from = 0
            while let at = bytes[from...].firstIndex(of: 0x50) {
                from = at + 1
                guard bytes[at...].starts(with: [0x50, 0x4b, 5, 6]), let size = Self.little(bytes, at + 12, 4),
                    let offset = Self.little(bytes, at + 16, 4),
                    let comment = Self.little(bytes, at + 20, 2)
                else { continue }
                let place = position + UInt64(at)
                if size + offset == place { return place + 22 + comment }
            }
            return nil
        }
    }

    /// The last end mark before zeros.
    private mutating func pdfEnd() -> UInt64? {
        let mark = Array("%%EOF".utf8)
        var last: UInt64?
        let found = ahead { bytes, position in
            var at = 0
            var zeros = 0
            while at < bytes.count {
                if bytes[at] == 0 { zeros += 1 } else { zeros = 0 }
                if zeros >= 512, let last { return last }
                if bytes[at] == 0x25, bytes[at...].starts(with: mark) { last = position + UInt64(at) + 7 }
                // The next one.
                if position + UInt64(at) > 0, (position + UInt64(at)) % 512 == 0, bytes[at...].starts(with: DocumentMark.pdfMark), let last {
                    return last
                }
                at += 1
            }
            return nil
        }
        return found ?? last
    }

    /// The last sector that the allocation table has in use ([MS-CFB] 2.2, 2.3).
    private func compoundEnd() -> UInt64? {
        let head = head(512)
        guard let shift = Self.little(head, 30, 2), shift == 9 || shift == 12, let tables = Self.little(head, 44, 4) else { return nil }
        let sector = UInt64(1) << shift
        var last: UInt64?
        for number in 0..<min(tables, 109) {
            guard let place = Self.little(head, 76 + 4 * Int(number), 4), place < 0xffff_fff0, (place + 1) * sector < area.count - start else {
                continue
            }
            let table = area.bytes(Int(sector), at: start + (place + 1) * sector)
            for entry in 0..<table.count / 4 where Self.little(table, 4 * entry, 4) != 0xffff_ffff {
                last = max(last ?? 0, number * (sector / 4) + UInt64(entry))
            }
        }
        return last.map { ($0 + 2) * sector }
    }

    /// Pages and their size (SQLite's file format, 1.3).
    private func sqliteEnd() -> UInt64? {
        let head = head(100)
        guard let size = Self.big(head, 16, 2), let pages = Self.big(head, 28, 4) else { return nil }
        return pages * (size == 1 ? 65536 : size)
    }

    /// What the start header says of the end header.
    private func sevenZipEnd() -> UInt64? {
        let head = head(32)
        guard let offset = Self.little(head, 12, 8), let size = Self.little(head, 20, 8) else { return nil }
        let (sum, overflow) = offset.addingReportingOverflow(size)
        return overflow ? nil : sum.addingReportingOverflow(32).partialValue
    }

    /// The second copy of the header (Docs/FORMAT.md, section 2): it begins like the first, with the same identifier.
    private mutating func vaultEnd() -> UInt64? {
        let own = head(1064)
        guard own.count == 1064 else { return nil }
        let area = area
        let start = start
        return ahead { bytes, position in
            var from = position == 0 ? 1 : 0
            while from < bytes.count, let at = bytes[from...].firstIndex(of: 0x54) {
                from = at + 1
                guard bytes[at...].starts(with: DocumentMark.vaultMark) else { continue }
                let place = position + UInt64(at)
                if area.bytes(1064, at: start + place).suffix(40) == own.suffix(40) { return place + 4096 }
            }
            return nil
        }
    }

    /// The first sector of zeros.
    private mutating func zerosEnd() -> UInt64? {
        var zeros = 0
        return ahead { bytes, position in
            for at in bytes.indices.prefix(1 << 18) {
                if bytes[at] == 0 { zeros += 1 } else { zeros = 0 }
                if zeros == 512 { return position + UInt64(at) + 1 - 512 }
            }
            return nil
        }
    }
}
