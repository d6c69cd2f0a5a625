enum PictureKind: Equatable {
    case jpeg, png, tiff, other

    init?(_ head: [UInt8]) {
        if head.starts(with: [0xff, 0xd8, 0xff]) {
            self = .jpeg
        } else if head.starts(with: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) {
            self = .png
        } else if head.starts(with: [0x49, 0x49, 0x2a, 0]) || head.starts(with: [0x4d, 0x4d, 0, 0x2a]) {
            self = .tiff
        } else if head.starts("GIF8") || (head.starts("BM") && head.little(14, 4) == 40) || (head.starts("RIFF") && head.starts("WEBP", at: 8))
            || ["ftypheic", "ftypheix", "ftypmif1", "ftypavif", "ftypmsf1"].contains(where: { Array(head.dropFirst(4).prefix(8)) == Array($0.utf8) })
        {
            self = .other
        } else {
            return nil
        }
    }
}

/// What pictures say of themselves; and, where a reader for letters is installed, what is written in them.
extension Extraction {
    private static var metadataSize: Int { 4 << 20 }

    func readPicture(_ kind: PictureKind, _ stream: PeekedStream, _ source: ByteSource?) throws {
        let bytes = Array(stream.peek(Self.metadataSize))
        switch kind {
        case .jpeg: try readJPEG(bytes)
        case .png: try readPNG(bytes)
        case .tiff: try readEXIF(bytes)
        case .other:
            // WebP and HEIF keep the same blocks, whole, somewhere.
            if let found = bytes.firstRange(of: .init("Exif\0\0")) { try readEXIF(Array(bytes[(found + 6)...])) }
            if let found = bytes.firstRange(of: .init("<x:xmpmeta")) { try readXMP(bytes[found...]) }
        }
        guard let foreign, PictureSize.mayHaveLetters(kind, bytes), takePictureForLetters() else { return }
        if let source {
            try foreign.read(.picture, source, into: self)
        } else if bytes.count < Self.metadataSize {
            try foreign.read(.picture, ByteSource(bytes), into: self)
        } else {
            // One that is too large for memory costs nobody the rest of what it lies in.
            do { try spooled(stream) { try foreign.read(.picture, $0, into: self) } } catch Incompleteness.memoryLimit { note(.pictureOnly) }
        }
    }

    /// Segments up to the picture itself.
    private func readJPEG(_ bytes: [UInt8]) throws {
        var place = 2
        while let marker = bytes.big(place, 2), marker >= 0xff00, marker != 0xffda, let length = bytes.big(place + 2, 2), length >= 2 {
            let body = bytes[min(place + 4, bytes.count)..<min(place + 2 + length, bytes.count)]
            if marker == 0xffe1, body.starts(with: StaticString("Exif\0\0").bytes) { try readEXIF(Array(body.dropFirst(6))) }
            if marker == 0xffe1, body.starts(with: StaticString("http://ns.adobe.com/xap/1.0/\0").bytes) { try readXMP(body.dropFirst(29)) }
            if marker == 0xffed { try readIPTC(Array(body)) }
            if marker == 0xfffe { try property("comment", body) }
            place += 2 + length
        }
    }

    private func readPNG(_ bytes: [UInt8]) throws {
        var place = 8
        while let length = bytes.big(place, 4), length <= bytes.count - place - 8 {
            let body = bytes[(place + 8)..<(place + 8 + length)]
            switch String(decoding: bytes[(place + 4)..<(place + 8)], as: UTF8.self) {
            case "eXIf": try readEXIF(Array(body))
            case "tEXt":
                let name = body.prefix { $0 != 0 }
                try property(String(decoding: name.lowercased, as: UTF8.self), TextRepair.latin(body.dropFirst(name.count + 1)))
            case "iTXt":
                let name = body.prefix { $0 != 0 }
                // Language and translated name follow two bytes about compression.
                let fields = body.dropFirst(name.count + 3).split(separator: 0, maxSplits: 2, omittingEmptySubsequences: false)
                if fields.count == 3, body.dropFirst(name.count + 1).first == 0 {
                    if name.contains(text: "xmp") {
                        try readXMP(fields[2])
                    } else {
                        try property(String(decoding: name.lowercased, as: UTF8.self), fields[2])
                    }
                }
            case "IEND": return
            default: break
            }
            place += 12 + length
        }
    }

    /// XMP is RDF: properties are elements with text, or lists of such, or attributes.
    private func readXMP(_ bytes: ArraySlice<UInt8>) throws {
        let end = bytes.firstRange(of: .init("</x:xmpmeta>")) ?? bytes.endIndex
        var tokens = XMLTokenizer(DecodedStream(SourceStream(ByteSource(Array(bytes[..<end]))), .utf8))
        let told: Set<String> = [
            "title", "description", "creator", "subject", "Headline", "City", "Country", "Location", "PersonInImage", "Keywords", "Instructions",
            "label",
            "GPSLatitude", "GPSLongitude",
        ]
        var current: String?
        while let token = try tokens.next() {
            switch token {
            case .start(let name, let isEmpty):
                if told.contains(name), !isEmpty { current = name.lowercased() }
                for attribute in tokens.attributes where told.contains(attribute.name) { try property(attribute.name.lowercased(), attribute.value) }
            case .end(let name): if name.lowercased() == current { current = nil }
            case .text(let text): if let current { try property(current, text) }
            }
        }
    }

    /// IPTC records in Photoshop's resources: 8BIM, number, name, size.
    private func readIPTC(_ bytes: [UInt8]) throws {
        let names = [
            5: "title", 25: "keywords", 55: "created", 80: "creator", 90: "city", 92: "location", 105: "headline", 116: "copyright",
            120: "description",
        ]
        guard let found = bytes.firstRange(of: .init("8BIM\u{4}\u{4}")), let nameSize = bytes.big(found + 6, 1) else { return }
        var place = found + 6 + (nameSize + 2) / 2 * 2 + 4
        while let mark = bytes.big(place, 2), mark == 0x1c02, let tag = bytes.big(place + 2, 1), let length = bytes.big(place + 3, 2) {
            guard length < 0x8000, place + 5 + length <= bytes.count else { return }
            if let name = names[tag] { try property(name, bytes[(place + 5)..<(place + 5 + length)]) }
            place += 5 + length
        }
    }
}

/// How large a picture is, where that is easy to see: letters need room, and looking for them takes a second.
public enum PictureSize {
    private static let smallest = 300

    static func mayHaveLetters(_ kind: PictureKind, _ bytes: [UInt8]) -> Bool {
        let sides: [Int?] =
            switch kind {
            case .png: [bytes.big(16, 4), bytes.big(20, 4)]
            case .jpeg: ofJPEG(bytes).map { [$0.width, $0.height] } ?? []
            default: []
            }
        return sides.allSatisfy { ($0 ?? smallest) >= smallest }
    }

    /// From the frame header: SOF0 to SOF15, three of which are other things.
    /// - Returns: pixels; nil if it is no JPEG, or the header is not within `bytes`.
    public static func ofJPEG(_ bytes: [UInt8]) -> (width: Int, height: Int)? {
        guard PictureKind(bytes) == .jpeg else { return nil }
        var place = 2
        while let marker = bytes.big(place, 2), marker >= 0xff00, marker != 0xffda, let length = bytes.big(place + 2, 2), length >= 2 {
            if (0xffc0...0xffcf).contains(marker), ![0xffc4, 0xffc8, 0xffcc].contains(marker) {
                guard let height = bytes.big(place + 5, 2), let width = bytes.big(place + 7, 2) else { return nil }
                return (width, height)
            }
            place += 2 + length
        }
        return nil
    }
}
