/// The fields of a ustar block, read leniently: whoever uses them compares with `TarHeader` afterwards. Salvage only.
struct TarBlock {
    let type: UInt8
    let size: UInt64
    private let name: [UInt8]
    private let linkTarget: [UInt8]
    private let permissions: UInt64
    private let modified: UInt64

    /// Nil if it is no such block.
    init?(_ block: [UInt8]) {
        guard block.count == TarHeader.blockSize, block[257..<262].elementsEqual("ustar".utf8),
            let size = Self.octal(block[124..<135]), let permissions = Self.octal(block[100..<107]), let modified = Self.octal(block[136..<147])
        else { return nil }
        (self.size, self.permissions, self.modified) = (size, permissions, modified)
        type = block[156]
        name = Array(block[0..<100].prefix { $0 != 0 })
        linkTarget = Array(block[157..<257].prefix { $0 != 0 })
    }

    /// - Parameter pax: the records of the pax header before it.
    func member(pax: [UInt8]) -> Member? {
        guard let kind = Member.Kind(rawValue: type), let records = Self.records(pax), let permissions = UInt16(exactly: permissions) else {
            return nil
        }
        var path = records["path"] ?? name
        var part: UInt32 = 0
        if kind == .folder, path.last == 0x2f { path.removeLast() }
        if kind == .file, let slash = path.lastIndex(of: 0x2f), path[slash...].starts(with: "/part".utf8),
            let number = UInt32(String(decoding: path[(slash + 5)...], as: UTF8.self)), number > 0, path[(slash + 5)...].count >= 6
        {
            (part, path) = (number, Array(path[..<slash]))
        }
        let size = records["size"].flatMap { UInt64(String(decoding: $0, as: UTF8.self)) } ?? size
        let modified = records["mtime"].flatMap { Int64(String(decoding: $0, as: UTF8.self)) } ?? Int64(modified)
        return Member(
            kind: kind, permissions: permissions, part: part, modified: modified, size: size, path: path,
            linkTarget: kind == .symbolicLink ? records["linkpath"] ?? linkTarget : [])
    }

    private static func octal(_ digits: ArraySlice<UInt8>) -> UInt64? {
        guard digits.allSatisfy({ (0x30...0x37).contains($0) }) else { return nil }
        return digits.reduce(0) { $0 << 3 | UInt64($1 - 0x30) }
    }

    private static func records(_ bytes: [UInt8]) -> [String: [UInt8]]? {
        var records: [String: [UInt8]] = [:]
        var rest = bytes[...]
        while !rest.isEmpty {
            guard let space = rest.firstIndex(of: 0x20), let length = Int(String(decoding: rest[..<space], as: UTF8.self)),
                length > 0, length <= rest.count, space < rest.startIndex + length,
                let equals = rest[space..<rest.startIndex + length].firstIndex(of: 0x3d)
            else { return nil }
            let end = rest.startIndex + length
            guard equals + 1 <= end - 1 else { return nil }
            records[String(decoding: rest[(space + 1)..<equals], as: UTF8.self)] = Array(rest[(equals + 1)..<(end - 1)])
            rest = rest[end...]
        }
        return records
    }
}
