import Testing

@testable import DocumentText

@Suite struct SQLiteFileTests {
    private static let sql = "CREATE TABLE t (name, \"b c\")"

    /// A database of one table with one row, both on pages of 512 bytes.
    private func file(_ change: (inout [UInt8]) -> Void = { _ in }) -> [UInt8] {
        func page(_ cell: [UInt8], header: [UInt8] = []) -> [UInt8] {
            let place = 512 - cell.count
            let fixed = header + [13] + big(0, 2) + big(1, 2) + big(place, 2) + [0] + big(place, 2)
            return fixed + [UInt8](repeating: 0, count: place - fixed.count) + cell
        }
        func cell(_ values: [String?], root: Int? = nil) -> [UInt8] {
            var (types, body): ([UInt8], [UInt8]) = ([], [])
            for value in values {
                guard let value else {
                    types.append(1)
                    body.append(UInt8(root ?? 0))
                    continue
                }
                let size = 13 + 2 * value.utf8.count
                types += size < 128 ? [UInt8(size)] : [UInt8(0x80 | size >> 7), UInt8(size & 0x7f)]
                body += value.utf8
            }
            let record = [UInt8(types.count + 1)] + types + body
            return [UInt8(record.count), 1] + record
        }
        let header =
            Array("SQLite format 3\0".utf8) + big(512, 2) + [1, 1, 0, 64, 32, 32] + [UInt8](repeating: 0, count: 32) + big(1, 4)
            + [UInt8](repeating: 0, count: 40)
        var bytes = page(cell(["table", "t", "t", nil, Self.sql], root: 2), header: header) + page(cell(["Zoë", "x"]))
        change(&bytes)
        return bytes
    }

    @Test("a record is a row, under the names of its columns")
    func whole() throws {
        let found = try Collected(file())
        #expect(found.outcome == .whole && found.parts == ["t"] && found.rows == [["name", "b c"], ["Zoë", "x"]])
    }

    @Test("one defect, and it is not whole")
    func defects() throws {
        let defects: [(String, (inout [UInt8]) -> Void)] = [
            ("a page size that is none", { $0[16] = 3 }), ("a page of no kind", { $0[512] = 7 }), ("a cell beyond its page", { $0[512 + 8] = 0xff }),
            ("a record larger than its page", { $0[1024 - 10] = 0x7f }), ("a table beyond the end", { $0[512 - 1 - Self.sql.utf8.count] = 9 }),
            ("more cells than there are", { $0[512 + 4] = 9 }), ("half a page", { $0.removeLast(300) }),
        ]
        for (name, change) in defects { #expect(try Collected(file(change)).outcome == .notFullyExamined(.damaged), Comment(rawValue: name)) }
    }

    @Test("a page that leads to itself is visited once")
    func loop() throws {
        let found = try Collected(
            file { bytes in
                bytes[512] = 5
                bytes.replaceSubrange(512 + 8..<512 + 12, with: big(2, 4))
                bytes.replaceSubrange(512 + 3..<512 + 5, with: big(0, 2))
            })
        #expect(found.outcome == .notFullyExamined(.damaged))
    }

    @Test("every byte changed, to 0, 255 and its opposite: no crash")
    func everyByte() throws {
        let good = file()
        for i in good.indices { for value in [0, 0xff, ~good[i]] { _ = try Collected(file { $0[i] = value }) } }
    }

    @Test("numbers of one to nine bytes")
    func varints() {
        let cases: [([UInt8], Int64?)] = [
            ([0x7f], 127), ([0x81, 0], 128), ([0xff] + [UInt8](repeating: 0xff, count: 8), -1), ([0x80], nil), ([], nil),
        ]
        for (bytes, value) in cases {
            var place = 0
            #expect(Varint.read(bytes, &place) == value)
        }
    }
}
