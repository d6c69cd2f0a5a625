/// One YAML 1.1 document as nodes with places, from libyaml's events. Anchors and aliases are refused where they stand,
/// so that a small file cannot become a large one.
public enum YAMLDocument {
    /// Levels of nesting.
    static let maximumDepth = 32

    /// - Parameter bytes: anything at all.
    /// - Parameter maximumSize: how many bytes are read at most; time and memory are in proportion.
    /// - Returns: the root; nil if there is nothing but comments.
    public static func root(of bytes: [UInt8], maximumSize: Int) throws(InvalidYAML) -> YAMLNode? {
        guard bytes.count <= maximumSize else { throw InvalidYAML(.start, "the file is larger than \(grouped(maximumSize)) bytes") }
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw InvalidYAML(firstMalformed(bytes), "this is not valid UTF-8", hint: "save the file as UTF-8")
        }
        return try EventReader.reading(bytes) { (events) throws(InvalidYAML) in
            let first = try events.next()
            guard case .start = first.kind else { return nil }
            let root = try node(from: try events.next(), events, depth: 0)
            let after = try events.next()
            guard case .start = after.kind else { return root }
            throw InvalidYAML(after.position, "a second document begins here", hint: "keep one document in the file")
        }
    }

    private static func node(from event: EventReader.Event, _ events: EventReader, depth: Int) throws(InvalidYAML) -> YAMLNode {
        guard depth < maximumDepth else { throw InvalidYAML(event.position, "there are too many levels of nesting here") }
        func made(_ content: YAMLNode.Content, _ hasTag: Bool) -> YAMLNode {
            YAMLNode(position: event.position, content: content, hasTag: hasTag)
        }
        switch event.kind {
        case .scalar(let text, let hasTag): return made(.scalar(text), hasTag)
        case .sequence(let hasTag):
            var items: [YAMLNode] = []
            while true {
                let next = try events.next()
                if case .end = next.kind { return made(.sequence(items), hasTag) }
                items.append(try node(from: next, events, depth: depth + 1))
            }
        case .mapping(let hasTag):
            var pairs: [(key: YAMLNode, value: YAMLNode)] = []
            while true {
                let next = try events.next()
                if case .end = next.kind { return made(.mapping(pairs), hasTag) }
                let key = try node(from: next, events, depth: depth + 1)
                pairs.append((key, try node(from: try events.next(), events, depth: depth + 1)))
            }
        case .start, .end: throw InvalidYAML(event.position, "this could not be read as YAML")
        }
    }

    private static func firstMalformed(_ bytes: [UInt8]) -> Position {
        var (line, column) = (1, 1)
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        while case .scalarValue(let scalar) = decoder.decode(&iterator) {
            (line, column) = scalar == "\n" ? (line + 1, 1) : (line, column + 1)
        }
        return Position(line: line, column: column)
    }

    /// 65536 as "65,536".
    private static func grouped(_ number: Int) -> String {
        let digits = Array(String(number))
        return digits.enumerated().map { (i, digit) in i > 0 && (digits.count - i) % 3 == 0 ? ",\(digit)" : String(digit) }.joined()
    }
}
