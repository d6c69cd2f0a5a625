/// What a sector looks like by itself.
enum SectorKind: Equatable {
    case zeros
    /// Text to its end, or to zeros that go on to its end.
    case text(TextForm, length: Int, endsHere: Bool)
    case other

    enum TextForm { case bytes, utf16LittleEndian, utf16BigEndian }

    /// - Parameter continues: whether text stands right before it: then less is taken for its end.
    init(_ bytes: Span<UInt8>, continues: Bool = false) {
        if bytes.isEmpty || (bytes[0] == 0 && Self.isZero(bytes)) {
            self = .zeros
        } else {
            self =
                Self.text(bytes, continues ? 1 : 8) ?? Self.wide(bytes, low: 0, continues ? 2 : 16) ?? Self.wide(bytes, low: 1, continues ? 2 : 16)
                ?? .other
        }
    }

    static func isZero(_ bytes: Span<UInt8>) -> Bool {
        for i in bytes.indices where bytes[i] != 0 { return false }
        return true
    }

    private static func isText(_ byte: UInt8) -> Bool { byte >= 0x20 ? byte != 0x7f : byte == 0x0a || byte == 0x0d || byte == 0x09 }

    /// Of any encoding that keeps ASCII: at most a third may be other bytes.
    private static func text(_ bytes: Span<UInt8>, _ least: Int) -> SectorKind? {
        var length = 0
        var high = 0
        while length < bytes.count, isText(bytes[length]) {
            if bytes[length] >= 0x80 { high += 1 }
            length += 1
            // Random bytes are given up early.
            if length == 16, high > 8 { return nil }
        }
        guard length >= least, high * 3 <= length else { return nil }
        return length == bytes.count || isZero(bytes.extracting(length..<bytes.count))
            ? .text(.bytes, length: length, endsHere: length < bytes.count) : nil
    }

    private static func wide(_ bytes: Span<UInt8>, low: Int, _ least: Int) -> SectorKind? {
        var length = 0
        var ascii = 0
        while length + 1 < bytes.count {
            let (value, page) = (bytes[length + low], bytes[length + 1 - low])
            // Latin letters with and without marks, Romanian and Welsh ones too, general punctuation, a byte order mark.
            let isMark = length == 0 && [value, page] == [0xff, 0xfe]
            guard isMark || (page == 0 && isText(value)) || (page == 1 && value != 0) || page == 2 || page == 0x1e || page == 0x20 else { break }
            if page == 0 { ascii += 1 }
            length += 2
        }
        guard length >= least, ascii * 4 >= length else { return nil }
        let form: TextForm = low == 0 ? .utf16LittleEndian : .utf16BigEndian
        return length == bytes.count || isZero(bytes.extracting(length..<bytes.count))
            ? .text(form, length: length, endsHere: length < bytes.count) : nil
    }
}
