/// The header blocks of a member in the tar: a function of its index record (Docs/FORMAT.md, section 5.2).
/// Writers write them; readers compare, so that no tar is ever parsed.
enum TarHeader {
    static let blockSize = 512
    private static let largestOctal: UInt64 = 1 << 33 - 1

    static func bytes(for member: Member) -> [UInt8] {
        let name = member.tarName
        let records = paxRecords(for: member, name: name)
        var output: [UInt8] = []
        if !records.isEmpty {
            output = block(
                name: Array("tuckbox/pax".utf8), permissions: 0o644, size: UInt64(records.count), modified: 0, type: 0x78, linkTarget: [])
            output += records
            output += zeros(after: UInt64(records.count))
        }
        let hasTime = member.modified >= 0 && UInt64(member.modified) <= largestOctal
        return output
            + block(
                name: name, permissions: member.permissions, size: member.size <= largestOctal ? member.size : 0,
                modified: hasTime ? UInt64(member.modified) : 0, type: member.kind.rawValue, linkTarget: member.linkTarget)
    }

    /// Bytes that `bytes(for:)` gives, without making them in the common case.
    static func size(for member: Member) -> Int {
        isPlain(member) ? blockSize : bytes(for: member).count
    }

    /// Zeros that fill up to a multiple of 512.
    static func paddingSize(after size: UInt64) -> Int {
        Int((UInt64(blockSize) - size % UInt64(blockSize)) % UInt64(blockSize))
    }

    private static func zeros(after size: UInt64) -> [UInt8] { [UInt8](repeating: 0, count: paddingSize(after: size)) }

    private static func isPlain(_ member: Member) -> Bool {
        member.path.count <= 80 && member.linkTarget.count <= 100 && member.size <= largestOctal
            && member.modified >= 0 && UInt64(member.modified) <= largestOctal
            && member.path.allSatisfy { $0 < 0x80 } && member.linkTarget.allSatisfy { $0 < 0x80 }
    }

    private static func paxRecords(for member: Member, name: [UInt8]) -> [UInt8] {
        if isPlain(member) { return [] }
        var records: [UInt8] = []
        if !isUTF8(name) || !isUTF8(member.linkTarget) { records += record("hdrcharset", Array("BINARY".utf8)) }
        if needsRecord(name) { records += record("path", name) }
        if needsRecord(member.linkTarget) { records += record("linkpath", member.linkTarget) }
        if member.size > largestOctal { records += record("size", Array(String(member.size).utf8)) }
        if member.modified < 0 || UInt64(member.modified) > largestOctal { records += record("mtime", Array(String(member.modified).utf8)) }
        return records
    }

    private static func needsRecord(_ text: [UInt8]) -> Bool { text.count > 100 || text.contains { $0 >= 0x80 } }

    private static func isUTF8(_ bytes: [UInt8]) -> Bool { String(validating: bytes, as: UTF8.self) != nil }

    /// `LENGTH KEY=VALUE\n`, the length counting its own digits.
    private static func record(_ key: String, _ value: [UInt8]) -> [UInt8] {
        let rest = 1 + key.utf8.count + 1 + value.count + 1
        var length = rest + 1
        while length != rest + String(length).utf8.count { length = rest + String(length).utf8.count }
        return Array("\(length) \(key)=".utf8) + value + [0x0a]
    }

    private static func block(
        name: [UInt8], permissions: UInt16, size: UInt64, modified: UInt64, type: UInt8, linkTarget: [UInt8]
    ) -> [UInt8] {
        var block = [UInt8](repeating: 0, count: blockSize)
        func put(_ bytes: some Collection<UInt8>, at offset: Int) { block.replaceSubrange(offset..<offset + bytes.count, with: bytes) }
        put(name.prefix(100), at: 0)
        put(octal(UInt64(permissions), 7), at: 100)
        put(octal(0, 7), at: 108)
        put(octal(0, 7), at: 116)
        put(octal(size, 11), at: 124)
        put(octal(modified, 11), at: 136)
        put([UInt8](repeating: 0x20, count: 8), at: 148)
        block[156] = type
        put(linkTarget.prefix(100), at: 157)
        put(Array("ustar".utf8) + [0, 0x30, 0x30], at: 257)
        put(octal(0, 7), at: 329)
        put(octal(0, 7), at: 337)
        let sum = block.reduce(UInt64(0)) { $0 + UInt64($1) }
        put(octal(sum, 6) + [0, 0x20], at: 148)
        return block
    }

    private static func octal(_ value: UInt64, _ digits: Int) -> [UInt8] {
        (0..<digits).reversed().map { 0x30 + UInt8(value >> (3 * UInt64($0)) & 7) }
    }
}
