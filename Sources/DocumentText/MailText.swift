/// Internet messages (RFC 5322, MIME) and mailboxes of them.
extension Extraction {
    func readMail(_ stream: any ByteStream) throws {
        var reader = MailReader(LineReader(stream), self, inMailbox: false)
        try reader.readMessage()
    }

    /// mbox: each message begins with a line `From `, after an empty one.
    func readMailbox(_ stream: any ByteStream) throws {
        let lines = LineReader(stream)
        while let line = try lines.next() {
            guard line.starts("From ") else { continue }
            try countMember()
            try part([])
            var reader = MailReader(lines, self, inMailbox: true)
            try contained { try reader.readMessage() }
            try reader.finish()
        }
    }
}

/// One message, part by part.
struct MailReader {
    private let lines: LineReader
    private let extraction: Extraction
    private let inMailbox: Bool
    /// Boundaries of the multiparts around us, outermost first.
    private var boundaries: [[UInt8]] = []
    private var stop = Stop()

    /// Why a body ended.
    private final class Stop {
        /// Which boundary, and whether it closes its multipart; nil: the message is at its end.
        var boundary: (level: Int, isClosing: Bool)?
        var isReached = false
        var wasEmpty = false
    }

    init(_ lines: LineReader, _ extraction: Extraction, inMailbox: Bool) {
        (self.lines, self.extraction, self.inMailbox) = (lines, extraction, inMailbox)
    }

    mutating func readMessage() throws {
        let header = try MailHeader(lines)
        for name in ["from", "to", "cc", "bcc", "subject", "keywords", "sensitivity", "x-sensitivity"] {
            for value in header.values(name) { try extraction.property(name, EncodedWords.decoded(value)) }
        }
        try readBody(header, level: 0)
    }

    /// Passes over what is left of the message.
    mutating func finish() throws { while try nextLine() != nil {} }

    private mutating func readBody(_ header: MailHeader, level: Int) throws {
        let type = header.contentType
        if type.value.hasPrefix("multipart/"), let boundary = type.parameters["boundary"], !boundary.isEmpty, boundaries.count < 32 {
            boundaries.append(boundary)
            let own = boundaries.count - 1
            // What stands before the first part is for old programs.
            try skipToBoundary()
            while let met = stop.boundary, met.level == own, !met.isClosing {
                stop = Stop()
                try readBody(MailHeader(lines), level: level + 1)
                if !stop.isReached { try skipToBoundary() }
            }
            boundaries.removeLast()
            // The outer boundary may have come without ours being closed.
            if let met = stop.boundary, met.level == own { stop = Stop() }
            return
        }
        if type.value.hasSuffix("pkcs7-mime"), type.parameters["smime-type"].map({ $0.lowercased != .init("signed-data") }) ?? true {
            extraction.note(encryptedBy: .smime)
            return try skipToBoundary()
        }
        let content = decoded(header.value("content-transfer-encoding"))
        let isText = type.value.isEmpty || type.value.hasPrefix("text/")
        if isText && header.fileName.isEmpty && type.value != "text/calendar" {
            try readText(content, type)
        } else {
            try extraction.member(header.fileName, content, hint: type.value == "message/rfc822" ? .message : .none)
        }
        while try content.next() != nil {}
    }

    private func readText(_ content: any ByteStream, _ type: MailHeader.Field) throws {
        let peeked = PeekedStream(content)
        let text = DecodedStream(guessing: peeked, declared: type.parameters["charset"].flatMap(TextDecoder.Encoding.init(name:)))
        try extraction.contained {
            if type.value == "text/html" {
                try extraction.readHTML(text)
            } else {
                while let bytes = try text.next() { try extraction.text(bytes.filter { $0 != 0x0d }) }
                try extraction.endParagraph()
            }
        }
    }

    /// The body up to the next boundary, its transfer encoding undone.
    private func decoded(_ encoding: [UInt8]) -> any ByteStream {
        var base64 = Base64Decoder()
        let kind = String(decoding: encoding.trimmed.lowercased, as: UTF8.self)
        return GeneratedStream { [self] in
            var bytes: [UInt8] = []
            while bytes.count < 1 << 15 {
                guard let line = try nextLine() else { return bytes.isEmpty ? nil : bytes }
                switch kind {
                case "base64": base64.decode(line, into: &bytes)
                case "quoted-printable": QuotedPrintable.decode(line, into: &bytes)
                default: bytes += line + [0x0a]
                }
            }
            return bytes
        }
    }

    private func skipToBoundary() throws { while try nextLine() != nil {} }

    /// The next line of this body; nil at a boundary or at the end, which `stop` then tells.
    private func nextLine() throws -> [UInt8]? {
        guard !stop.isReached, let line = try lines.next() else {
            stop.isReached = true
            return nil
        }
        if line.starts("--"), let met = boundary(line) {
            (stop.boundary, stop.isReached) = (met, true)
            return nil
        }
        if inMailbox, stop.wasEmpty, line.starts("From ") {
            lines.putBack(line)
            stop.isReached = true
            return nil
        }
        stop.wasEmpty = line.isEmpty
        return line
    }

    private func boundary(_ line: [UInt8]) -> (level: Int, isClosing: Bool)? {
        let rest = line.dropFirst(2)
        for level in boundaries.indices.reversed() where rest.starts(with: boundaries[level]) {
            let tail = rest.dropFirst(boundaries[level].count).trimmed
            if tail.isEmpty { return (level, false) }
            if tail == [0x2d, 0x2d] { return (level, true) }
        }
        return nil
    }
}
