import CryptoCore
import FuzzSupport

@testable import VaultFiles

/// The inner form: an index as it is or of a tree, the layout that follows from it, footers, and tar headers.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    var input = unsafe Input(start, count)
    switch input.byte() % 4 {
    case 0:
        let (count, from, length) = (UInt64(input.number(UInt16.self)), input.number(UInt64.self), input.number(UInt16.self))
        let bytes = input.remainder()
        guard let members = try? IndexCoding.decode(bytes, count: count) else { break }
        require(UInt64(members.count) == count && IndexCoding.encode(members) == bytes, "an index written again is the same")
        checkLayout(members, bytes, from, length)
    case 1:
        let (from, length) = (input.number(UInt64.self), input.number(UInt16.self))
        let members = input.members()
        let bytes = IndexCoding.encode(members)
        guard let decoded = try? IndexCoding.decode(bytes, count: UInt64(members.count)) else { break }
        require(decoded == members, "an index is read as it was written")
        checkLayout(members, bytes, from, length)
    case 2:
        let length: UInt64 = input.number()
        let footer = Array("TKBXEND0".utf8.prefix(Int(input.byte()))) + input.remainder()
        guard let bounds = InnerLayout.Bounds(footer: footer, innerLength: length) else { break }
        require(bounds.index.upperBound <= length && UInt64(bounds.index.count) <= IndexCoding.maximumSize, "an index lies within")
    default:
        let paxLength = Int(input.number(UInt16.self)) % 2048
        var block = input.bytes(TarHeader.blockSize)
        block += [UInt8](repeating: 0, count: TarHeader.blockSize - block.count)
        block.patch(Array("ustar".utf8), at: 257)
        guard let member = TarBlock(block)?.member(pax: input.bytes(paxLength)), MemberRules.isPath(member.path) else { break }
        checkHeader(member)
    }
    return 0
}

private func checkLayout(_ members: [Member], _ index: [UInt8], _ from: UInt64, _ length: UInt16) {
    members.forEach(checkHeader)
    guard let layout = try? InnerLayout(members, index: index) else {
        require(members.contains { $0.size >= 1 << 59 }, "only huge sizes have no layout")
        return
    }
    require(layout.length >= layout.tarLength + UInt64(index.count) + 32 && layout.tarLength % 512 == 0, "all parts have room")
    require(layout.length >= 1 << 24 || layout.length * 100 <= (layout.length + 1) * 112, "padding is small")
    let bounds = InnerLayout.Bounds(footer: layout.footer, innerLength: layout.length)
    require(bounds?.index.lowerBound == layout.tarLength && bounds?.count == UInt64(members.count), "a footer is read as it was written")

    // Anywhere, or close to where a member begins.
    let anchor = from & 1 == 0 ? from : layout.starts[Int(from >> 16) % layout.starts.count] &+ from >> 8 & 0xff
    let start = anchor % layout.length
    let range = start..<min(layout.length, start + UInt64(length))
    let stretch = layout.bytes(in: range)
    guard layout.length < 1 << 18 else { return }
    let whole = layout.bytes
    require(whole[Int(range.lowerBound)..<Int(range.upperBound)] == stretch[...], "a stretch is what stands there")
    for (member, start) in zip(members, layout.starts) {
        let header = TarHeader.bytes(for: member)
        require(whole[Int(start)...].starts(with: header), "a member's header is where it should be")
    }
}

/// A header, read with the lenient eyes of salvage, says what it was made of.
private func checkHeader(_ member: Member) {
    let bytes = TarHeader.bytes(for: member)
    require(TarHeader.size(for: member) == bytes.count && bytes.count % 512 == 0 && bytes.count > 0, "the size of a header is known")
    var main = bytes
    var records: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 512) where start == 0 || start == bytes.count - 512 {
        let block = Array(bytes[start..<start + 512])
        let sum = block.enumerated().reduce(0) { $0 + ((148..<156).contains($1.offset) ? 32 : Int($1.element)) }
        require(block[148..<154].reduce(0) { $0 << 3 | Int($1 & 7) } == sum, "a block has the sum that it says")
        if start == 0, block[156] == 0x78, let pax = TarBlock(block) { records = Array(bytes[512..<512 + Int(pax.size)]) }
        main = block
    }
    guard let read = TarBlock(main)?.member(pax: records) else { fatalError("does not hold: a header can be read") }
    // A file that is called as a part is has the header of that part.
    guard read.part == member.part, member.part > 0 || read.path == member.path else {
        require(read.tarName == member.tarName, "a header has the name that it was made for")
        return
    }
    // Nothing of what is too large for the block or the record goes missing.
    require(read == member || member.kind != .symbolicLink && !member.linkTarget.isEmpty, "a header says what it was made of")
}
