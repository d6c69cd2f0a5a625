internal import SystemFiles

/// Up to where a trail was forwarded: a line `NUMBER MONTH OFFSET` of the next entry, padded, so that it is overwritten as a whole.
struct ForwardCursor {
    var number: UInt64 = 0
    var month = ""
    var offset: UInt64 = 0
    private static let size = 64

    init() {}

    /// The beginning, if the file says nothing that can be understood: then entries are forwarded twice, which is better than not.
    init(_ file: borrowing Descriptor) throws {
        let words = String(decoding: try file.bytes(count: Self.size, at: 0), as: UTF8.self).split(whereSeparator: \.isWhitespace)
        guard words.count == 3, let number = UInt64(words[0]), SegmentName(Array(words[1].utf8)) != nil, let offset = UInt64(words[2]) else { return }
        (self.number, month, self.offset) = (number, String(words[1]), offset)
    }

    func save(_ file: borrowing Descriptor) throws {
        let line = "\(number) \(month) \(offset)"
        try file.write(Array((line + String(repeating: " ", count: max(0, Self.size - 1 - line.utf8.count)) + "\n").utf8), at: 0)
    }
}
