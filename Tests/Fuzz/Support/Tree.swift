@testable package import VaultFiles

extension Input {
    /// A tree that is often a right one: names of one or two letters, in folders that are there, in order.
    package mutating func members() -> [Member] {
        var members: [Member] = []
        var folders: Set<[UInt8]> = [[]]
        for _ in 0..<Int(byte() % 12) {
            let shape = byte()
            // Mostly beneath the last folder.
            let parent = shape & 0x80 != 0 ? [] : members.last { $0.kind == .folder }?.path ?? []
            let name: [UInt8] = shape & 0x40 != 0 ? bytes(Int(byte())) : [0x61 + byte() % 4]
            let path = parent.isEmpty ? name : parent + [0x2f] + name
            let modified = shape & 0x20 != 0 ? number(Int64.self) : Int64(byte())
            switch shape & 7 {
            case 0, 1:
                members.append(Member(kind: .folder, permissions: 0o755, modified: modified, path: path))
                folders.insert(path)
            case 2:
                let target = bytes(Int(byte() & 31))
                members.append(Member(kind: .symbolicLink, permissions: 0o777, modified: modified, path: path, linkTarget: target))
            case 3:
                for part in 1...UInt32(byte() % 3 + 1) {
                    let size = UInt64(number(UInt16.self)) % 20000
                    members.append(Member(kind: .file, permissions: 0o600, part: part, modified: modified, size: size, path: path))
                }
            case 4:
                members.append(Member(kind: .file, permissions: number(), part: number(), modified: modified, size: number(), path: path))
            default:
                members.append(Member(kind: .file, permissions: 0o644, modified: modified, size: UInt64(number(UInt16.self)) % 40000, path: path))
            }
        }
        return members.sorted { $0.path == $1.path ? $0.part < $1.part : MemberRules.precedes($0.path, $1.path) }
    }
}

extension InnerLayout {
    /// The inner form, each byte of content a function of where it stands.
    package var bytes: [UInt8] { bytes(in: 0..<length) }

    package func bytes(in range: Range<UInt64>) -> [UInt8] {
        var output: [UInt8] = []
        forEachPiece(in: range) { piece, place in
            require(place.lowerBound == output.count && !place.isEmpty, "pieces follow one another")
            switch piece {
            case .header(let member, let offset): output += TarHeader.bytes(for: members[member])[offset..<offset + place.count]
            case .content(let member, let offset):
                require(offset + UInt64(place.count) <= members[member].size, "content ends where it should")
                output += place.indices.map { UInt8(truncatingIfNeeded: UInt64(member) &* 31 &+ (offset + UInt64($0 - place.lowerBound)) &* 7) }
            case .zeros: output += [UInt8](repeating: 0, count: place.count)
            case .index(let offset): output += index[offset..<offset + place.count]
            case .footer(let offset): output += footer[offset..<offset + place.count]
            }
        }
        require(UInt64(output.count) == range.upperBound - range.lowerBound, "pieces fill the stretch")
        return output
    }
}
