import Testing

@testable import DocumentText
@testable import ForeignFormats

/// What hostile documents may not make grow.
struct BoundTests {
    @Test("Character data of any length is read to its end, in pieces")
    func characterData() throws {
        let long = String(repeating: "some text ", count: 600_000)
        let found = try Collected("<?xml version=\"1.0\"?><a><![CDATA[\(long)the end]]></a>")
        // What is shorter than a piece at its end is a cell.
        let all = found.text + found.rows.joined().joined()
        #expect(all.hasSuffix("the end") && all.utf8.count >= long.utf8.count && found.outcome == .whole)
        let short = try Collected("<?xml version=\"1.0\"?><a><b><![CDATA[one]]]]></b><b><![CDATA[<two>]]></b></a>")
        #expect(short.rows == [["b", "b"], ["one]]", "<two>"]])
    }

    @Test("Tags of a picture that all tell the same bytes are told up to a bound")
    func pictureTags() throws {
        // Directories that lead to one another, each with descriptions of 60,000 bytes.
        var bytes: [UInt8] = StaticString("II*\0").bytes + little(8, 4)
        for directory in 0..<15 {
            let next = 8 + (directory + 1) * (2 + 12 * 200)
            bytes += little(200, 2) + little(0x8769, 2) + little(4, 2) + little(1, 4) + little(next, 4)
            for _ in 1..<200 { bytes += little(0x010e, 2) + little(2, 2) + little(60_000, 4) + little(8 + 16 * (2 + 12 * 200), 4) }
        }
        bytes += [UInt8](repeating: 0x61, count: 8 + 16 * (2 + 12 * 200) + 60_000 - bytes.count)
        let reader = try #require(EXIFReader(bytes))
        #expect(!reader.properties.isEmpty && reader.properties.reduce(0) { $0 + $1.1.count } <= 2 << 20)
    }

    @Test("Storages of a compound file that claim the same entries do not all get them")
    func sharedEntries() throws {
        // One sector of allocation table, a directory of eight sectors, all of whose entries are storages with entry 1 as their child.
        let (free, end) = (little(0xffff_ffff, 4), little(0xffff_fffe, 4))
        var header: [UInt8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1] + [UInt8](repeating: 0, count: 16) + little(0x3e, 2) + little(3, 2)
        header += little(0xfffe, 2) + little(9, 2) + little(6, 2) + [UInt8](repeating: 0, count: 10) + little(1, 4) + little(1, 4)
        header += [UInt8](repeating: 0, count: 4) + little(4096, 4) + end + little(0, 4) + end + little(0, 4) + little(0, 4)
        while header.count < 512 { header += free }
        var table = little(0xffff_fffd, 4)
        for sector in 1...8 { table += sector < 8 ? little(sector + 1, 4) : end }
        while table.count < 512 { table += free }
        var directory: [UInt8] = []
        for entry in 0..<32 {
            let right = entry < 31 ? little(entry + 1, 4) : free
            directory += little(0x61, 2) + [UInt8](repeating: 0, count: 62) + little(4, 2) + [entry == 0 ? 5 : 1, 1] + free + right + little(1, 4)
            directory += [UInt8](repeating: 0, count: 128 - directory.count % 128)
        }
        let file = try CompoundFile(ByteSource(header + table + directory), ExtractionLimits())
        #expect(file.entries.count == 32)
        #expect(file.children().count == 31)
        #expect(file.entries.reduce(0) { $0 + $1.children.count } <= 32)
    }

    @Test("Lines of more columns than any table has are text")
    func columns() throws {
        var pieces: [DocumentPiece] = []
        let extraction = Extraction(size: 1 << 20, limits: ExtractionLimits(), foreign: nil) { pieces.append($0) }
        var layout = LayoutText(extraction)
        for _ in 0..<4 { try layout.take(Array((String(repeating: "a  ", count: 1000) + "\n").utf8)) }
        for _ in 0..<4 { try layout.take(Array("a  b  c  d\n".utf8)) }
        try layout.finish()
        try extraction.flush()
        let rows = pieces.compactMap { if case .row(let cells) = $0 { cells.count } else { nil } }
        #expect(rows == [4, 4, 4, 4])
    }
}
