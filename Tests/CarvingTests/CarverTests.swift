import Carving
import MediaRead
import Testing

@Suite struct CarverTests {
    private struct Finds {
        var documents: [[Extent]] = []
        var random: [Extent] = []
        var isBlank = false
    }

    private func search(_ medium: [UInt8], _ area: [Extent]? = nil) throws -> Finds {
        let finds = Box()
        let carver = Carver(
            area ?? [Extent(0, UInt64(medium.count))],
            read: { count, offset in offset < UInt64(medium.count) ? Array(medium[Int(offset)..<min(medium.count, Int(offset) + count)]) : [] },
            report: { report in
                switch report {
                case .found(let extents): finds.value.documents.append(extents)
                case .random(let extent): finds.value.random.append(extent)
                case .blank: finds.value.isBlank = true
                default: break
                }
            })
        #expect(try carver.run() == nil)
        return finds.value
    }

    private final class Box { var value = Finds() }

    private func blank(_ sectors: Int) -> [UInt8] { Array(repeating: 0, count: 512 * sectors) }

    @Test func `zeros are blank`() throws {
        let finds = try search(blank(5000))
        #expect(finds.isBlank && finds.documents.isEmpty && finds.random.isEmpty)
    }

    @Test func `holes are passed over without being read`() throws {
        let (size, place): (UInt64, UInt64) = (1 << 40, 1 << 39)
        let text = Array(String(repeating: "Ahmed, Year 6, SEN support\r\n", count: 60).utf8)
        let finds = Box()
        let carver = Carver(
            [Extent(0, size)],
            read: { count, offset in
                var bytes = [UInt8](repeating: 0, count: Int(min(UInt64(count), size - offset)))
                #expect(offset >= place - (1 << 20) && offset <= place + (1 << 20))
                for (index, byte) in text.enumerated() where (offset..<offset + UInt64(bytes.count)).contains(place + UInt64(index)) {
                    bytes[Int(place + UInt64(index) - offset)] = byte
                }
                return bytes
            },
            hole: { offset in offset < place ? place - offset : offset < place + 4096 ? 0 : size - offset },
            report: { if case .found(let extents) = $0 { finds.value.documents.append(extents) } })
        #expect(try carver.run() == nil)
        #expect(finds.value.documents == [[Extent(place, UInt64(text.count))]])
    }

    @Test(arguments: ["", "\u{feff}", String(repeating: "a", count: 2048 - 1680 + 1)]) func `text is found to its last byte`(start: String) throws {
        let text = Array((start + String(repeating: "Ahmed, Year 6, SEN support\r\n", count: 60)).utf8)
        var medium = blank(20)
        medium.replaceSubrange(1024..<1024 + text.count, with: text)
        #expect(try search(medium).documents == [[Extent(1024, UInt64(text.count))]])
    }

    @Test func `text of two bytes a character is found, either way round`() throws {
        for isLittle in [true, false] {
            let text = String(repeating: "Zoë, Łukasz, Ștefan, Ẅyn\r\n", count: 80).utf16.flatMap { unit in
                isLittle ? [UInt8(unit & 0xff), UInt8(unit >> 8)] : [UInt8(unit >> 8), UInt8(unit & 0xff)]
            }
            var medium = blank(20)
            medium.replaceSubrange(512..<512 + text.count, with: text)
            #expect(try search(medium).documents == [[Extent(512, UInt64(text.count))]])
        }
    }

    @Test func `a document in two stretches that follow each other is one`() throws {
        let text = Array(String(repeating: "a", count: 1024).utf8)
        var medium = blank(40)
        medium.replaceSubrange(1024..<1536, with: text[..<512])
        medium.replaceSubrange(8192..<8704, with: text[512...])
        #expect(try search(medium, [Extent(1024, 512), Extent(8192, 1024)]).documents == [[Extent(1024, 512), Extent(8192, 512)]])
    }

    @Test func `an archive ends where its own numbers say`() throws {
        let directory = [UInt8](repeating: 1, count: 50)
        let end: [UInt8] = [0x50, 0x4b, 5, 6, 0, 0, 0, 0, 1, 0, 1, 0, 50, 0, 0, 0, 0xbc, 2, 0, 0, 0, 0]
        let archive = [0x50, 0x4b, 3, 4] + [UInt8](repeating: 0x81, count: 696) + directory + end
        var medium = blank(20)
        medium.replaceSubrange(512..<512 + archive.count, with: archive)
        #expect(try search(medium).documents == [[Extent(512, UInt64(archive.count))]])
    }

    @Test func `a mebibyte of noise looks random and compressed text does not`() throws {
        var generator = SystemRandomNumberGenerator()
        var medium = blank(4096)
        for i in 0..<1 << 20 { medium[i] = UInt8.random(in: 0...255, using: &generator) }
        // A byte that stands for how text begins, or a document, would be found as one.
        let finds = try search(medium)
        #expect(finds.random == [Extent(0, 1 << 20)])
    }

    @Test func `an area beyond the medium ends`() throws {
        #expect(try search(blank(2), [Extent(0, .max), Extent(.max - 5, .max)]).documents.isEmpty)
    }
}
