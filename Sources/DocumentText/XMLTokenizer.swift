/// Takes XML and HTML apart, tag by tag, in bounded memory. It checks nothing: what programs would still read has to be read here as well.
/// A document type declaration is passed over, so no entity but the predefined ones ever stands for anything.
struct XMLTokenizer {
    enum Token {
        /// The name without its prefix.
        case start(String, isEmpty: Bool)
        case end(String)
        /// Character data, entities resolved; long runs come in parts.
        case text([UInt8])
    }

    private let stream: any ByteStream
    private let isHTML: Bool
    private var buffer: [UInt8] = []
    private var position = 0
    private var isAtEnd = false
    /// What is between < and > of the last start tag.
    private var tag: [UInt8] = []
    private var isInCharacterData = false
    /// In HTML: the element whose text has no tags in it, up to its own end.
    private var rawElement: [UInt8]?

    private static let tagLimit = 1 << 16
    private static let textLimit = 1 << 16

    /// - Parameter stream: UTF-8.
    init(_ stream: any ByteStream, isHTML: Bool = false) { (self.stream, self.isHTML) = (stream, isHTML) }

    mutating func next() throws -> Token? {
        while try available(1) {
            if isInCharacterData {
                let text = try characterData()
                if !text.isEmpty { return .text(text) }
                continue
            }
            if buffer[position] != 0x3c || rawElement != nil {
                if let text = try text() { return .text(text) }
                continue
            }
            guard try available(2) else { return .text(take(1)) }
            switch buffer[position + 1] {
            case 0x21:  // !
                try declaration()
            case 0x3f:  // ?
                try skip(past: isHTML ? ">" : "?>")
            case 0x2f:  // /
                try readTag()
                return .end(Self.localName(tag.dropFirst()))
            case 0x41...0x5a, 0x61...0x7a, 0x5f, 0x80...:
                try readTag()
                let name = Self.localName(tag[...])
                let isEmpty = tag.last == 0x2f
                if isHTML, !isEmpty, ["script", "style"].contains(name.lowercased()) { rawElement = .init("</") + Array(name.lowercased().utf8) }
                return .start(name, isEmpty: isEmpty)
            default: return .text(take(1))
            }
        }
        return nil
    }

    /// The value of an attribute of the last start tag, by its name without prefix; empty if it has none.
    func attribute(_ name: String) -> [UInt8] {
        attributes.first { $0.name == name }?.value ?? []
    }

    /// All attributes of the last start tag.
    var attributes: [(name: String, value: [UInt8])] {
        var found: [(String, [UInt8])] = []
        var rest = tag.drop { !Self.isSpace($0) && $0 != 0x2f }
        while found.count < 256 {
            rest = rest.drop { Self.isSpace($0) || $0 == 0x2f }
            let name = rest.prefix { $0 != 0x3d && !Self.isSpace($0) }
            guard !name.isEmpty || !rest.isEmpty else { break }
            rest = rest.dropFirst(max(name.count, 1)).drop(while: Self.isSpace)
            var value: ArraySlice<UInt8> = []
            if rest.first == 0x3d {
                rest = rest.dropFirst().drop(while: Self.isSpace)
                if let quote = rest.first, quote == 0x22 || quote == 0x27 {
                    value = rest.dropFirst().prefix { $0 != quote }
                    rest = rest.dropFirst(value.count + 2)
                } else {
                    value = rest.prefix { !Self.isSpace($0) }
                    rest = rest.dropFirst(value.count)
                }
            }
            found.append((Self.localName(name), XMLEntities.resolved(value, isHTML)))
        }
        return found
    }

    // MARK: Parts

    private mutating func text() throws -> [UInt8]? {
        if let end = rawElement { return try rawText(to: end) }
        var end = position
        while true {
            if let found = buffer[end...].firstIndex(of: 0x3c) {
                end = found
                break
            }
            end = buffer.count
            guard end - position < Self.textLimit, try refill(&end) else { break }
        }
        if end - position > Self.textLimit {
            end = position + Self.textLimit
            end -= TextRepair.incompleteTail(buffer[position..<end])
        }
        // An entity is not cut, unless it cannot be one.
        if end == position + Self.textLimit || end < buffer.count && buffer[end] != 0x3c,
            let ampersand = buffer[max(position + 1, end - 12)..<end].lastIndex(of: 0x26)
        {
            end = ampersand
        }
        let bytes = take(end - position)
        return bytes.isEmpty ? nil : XMLEntities.resolved(bytes[...], isHTML)
    }

    /// Passes over the text of script and style elements; nothing in it is for readers.
    private mutating func rawText(to end: [UInt8]) throws -> [UInt8]? {
        while try available(1) {
            guard let found = buffer[position...].firstIndex(of: 0x3c) else {
                position = buffer.count
                continue
            }
            position = found
            guard try available(end.count) else { break }
            if buffer[position..<position + end.count].lowercased == end {
                rawElement = nil
                return nil
            }
            position += 1
        }
        position = buffer.count
        rawElement = nil
        return nil
    }

    private mutating func declaration() throws {
        if try has("<!--") {
            try skip(past: "-->")
        } else if try has("<![CDATA[") {
            position += 9
            isInCharacterData = true
        } else {
            try skipDocumentType()
        }
    }

    /// What comes next of a section of character data, up to its end or to what one piece may hold.
    private mutating func characterData() throws -> [UInt8] {
        let end = StaticString("]]>").bytes
        var taken: [UInt8] = []
        while taken.count < Self.textLimit, try available(end.count) {
            if buffer[position...].starts(with: end) {
                position += end.count
                isInCharacterData = false
                return taken
            }
            // A bracket may begin the end; the rest up to the next one does not.
            let next = min(buffer[(position + 1)...].firstIndex(of: 0x5d) ?? buffer.count, position + Self.textLimit)
            taken += buffer[position..<next]
            position = next
        }
        // Fewer bytes than an end has: the document is over.
        if taken.count < Self.textLimit {
            taken += buffer[position...]
            position = buffer.count
            isInCharacterData = false
        }
        return taken
    }

    /// A declaration with its internal subset: what is in brackets and in quotation marks does not end it.
    private mutating func skipDocumentType() throws {
        var brackets = 0
        var quote: UInt8?
        while try available(1) {
            let byte = buffer[position]
            position += 1
            if let open = quote {
                if byte == open { quote = nil }
                continue
            }
            switch byte {
            case 0x22, 0x27: if brackets > 0 || !isHTML { quote = byte }
            case 0x5b: brackets += 1
            case 0x5d: brackets = max(0, brackets - 1)
            case 0x3e where brackets == 0: return
            default: break
            }
        }
    }

    /// Reads up to the > that ends a tag, which may not be one in quotation marks.
    private mutating func readTag() throws {
        tag.removeAll(keepingCapacity: true)
        position += 1
        var quote: UInt8?
        var hasEquals = false
        while try available(1) {
            let byte = buffer[position]
            position += 1
            if byte == quote {
                quote = nil
            } else if quote == nil {
                if byte == 0x3e { return }
                if byte == 0x3d { hasEquals = true }
                if byte == 0x22 || byte == 0x27, hasEquals { quote = byte }
            }
            if tag.count < Self.tagLimit { tag.append(byte) } else { quote = nil }
        }
    }

    // MARK: Bytes

    private mutating func available(_ count: Int) throws -> Bool {
        var unused = position
        while buffer.count - position < count {
            guard try refill(&unused) else { return false }
        }
        return true
    }

    /// Appends what comes next, after dropping what was used; `place` moves along.
    private mutating func refill(_ place: inout Int) throws -> Bool {
        guard !isAtEnd, let more = try stream.next() else {
            isAtEnd = true
            return false
        }
        place -= position
        if position == buffer.count {
            buffer = more
        } else {
            buffer.removeFirst(position)
            buffer += more
        }
        position = 0
        return true
    }

    private mutating func take(_ count: Int) -> [UInt8] {
        defer { position += count }
        return Array(buffer[position..<position + count])
    }

    private mutating func has(_ text: StaticString) throws -> Bool {
        let bytes = text.bytes
        return try available(bytes.count) && buffer[position...].starts(with: bytes)
    }

    /// Passes over all up to `text`, and that as well; to the end if it does not come.
    private mutating func skip(past text: StaticString) throws {
        let end = text.bytes
        while try available(end.count) {
            guard let first = end.first, let found = buffer[position...].firstIndex(of: first) else {
                position = buffer.count
                continue
            }
            position = found
            guard try available(end.count) else { break }
            if buffer[position...].starts(with: end) {
                position += end.count
                return
            }
            position += 1
        }
        position = buffer.count
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0d).contains(byte) }

    private static func localName(_ bytes: ArraySlice<UInt8>) -> String {
        var name = bytes.prefix { !isSpace($0) && $0 != 0x2f }
        if let colon = name.lastIndex(of: 0x3a) { name = name[(colon + 1)...] }
        return String(decoding: name.prefix(64), as: UTF8.self)
    }
}
