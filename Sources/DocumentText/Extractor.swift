/// Takes documents apart into pieces. Bad input is expected: whatever the bytes, an outcome comes out.
public struct Extractor {
    public var limits: ExtractionLimits
    private let foreign: (any ForeignReaders)?

    /// - Parameter foreign: readers for PDF, old Office, Access, archives; without them such documents are not fully examined.
    public init(limits: ExtractionLimits = ExtractionLimits(), foreign: (any ForeignReaders)? = nil) {
        (self.limits, self.foreign) = (limits, foreign)
    }

    /// Reads a document that is text without any structure but lines and delimited cells: what needs no reader of a format, in any process as it is read by a helper.
    /// - Returns: nil, and nothing was given to `sink`, if it is anything else.
    public func extractPlainText(_ source: ByteSource, sink: @escaping (DocumentPiece) throws -> Void) throws -> ExtractionOutcome? {
        let head = try source.bytes(DocumentKind.headSize, at: 0)
        // The first look keeps everything that is not text away from the rest.
        guard PlainTextReader.recognises(head), DocumentKind(head) == .text else { return nil }
        return try outcome(source, sink) { try $0.readText(PeekedStream(SourceStream(source))) }
    }

    /// - Parameter sink: gets the pieces in reading order; what it throws ends the extraction and is thrown on.
    public func extract(_ source: ByteSource, sink: @escaping (DocumentPiece) throws -> Void) throws -> ExtractionOutcome {
        try outcome(source, sink) { try $0.examine(PeekedStream(SourceStream(source)), source) }
    }

    private func outcome(
        _ source: ByteSource, _ sink: @escaping (DocumentPiece) throws -> Void, _ read: (Extraction) throws -> Void
    ) throws -> ExtractionOutcome {
        let extraction = Extraction(size: source.count, limits: limits, foreign: foreign, sink: sink)
        do {
            try extraction.contained { try read(extraction) }
        } catch let reason as Incompleteness { extraction.note(reason) } catch let failure as Extraction.SinkFailed { throw failure.error }
        return extraction.outcome
    }
}

extension Extraction {
    /// Examines a member of a container under its own name.
    public func member(_ name: [UInt8], _ stream: any ByteStream, hint: Hint = .none) throws {
        try countMember()
        try part(name)
        try within { try examine(PeekedStream(stream), nil, hint: hint) }
    }

    /// A member that can be read back and forth without a copy.
    func member(_ name: [UInt8], _ source: ByteSource) throws {
        try countMember()
        try part(name)
        try within { try examine(PeekedStream(SourceStream(source)), source) }
    }

    /// What the container says of a member, for content that does not tell by itself.
    public enum Hint: Sendable { case none, html, message }

    /// - Parameter source: the same bytes to be read anywhere, if that costs nothing.
    func examine(_ stream: PeekedStream, _ source: ByteSource?, hint: Hint = .none) throws {
        let head = Array(stream.peek(DocumentKind.headSize))
        guard !head.isEmpty else {
            // Nothing, or damage at its very beginning.
            _ = try stream.next()
            return noteReadable()
        }
        let kind = DocumentKind(head)
        switch kind {
        case .encrypted(let tool): return note(encryptedBy: tool)
        case .zip, .seekArchive, .compound, .pdf, .sqlite, .access:
            // Containers say by themselves what was readable in them.
            if kind == .sqlite { noteReadable() }
            if let source { try readAnywhere(kind, source) } else { try spooled(stream) { try readAnywhere(kind, $0) } }
        case .gzip:
            try member(GzipHeader.name(head), InflateStream(stream, .gzip, self))
        case .streamArchive:
            guard let foreign else { throw Incompleteness.readerMissing }
            try foreign.read(archive: stream, name: [], into: self)
        case .unknown:
            try readUnknown(stream)
        default:
            noteReadable()
            try readInOrder(kind, stream, source, hint)
        }
    }

    private func readAnywhere(_ kind: DocumentKind, _ source: ByteSource) throws {
        switch kind {
        case .zip: try readZip(source)
        case .compound: try readCompound(source)
        case .sqlite: try readSQLite(source)
        case .pdf: try readForeign(.pdf, source)
        case .access: try readForeign(.access, source)
        default: try readForeign(.archive, source)
        }
    }

    func readForeign(_ format: ForeignFormat, _ source: ByteSource) throws {
        guard let foreign else { throw Incompleteness.readerMissing }
        try foreign.read(format, source, into: self)
    }

    private func readInOrder(_ kind: DocumentKind, _ stream: PeekedStream, _ source: ByteSource?, _ hint: Hint) throws {
        switch kind {
        case .rtf: try readRTF(stream)
        case .tape: try readStrings(stream)
        case .picture(let picture): try readPicture(picture, stream, source)
        case .mail: try readMail(stream)
        case .mailbox: try readMailbox(stream)
        case .html: try readHTML(DecodedStream(guessing: stream, declared: HTMLCharset.declared(in: stream.peek(2048))))
        case .xml: try readXML(stream)
        case .json: try readJSON(DecodedStream(guessing: stream))
        case .sql: try readSQLDump(DecodedStream(guessing: stream))
        case .media: try readStrings(stream)
        case .unsupported: throw Incompleteness.unsupportedFormat
        default:
            switch hint {
            case .html: try readHTML(DecodedStream(guessing: stream))
            case .message: try readMail(stream)
            case .none: try readPlainText(stream)
            }
        }
    }

    /// What is known to be text.
    fileprivate func readText(_ stream: PeekedStream) throws {
        noteReadable()
        if !stream.peek(1).isEmpty { try readPlainText(stream) }
    }

    private func readPlainText(_ stream: PeekedStream) throws {
        var reader = PlainTextReader()
        var failure: (any Error)?
        let emit = { (piece: DocumentPiece) in
            guard failure == nil else { return }
            do { try self.emit(piece) } catch { failure = error }
        }
        var isText = true
        while isText, let chunk = try stream.next() {
            isText = reader.feed(chunk, emit)
            if let failure { throw failure }
        }
        if isText { isText = reader.finish(emit) }
        if let failure { throw failure }
        if !isText { throw Incompleteness.unknownFormat }
    }
}

extension DocumentPiece {
    /// Bytes of text in it, and four for each cell: a row of empty ones is not for nothing.
    public var size: Int {
        switch self {
        case .part(let bytes), .text(let bytes), .property(_, let bytes): bytes.count
        case .row(let cells): cells.reduce(4 * cells.count) { $0 + $1.count }
        }
    }
}

/// The name that gzip keeps of what it packed.
enum GzipHeader {
    static func name(_ head: [UInt8]) -> [UInt8] {
        guard head.count > 10, head[3] & 8 != 0 else { return [] }
        var position = 10
        if head[3] & 4 != 0 { position += 2 + (head.little(10, 2) ?? head.count) }
        guard position < head.count else { return [] }
        return Array(head[position...].prefix { $0 != 0 }.prefix(255))
    }
}
