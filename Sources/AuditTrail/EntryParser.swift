/// Reads the one kind of JSON that an entry is (Docs/TRAIL.md, section 2), strictly: any other bytes end it. Allocates nothing.
struct EntryParser {
    enum Kind { case number, text, boolean, list }

    /// A key and its value, as places in the line: of strings what is between the quotes, of lists what is between the brackets.
    struct Field {
        let key: Range<Int>
        let kind: Kind
        let value: Range<Int>
    }

    static let maximumFields = 64
    private var position = 1
    private let end: Int
    private(set) var isWhole = false

    /// - Parameter line: without LF.
    init?(_ line: Span<UInt8>) {
        guard line.count >= 2, line.count <= TrailEntry.maximumLine, line[0] == 0x7b else { return nil }
        end = line.count
    }

    /// The next field; nil at the end, `isWhole` says whether that came where it should.
    mutating func next(_ line: Span<UInt8>, isFirst: Bool) -> Field? {
        if position < end, line[position] == 0x7d {
            isWhole = position == end - 1 && !isFirst
            return nil
        }
        if !isFirst { guard take(0x2c, line) else { return nil } }
        guard let key = string(line), !key.isEmpty, take(0x3a, line), position < end else { return nil }
        switch line[position] {
        case 0x22: return string(line).map { Field(key: key, kind: .text, value: $0) }
        case 0x5b: return list(line).map { Field(key: key, kind: .list, value: $0) }
        case 0x30...0x39: return number(line).map { Field(key: key, kind: .number, value: $0) }
        default: return boolean(line).map { Field(key: key, kind: .boolean, value: $0) }
        }
    }

    private mutating func take(_ byte: UInt8, _ line: Span<UInt8>) -> Bool {
        guard position < end, line[position] == byte else { return false }
        position += 1
        return true
    }

    private mutating func string(_ line: Span<UInt8>) -> Range<Int>? {
        guard take(0x22, line) else { return nil }
        let start = position
        while position < end {
            let byte = line[position]
            if byte == 0x22 {
                position += 1
                return start..<position - 1
            }
            if byte < 0x20 || byte == 0x7f { return nil }
            if byte == 0x5c {
                guard position + 1 < end else { return nil }
                if line[position + 1] == 0x75 {
                    // \u00XX, of a control character.
                    guard position + 5 < end, line[position + 2] == 0x30, line[position + 3] == 0x30,
                        let high = Hexadecimal.value(line[position + 4]), let low = Hexadecimal.value(line[position + 5]),
                        high < 2 || (high == 7 && low == 15)
                    else { return nil }
                    position += 6
                    continue
                }
                guard line[position + 1] == 0x22 || line[position + 1] == 0x5c else { return nil }
                position += 1
            }
            position += 1
        }
        return nil
    }

    private mutating func number(_ line: Span<UInt8>) -> Range<Int>? {
        let start = position
        while position < end, (0x30...0x39).contains(line[position]) { position += 1 }
        let count = position - start
        // Sixteen digits: 2^53 has as many.
        return count <= 16 && (count == 1 || line[start] != 0x30) ? start..<position : nil
    }

    private mutating func boolean(_ line: Span<UInt8>) -> Range<Int>? {
        let start = position
        for word in [StaticString("true"), StaticString("false")] where end - start >= word.utf8CodeUnitCount {
            if line.holds(word, start..<start + word.utf8CodeUnitCount) {
                position += word.utf8CodeUnitCount
                return start..<position
            }
        }
        return nil
    }

    private mutating func list(_ line: Span<UInt8>) -> Range<Int>? {
        position += 1
        let start = position
        repeat { guard string(line) != nil else { return nil } } while take(0x2c, line)
        guard take(0x5d, line) else { return nil }
        return start..<position - 1
    }
}

/// The places in a line that verification goes by.
struct EntryFrame {
    let number: UInt64
    /// Count of bytes before the seal.
    let bodyCount: Int
    let previous: Range<Int>
    let seal: Range<Int>
    /// Whether it concerns the record itself.
    let isEvent: Bool

    /// Nil unless the whole line is an entry.
    init?(_ line: Span<UInt8>) {
        guard var parser = EntryParser(line) else { return nil }
        var number: UInt64?
        var (previous, seal): (Range<Int>?, Range<Int>?) = (nil, nil)
        var (seen, isEvent) = (0, false)
        var keys = KeyFilter()
        while let field = parser.next(line, isFirst: seen == 0) {
            guard seen < EntryParser.maximumFields, seal == nil, keys.insert(field.key, line) else { return nil }
            switch seen {
            case 0: guard line.holds("schema", field.key), field.kind == .number, line.holds("1", field.value) else { return nil }
            case 1:
                guard line.holds("seq", field.key), field.kind == .number else { return nil }
                number = line.number(field.value)
            default:
                if line.holds("phase", field.key) { isEvent = line.holds("event", field.value) }
                let isPrevious = line.holds("prev", field.key)
                if isPrevious { previous = field.value }
                // prev and seal are the last two, in this order.
                if previous != nil, !isPrevious {
                    guard line.holds("seal", field.key) else { return nil }
                    seal = field.value
                }
                if previous != nil { guard field.kind == .text, field.value.count == 64 else { return nil } }
            }
            seen += 1
        }
        guard parser.isWhole, let number, let previous, let seal else { return nil }
        (self.number, self.previous, self.seal, self.isEvent) = (number, previous, seal, isEvent)
        bodyCount = seal.lowerBound - 9
    }
}

/// Finds a key that stands twice. Keys of one length and one first and last letter are compared; others cannot be the same.
private struct KeyFilter {
    private var places: [Range<Int>] = []

    /// Lengths and first letters that have come: most keys are the first of theirs.
    private var kinds: UInt64 = 0

    mutating func insert(_ key: Range<Int>, _ line: Span<UInt8>) -> Bool {
        let kind: UInt64 = 1 << UInt64((key.count &* 7 &+ Int(line[key.lowerBound])) & 63)
        defer { kinds |= kind }
        if places.isEmpty { places.reserveCapacity(24) }
        guard kinds & kind != 0 else {
            places.append(key)
            return true
        }
        for place in places where place.count == key.count && line[place.lowerBound] == line[key.lowerBound] {
            var i = 0
            while i < key.count, line[place.lowerBound + i] == line[key.lowerBound + i] { i += 1 }
            if i == key.count { return false }
        }
        places.append(key)
        return true
    }
}

extension Span<UInt8> {
    func holds(_ text: StaticString, _ range: Range<Int>) -> Bool {
        guard range.count == text.utf8CodeUnitCount else { return false }
        for i in 0..<range.count where unsafe self[range.lowerBound + i] != text.utf8Start[i] { return false }
        return true
    }

    /// At most 16 digits.
    func number(_ range: Range<Int>) -> UInt64 {
        var value: UInt64 = 0
        for i in range { value = value &* 10 &+ UInt64(self[i] &- 0x30) }
        return value
    }

    func bytes(_ range: Range<Int>) -> [UInt8] { range.map { self[$0] } }
}
