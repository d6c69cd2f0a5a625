import CryptoCore

/// The index: records one after another (Docs/FORMAT.md, section 5.1).
enum IndexCoding {
    static let maximumSize: UInt64 = 536_870_912
    private static let fixedSize = 28

    static func encode(_ members: [Member]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(members.reduce(0) { $0 + fixedSize + $1.path.count + $1.linkTarget.count })
        for member in members {
            bytes += [member.kind.rawValue, 0]
            append(member.permissions, to: &bytes)
            append(member.part, to: &bytes)
            append(UInt64(bitPattern: member.modified), to: &bytes)
            append(member.size, to: &bytes)
            append(UInt16(truncatingIfNeeded: member.path.count), to: &bytes)
            append(UInt16(truncatingIfNeeded: member.linkTarget.count), to: &bytes)
            bytes += member.path
            bytes += member.linkTarget
        }
        return bytes
    }

    /// Decodes and checks every rule. `count` records must fill `bytes` exactly.
    static func decode(_ bytes: [UInt8], count: UInt64) throws(CryptoError) -> [Member] {
        guard (1...UInt64(Member.maximumCount)).contains(count), count <= UInt64(bytes.count / fixedSize) else { throw .damaged(.index) }
        var members: [Member] = []
        members.reserveCapacity(Int(count))
        var rules = MemberRules()
        var position = 0
        for _ in 0..<count {
            guard let member = member(in: bytes, at: &position), rules.accept(member) else { throw .damaged(.index) }
            members.append(member)
        }
        guard position == bytes.count else { throw .damaged(.index) }
        return members
    }

    private static func member(in bytes: [UInt8], at position: inout Int) -> Member? {
        let start = position
        guard bytes.count - start >= fixedSize else { return nil }
        func field(_ offset: Int, _ size: Int) -> UInt64 {
            bytes[(start + offset)..<(start + offset + size)].reduce(0) { $0 << 8 | UInt64($1) }
        }
        let (pathLength, linkLength) = (Int(field(24, 2)), Int(field(26, 2)))
        guard let kind = Member.Kind(rawValue: bytes[start]), bytes[start + 1] == 0,
            bytes.count - start - fixedSize >= pathLength + linkLength
        else { return nil }
        let path = start + fixedSize
        position = path + pathLength + linkLength
        return Member(
            kind: kind, permissions: UInt16(field(2, 2)), part: UInt32(field(4, 4)), modified: Int64(bitPattern: field(8, 8)),
            size: field(16, 8), path: Array(bytes[path..<path + pathLength]), linkTarget: Array(bytes[path + pathLength..<position]))
    }

    static func append<Value: FixedWidthInteger>(_ value: Value, to bytes: inout [UInt8]) {
        for shift in stride(from: Value.bitWidth - 8, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: value >> Value(shift)))
        }
    }
}
