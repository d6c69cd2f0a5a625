internal import DocumentText

/// Where the chunks of a segment are.
struct ChunkTable {
    struct Chunk {
        let offset: UInt64
        let size: UInt64
        let isCompressed: Bool
    }

    let chunks: [Chunk]

    init(_ section: Section, _ read: (_ count: Int, _ offset: UInt64) throws -> [UInt8]) throws {
        let head = try read(24, section.start)
        guard head.count == 24, Zlib.checksum(head[..<20]) == UInt32(Numbers.little(head, 20, 4)) else { throw ExpertWitnessImage.Failure.damaged }
        let (count, base, room) = (Numbers.little(head, 0, 4), Numbers.little(head, 8, 8), section.end - section.start)
        guard room >= 24, count > 0, count <= (room - 24) / 4, count <= 1 << 22 else { throw ExpertWitnessImage.Failure.damaged }
        let entries = try read(Int(count) * 4, section.start + 24)
        guard entries.count == Int(count) * 4 else { throw ExpertWitnessImage.Failure.damaged }
        let numbers = (0..<Int(count)).map { Numbers.little(entries, 4 * $0, 4) }
        // Chunks stand in a section before their table, one after the other.
        let descriptor = section.start - UInt64(Section.size)
        chunks = try numbers.enumerated().map { index, number in
            let (offset, overflow) = base.addingReportingOverflow(number & 0x7fff_ffff)
            let last = index + 1 == numbers.count
            let (following, tooFar) = last ? (descriptor, false) : base.addingReportingOverflow(numbers[index + 1] & 0x7fff_ffff)
            guard !overflow, !tooFar, offset < following, following <= descriptor else { throw ExpertWitnessImage.Failure.damaged }
            return Chunk(offset: offset, size: following - offset, isCompressed: number & 0x8000_0000 != 0)
        }
    }
}
