import DocumentText
import ScratchFolder
import SystemFiles
import Testing

@testable import ExpertWitness

/// Images that the tests make themselves, one defect each.
@Suite("Images of EnCase")
struct ImageTests {
    private static let chunkSize = 1024
    private static let medium = (0..<2500).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ $0 >> 5) } + [UInt8](repeating: 0, count: 60)

    private func little(_ number: Int, _ size: Int) -> [UInt8] { (0..<size).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) } }
    private func summed(_ bytes: [UInt8]) -> [UInt8] { bytes + little(Int(Zlib.checksum(bytes[...])), 4) }

    /// - Parameter size: what it says of its size, if not the truth.
    private func section(_ kind: String, _ contents: [UInt8], at place: Int, size: Int? = nil) -> [UInt8] {
        let whole = Section.size + contents.count
        let name = Array(kind.utf8) + [UInt8](repeating: 0, count: 16 - kind.utf8.count)
        return summed(name + little(place + whole, 8) + little(size ?? whole, 8) + [UInt8](repeating: 0, count: 40)) + contents
    }

    /// An image of `medium` in one piece, its chunks as they are, with their checksums.
    private func image(tableSize: Int? = nil, count: Int? = nil) -> [UInt8] {
        var bytes: [UInt8] = [0x45, 0x56, 0x46, 0x09, 0x0d, 0x0a, 0xff, 0, 1, 1, 0, 0, 0]
        let geometry = little(1, 4) + little(3, 4) + little(2, 4) + little(512, 4) + little(Self.medium.count / 512, 8)
        bytes += section("volume", geometry + [UInt8](repeating: 0, count: 70), at: bytes.count)
        var (chunks, places): ([UInt8], [Int]) = ([], [])
        for start in stride(from: 0, to: Self.medium.count, by: Self.chunkSize) {
            places.append(bytes.count + Section.size + chunks.count)
            chunks += summed(Array(Self.medium[start..<min(start + Self.chunkSize, Self.medium.count)]))
        }
        bytes += section("sectors", chunks, at: bytes.count)
        let head = summed(little(count ?? places.count, 4) + [UInt8](repeating: 0, count: 16))
        bytes += section("table", head + places.flatMap { little($0, 4) }, at: bytes.count, size: tableSize)
        return bytes + section("done", [], at: bytes.count)
    }

    private func expand(_ bytes: [UInt8]) throws -> [UInt8] {
        let scratch = try Scratch()
        try scratch.write(bytes, to: "a.E01")
        let image = ExpertWitnessImage()
        try image.add(Descriptor.open(scratch("a.E01"), .read))
        var medium: [UInt8] = []
        try image.expand { medium += $0 }
        return medium
    }

    @Test("The medium comes out as it was")
    func whole() throws { #expect(try expand(image()) == Self.medium) }

    @Test("A table that says it is smaller than its own head is refused", arguments: 0...24)
    func shortTable(contents: Int) {
        let size = Section.size + contents
        #expect(throws: ExpertWitnessImage.Failure.damaged) { try expand(image(tableSize: size)) }
    }

    @Test("A table of more chunks than it has room for is refused", arguments: [0, 4, 1 << 22, 0xffff_ffff])
    func count(_ count: Int) { #expect(throws: ExpertWitnessImage.Failure.damaged) { try expand(image(count: count)) } }

    @Test("Cut anywhere it is refused")
    func cuts() throws {
        let whole = image()
        for end in stride(from: 0, to: whole.count, by: 7) { #expect(throws: (any Error).self) { try expand(Array(whole[..<end])) } }
    }

    @Test("With any byte changed it gives the medium or is refused")
    func changes() throws {
        let whole = image()
        let mask = UInt8.random(in: 1...255)
        print("mask \(mask)")
        for place in whole.indices {
            var bytes = whole
            bytes[place] ^= mask
            if let medium = try? expand(bytes) { #expect(medium == Self.medium, "byte \(place), mask \(mask)") }
        }
    }
}
