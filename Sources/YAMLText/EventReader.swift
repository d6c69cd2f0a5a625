internal import CYAML

/// libyaml's parser over bytes in memory: one event after another.
@safe final class EventReader {
    struct Event {
        enum Kind {
            /// Of a document.
            case start
            case scalar(String, hasTag: Bool)
            case sequence(hasTag: Bool)
            case mapping(hasTag: Bool)
            /// Of whatever was open, or of everything.
            case end
        }

        let kind: Kind
        let position: Position
    }

    private let parser: UnsafeMutablePointer<yaml_parser_t>

    private init(_ parser: UnsafeMutablePointer<yaml_parser_t>) {
        unsafe self.parser = parser
    }

    /// Lends a reader of `bytes`, which are UTF-8, whatever a mark at their beginning says.
    static func reading<Value>(_ bytes: [UInt8], _ body: (EventReader) throws(InvalidYAML) -> Value) throws(InvalidYAML) -> Value {
        let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
        defer { unsafe parser.deallocate() }
        guard unsafe yaml_parser_initialize(parser) == 1 else { throw InvalidYAML(.start, "there is not enough memory to read this") }
        defer { unsafe yaml_parser_delete(parser) }
        let outcome: Result<Value, InvalidYAML> = unsafe bytes.withUnsafeBufferPointer { buffer in
            unsafe yaml_parser_set_input_string(parser, buffer.baseAddress, buffer.count)
            unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
            let reader = unsafe EventReader(parser)
            return Result { () throws(InvalidYAML) in try body(reader) }
        }
        return try outcome.get()
    }

    /// The next event that matters. Behind the last it is `.end` for ever.
    func next() throws(InvalidYAML) -> Event {
        while true {
            var event = unsafe yaml_event_t()
            guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw problem() }
            defer { unsafe yaml_event_delete(&event) }
            let position = unsafe Position(event.start_mark)
            switch unsafe event.type {
            case YAML_STREAM_START_EVENT, YAML_DOCUMENT_END_EVENT: continue
            case YAML_DOCUMENT_START_EVENT: return Event(kind: .start, position: position)
            case YAML_SCALAR_EVENT:
                let scalar = unsafe event.data.scalar
                unsafe try refuseAnchor(scalar.anchor, position)
                let text = unsafe String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
                return Event(kind: .scalar(text, hasTag: unsafe scalar.tag != nil), position: position)
            case YAML_SEQUENCE_START_EVENT:
                unsafe try refuseAnchor(event.data.sequence_start.anchor, position)
                return Event(kind: .sequence(hasTag: unsafe event.data.sequence_start.tag != nil), position: position)
            case YAML_MAPPING_START_EVENT:
                unsafe try refuseAnchor(event.data.mapping_start.anchor, position)
                return Event(kind: .mapping(hasTag: unsafe event.data.mapping_start.tag != nil), position: position)
            case YAML_ALIAS_EVENT:
                throw InvalidYAML(
                    position, "'*' before a word stands for an anchor, which this file may not have", hint: "write it out, or put quotes around it")
            default: return Event(kind: .end, position: position)
            }
        }
    }

    private func refuseAnchor(_ anchor: UnsafeMutablePointer<UInt8>?, _ position: Position) throws(InvalidYAML) {
        guard unsafe anchor != nil else { return }
        throw InvalidYAML(
            position, "'&' before a word is an anchor, which this file may not have", hint: "write 'and', put a space behind '&', or quotes around it"
        )
    }

    private func problem() -> InvalidYAML {
        let message = unsafe parser.pointee.problem.map { unsafe String(cString: $0) } ?? "it could not be read"
        return unsafe InvalidYAML(Position(parser.pointee.problem_mark), "this is not YAML: \(message)")
    }
}

extension Position {
    fileprivate init(_ mark: yaml_mark_t) {
        // The file's size bounds both.
        self.init(line: Int(clamping: mark.line) + 1, column: Int(clamping: mark.column) + 1)
    }
}
