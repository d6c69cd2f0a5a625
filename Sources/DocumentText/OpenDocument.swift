/// OpenDocument (ISO 26300) packages: text, spreadsheets, presentations, drawings.
extension Extraction {
    func readOpenDocument(_ archive: ZipArchive) throws {
        if let manifest = archive.entry("META-INF/manifest.xml") {
            var isEncrypted = false
            try readPart(manifest, archive) { stream in
                var tokens = XMLTokenizer(DecodedStream(guessing: stream))
                while let token = try tokens.next(), !isEncrypted { if case .start("encryption-data", _) = token { isEncrypted = true } }
            }
            if isEncrypted { return note(encryptedBy: .openDocument) }
        }
        noteReadable()
        for entry in archive.entries where !entry.isFolder {
            switch String(decoding: entry.path, as: UTF8.self) {
            case "meta.xml": try readPart(entry, archive) { try readCoreProperties(DecodedStream(guessing: $0)) }
            case "content.xml": try readPart(entry, archive) { try readOpenDocumentContent(DecodedStream(guessing: $0)) }
            case "styles.xml": try readPart(entry, archive) { try readMarkings(DecodedStream(guessing: $0)) }
            case "mimetype", "settings.xml", "manifest.rdf", "META-INF/manifest.xml", "layout-cache": continue
            case let name where name.hasSuffix("/content.xml"):
                try readPart(entry, archive) { try readOpenDocumentContent(DecodedStream(guessing: $0)) }
            case let name
            where name.hasPrefix("Configurations2/") || name.hasPrefix("Thumbnails/") || name.hasSuffix("/styles.xml")
                || name.hasSuffix("/settings.xml")
                || name.hasSuffix("/meta.xml"):
                continue
            default: try readMember(entry, archive)
            }
        }
    }

    func readOpenDocumentContent(_ stream: any ByteStream) throws {
        var flow = FlowReader(
            FlowReader.Vocabulary(
                paragraphs: ["p", "h"], table: "table", row: "table-row", cells: ["table-cell", "covered-table-cell"], tabs: ["tab"],
                breaks: ["line-break"],
                skipped: ["styles", "automatic-styles", "font-face-decls", "scripts", "settings", "binary-data"], textElements: ["p", "h"]), self)
        var tokens = XMLTokenizer(stream)
        var inMeta = false
        while let token = try tokens.next() {
            switch token {
            case .start("table", false), .start("page", false):
                try flow.take(token)
                let name = tokens.attribute("name")
                if !name.isEmpty { try part(name) }
            case .start("s", _):
                // So many spaces.
                let count = Int(String(decoding: tokens.attribute("c"), as: UTF8.self)) ?? 1
                try flow.take(.text([UInt8](repeating: 0x20, count: max(1, min(count, 64)))))
            case .start("table-cell", true):
                try flow.take(token)
                let count = Int(String(decoding: tokens.attribute("number-columns-repeated"), as: UTF8.self)) ?? 1
                flow.repeatEmptyCell(max(1, count) - 1)
            case .start("meta", let isEmpty): inMeta = !isEmpty
            case .end("meta"): inMeta = false
            default: if !inMeta { try flow.take(token) }
            }
        }
        try flow.finish()
    }

    /// Headers and footers are kept with the styles.
    private func readMarkings(_ stream: any ByteStream) throws {
        var tokens = XMLTokenizer(stream)
        var current: (name: String, text: [UInt8])?
        while let token = try tokens.next() {
            switch token {
            case .start(let name, false)
            where name.hasPrefix("header") && !name.hasSuffix("style") || name.hasPrefix("footer") && !name.hasSuffix("style"):
                if current == nil { current = (name, []) }
            case .end(let name) where name == current?.name:
                try property(name.hasPrefix("header") ? "header" : "footer", current?.text ?? [])
                current = nil
            case .end("p"): if let last = current?.text.last, last != 0x20 { current?.text.append(0x20) }
            case .text(let bytes): if let size = current?.text.count, size < 1 << 16 { current?.text += bytes }
            default: break
            }
        }
    }
}
