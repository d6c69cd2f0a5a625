/// The b-trees of a SQLite database. Every page is visited once at most, so a loop ends.
final class SQLiteFile {
    private let source: ByteSource
    private let pageSize: Int
    private let usable: Int
    let encoding: TextDecoder.Encoding
    private static let payloadLimit = 1 << 22

    init(_ source: ByteSource) throws {
        self.source = source
        let header = try source.bytes(100, at: 0)
        guard let size = header.big(16, 2), let reserved = header.big(20, 1), let text = header.big(56, 4) else { throw Incompleteness.damaged }
        pageSize = size == 1 ? 65536 : size
        usable = pageSize - reserved
        guard pageSize >= 512, pageSize & (pageSize - 1) == 0, usable >= 480 else { throw Incompleteness.damaged }
        encoding = text == 2 ? .utf16(bigEndian: false) : text == 3 ? .utf16(bigEndian: true) : .utf8
    }

    /// All records of a tree, in its order; `rowID` is nil in tables without.
    func forEachRecord(root: Int, _ body: ([SQLiteValue], Int64?) throws -> Void) throws {
        var visited: Set<Int> = []
        var waiting = [root]
        while let number = waiting.popLast() {
            guard visited.insert(number).inserted, visited.count < 4_000_000 else { throw Incompleteness.damaged }
            let page = try page(number)
            let start = number == 1 ? 100 : 0
            guard let kind = page.big(start, 1), let cells = page.big(start + 3, 2) else { throw Incompleteness.damaged }
            let isInterior = kind == 5 || kind == 2
            guard isInterior || kind == 13 || kind == 10 else { throw Incompleteness.damaged }
            var children: [Int] = []
            for i in 0..<cells {
                guard var place = page.big(start + (isInterior ? 12 : 8) + 2 * i, 2) else { throw Incompleteness.damaged }
                if isInterior {
                    guard let child = page.big(place, 4) else { throw Incompleteness.damaged }
                    children.append(child)
                    place += 4
                    if kind == 5 { continue }
                }
                guard let size = Varint.read(page, &place) else { throw Incompleteness.damaged }
                var rowID: Int64?
                if kind == 13 {
                    guard let id = Varint.read(page, &place) else { throw Incompleteness.damaged }
                    rowID = id
                }
                let payload = try payload(page, place, Int(clamping: size), isTable: kind == 13)
                try body(try record(payload), rowID)
            }
            if isInterior {
                guard let last = page.big(start + 8, 4) else { throw Incompleteness.damaged }
                children.append(last)
            }
            waiting += children.reversed()
        }
    }

    private func page(_ number: Int) throws -> [UInt8] {
        guard number >= 1, let offset = UInt64(exactly: (number - 1).multipliedReportingOverflow(by: pageSize).partialValue) else {
            throw Incompleteness.damaged
        }
        let page = try source.bytes(pageSize, at: offset)
        guard page.count == pageSize else { throw Incompleteness.damaged }
        return page
    }

    /// The payload of a cell; what does not fit a page goes on in a chain of others.
    private func payload(_ page: [UInt8], _ place: Int, _ size: Int, isTable: Bool) throws -> [UInt8] {
        guard size >= 0, size <= Self.payloadLimit else { throw Incompleteness.memoryLimit }
        let largest = isTable ? usable - 35 : (usable - 12) * 64 / 255 - 23
        if size <= largest {
            guard place <= page.count - size else { throw Incompleteness.damaged }
            return Array(page[place..<place + size])
        }
        let smallest = (usable - 12) * 32 / 255 - 23
        let fitting = smallest + (size - smallest) % (usable - 4)
        let local = fitting <= largest ? fitting : smallest
        guard place <= page.count - local - 4, var next = page.big(place + local, 4) else { throw Incompleteness.damaged }
        var bytes = Array(page[place..<place + local])
        while bytes.count < size, next != 0 {
            let overflow = try self.page(next)
            bytes += overflow[4..<min(usable, 4 + size - bytes.count)]
            next = overflow.big(0, 4) ?? 0
        }
        guard bytes.count == size else { throw Incompleteness.damaged }
        return bytes
    }

    private func record(_ bytes: [UInt8]) throws -> [SQLiteValue] {
        var place = 0
        guard let headerSize = Varint.read(bytes, &place), headerSize >= place, headerSize <= bytes.count else { throw Incompleteness.damaged }
        var types: [Int64] = []
        while place < headerSize, types.count < 32_767 {
            guard let type = Varint.read(bytes, &place), type >= 0 else { throw Incompleteness.damaged }
            types.append(type)
        }
        place = Int(headerSize)
        return try types.map { type in
            let size = type >= 12 ? Int(clamping: (type - 12) / 2) : [0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0][Int(type)]
            guard size <= bytes.count - place else { throw Incompleteness.damaged }
            let field = Array(bytes[place..<place + size])
            place += size
            switch type {
            case 0, 10, 11: return .null
            case 1...6: return .integer(field.reduce(field.first.map { $0 & 0x80 != 0 ? -1 : 0 } ?? 0) { $0 << 8 | Int64($1) })
            case 7: return .real(Double(bitPattern: field.reduce(0) { $0 << 8 | UInt64($1) }))
            case 8, 9: return .integer(type - 8)
            default: return type & 1 == 0 ? .blob(field) : .text(field)
            }
        }
    }
}

/// SQLite's numbers of one to nine bytes.
enum Varint {
    static func read(_ bytes: [UInt8], _ place: inout Int) -> Int64? {
        var value: UInt64 = 0
        for i in 0..<9 {
            guard place >= 0, place < bytes.count else { return nil }
            let byte = bytes[place]
            place += 1
            if i == 8 { return Int64(bitPattern: value << 8 | UInt64(byte)) }
            value = value << 7 | UInt64(byte & 0x7f)
            if byte & 0x80 == 0 { return Int64(bitPattern: value) }
        }
        return nil
    }
}
