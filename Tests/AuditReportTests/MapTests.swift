import AuditReport
import Testing

struct MapTests {
    @Test("Areas cover the medium, and the more important use is seen") func areas() {
        var map = MediumUseMap(size: 10_000)
        map.mark(ByteRange(offset: 0, sizeBytes: 5000), .clean)
        map.mark(ByteRange(offset: 2500, sizeBytes: 1), .protected)
        map.mark(ByteRange(offset: 9999, sizeBytes: .max), .unread)
        map.mark(ByteRange(offset: .max, sizeBytes: .max), .unread)
        let use = map.finish()
        #expect(use.areas.map(\.use) == [.clean, .protected, .clean, .free, .unread])
        #expect(use.areas.reduce(0) { $0 + $1.sizeBytes } == 10_000)
        #expect(use.bytes(.clean) == 5000 && use.bytes(.protected) == 1 && use.bytes(.unread) == 1 && use.bytes(.free) == 4998)
    }

    @Test("Sizes at the ends of numbers do no harm", arguments: [0, 1, 2047, 2048, 2049, UInt64.max]) func sizes(size: UInt64) {
        var map = MediumUseMap(size: size)
        map.mark(ByteRange(offset: 0, sizeBytes: .max), .clean)
        map.mark(ByteRange(offset: 0, sizeBytes: .max), .protected)
        #expect(map.finish().areas.reduce(0) { $0 + $1.sizeBytes } == size)
        #expect(map.finish().areas.count <= 2048)
    }
}

struct MaskTests {
    @Test("A masked path says kind and folder, and nobody's name") func masks() {
        var mask = PathMask()
        func masked(_ path: String?, _ id: Int, volume: Int? = 1) -> String { mask.masked(path.map { Array($0.utf8) }, volume: volume, id: id) }
        #expect(masked("Anna Smith/plan.docx", 1) == "folder 1/file 1.docx")
        #expect(masked("Anna Smith/notes.anna", 2) == "folder 1/file 2")
        #expect(masked("Anna Smith/deep/Plan.PDF", 3) == "folder 2/file 3.pdf")
        #expect(masked("/top.csv", 4) == "file 4.csv")
        #expect(masked("Anna Smith/a.txt", 5, volume: 2) == "folder 3/file 5.txt")
        #expect(masked(nil, 6) == "file 6")
    }
}
