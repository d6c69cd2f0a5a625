/// ISO 29500 packages: Word, Excel, PowerPoint.
extension Extraction {
    func readOfficeOpenXML(_ archive: ZipArchive) throws {
        noteReadable()
        var strings: [[UInt8]]?
        var styles: SheetStyles?
        var names: [String: [UInt8]]?
        for entry in archive.entries where !entry.isFolder {
            let path = String(decoding: entry.path.lowercased, as: UTF8.self)
            switch PackagePart(path) {
            case .ignored: continue
            case .properties: try readPart(entry, archive) { try readCoreProperties(DecodedStream(guessing: $0)) }
            case .customProperties: try readPart(entry, archive) { try readCustomProperties(DecodedStream(guessing: $0)) }
            case .headerOrFooter(let name): try readPart(entry, archive) { try property(name, plainText(DecodedStream(guessing: $0))) }
            case .flow: try readPart(entry, archive) { try readWordFlow(DecodedStream(guessing: $0)) }
            case .slide:
                try part(entry.name)
                try readPart(entry, archive) { try readWordFlow(DecodedStream(guessing: $0)) }
            case .sheet:
                if strings == nil {
                    (strings, styles, names) = try (sharedStrings(archive), sheetStyles(archive), sheetNames(archive))
                }
                try part(names?[path] ?? entry.name)
                try readPart(entry, archive) { try readSheet(DecodedStream(guessing: $0), strings ?? [], styles ?? SheetStyles()) }
            case .records:
                // What programs attach is attributes; what people filled in is text.
                let isAttached = path.hasPrefix("customxml/")
                try readPart(entry, archive) { try readRecords(DecodedStream(guessing: $0), withAttributes: !isAttached) }
            case .binarySheet: note(.unsupportedFormat)
            case .strings: try readPart(entry, archive) { try readStrings($0) }
            case .embedded: try readMember(entry, archive)
            }
        }
        releaseHeld((strings ?? []).reduce(0) { $0 + $1.count + 32 })
    }

    /// Paragraphs and tables of WordprocessingML and of DrawingML.
    func readWordFlow(_ stream: any ByteStream) throws {
        var flow = FlowReader(
            FlowReader.Vocabulary(
                paragraphs: ["p", "comment"], table: "tbl", row: "tr", cells: ["tc"], tabs: ["tab"], breaks: ["br", "cr"],
                skipped: ["instrText", "Fallback", "binData"], textElements: ["t", "delText"]), self)
        var tokens = XMLTokenizer(stream)
        // <w:tab/> is also the name of a tab stop, among a paragraph's properties.
        var isInProperties = false
        while let token = try tokens.next() {
            switch token {
            case .start("pPr", let isEmpty): isInProperties = !isEmpty
            case .end("pPr"): isInProperties = false
            case .start("tab", _) where isInProperties: continue
            default: try flow.take(token)
            }
        }
        try flow.finish()
    }

    /// All text elements of a small part, joined.
    private func plainText(_ stream: any ByteStream) throws -> [UInt8] {
        var tokens = XMLTokenizer(stream)
        var text: [UInt8] = []
        var isText = false
        while let token = try tokens.next(), text.count < 1 << 16 {
            switch token {
            case .start("t", let isEmpty): isText = !isEmpty
            case .end("t"): isText = false
            case .end("p"), .start("tab", _): if text.last.map({ $0 != 0x20 }) ?? false { text.append(0x20) }
            case .text(let bytes) where isText: text += bytes
            default: break
            }
        }
        return text
    }

    /// Dublin Core and the like: the element's name, lower case, is the property's.
    func readCoreProperties(_ stream: any ByteStream) throws {
        let told: Set<String> = [
            "title", "subject", "creator", "keywords", "keyword", "description", "lastModifiedBy", "category", "contentStatus", "Company", "Manager",
            "initial-creator", "user-defined",
        ]
        var tokens = XMLTokenizer(stream)
        var current: (name: String, value: [UInt8])?
        while let token = try tokens.next() {
            switch token {
            case .start(let name, false) where told.contains(name):
                current = (name == "user-defined" ? String(decoding: tokens.attribute("name").prefix(256), as: UTF8.self) : name.lowercased(), [])
            case .text(let bytes): if let begun = current, begun.value.count < 1 << 16 { current = (begun.name, begun.value + bytes) }
            case .end:
                if let (name, value) = current { try property(name, value) }
                current = nil
            default: break
            }
        }
    }

    /// Sensitivity labels are kept here.
    private func readCustomProperties(_ stream: any ByteStream) throws {
        var tokens = XMLTokenizer(stream)
        var name = ""
        while let token = try tokens.next() {
            switch token {
            case .start("property", _): name = String(decoding: tokens.attribute("name").prefix(256), as: UTF8.self)
            case .text(let bytes) where !name.isEmpty: try property(name, bytes)
            case .end("property"): name = ""
            default: break
            }
        }
    }
}

/// What a part of a package is for, by its usual place. Parts in unusual places are read as XML of unknown kind.
enum PackagePart {
    case ignored, properties, customProperties, flow, slide, sheet, records, binarySheet, strings, embedded
    case headerOrFooter(String)

    /// - Parameter path: in lower case.
    init(_ path: String) {
        let name = path.split(separator: "/").last.map(String.init) ?? ""
        let isXML = name.hasSuffix(".xml")
        if name.hasSuffix(".rels") || name == "[content_types].xml" {
            self = .ignored
        } else if path == "docprops/core.xml" || path == "docprops/app.xml" {
            self = .properties
        } else if path == "docprops/custom.xml" {
            self = .customProperties
        } else if path.hasPrefix("word/"), isXML, name.hasPrefix("header") || name.hasPrefix("footer") {
            self = .headerOrFooter(name.hasPrefix("header") ? "header" : "footer")
        } else if path.contains("/fonts/") || path.hasPrefix("docprops/thumbnail") || path.hasPrefix("customxml/itemprops") {
            self = .ignored
        } else if path.contains("/printersettings/printersettings"), name.hasSuffix(".bin") {
            // What a print dialog left. On a Mac these are pages of names of settings, and in PowerPoint's packages they stand before the slides.
            self = .ignored
        } else if name == "vbaproject.bin" || path.contains("/activex/") && !isXML {
            // Their programs' own; what people typed shows among the strings.
            self = .strings
        } else if !isXML {
            self = path.hasPrefix("xl/worksheets/") && name.hasSuffix(".bin") ? .binarySheet : name.hasSuffix(".vml") ? .flow : .embedded
        } else if path.hasPrefix("word/") {
            let quiet = ["styles", "settings", "fonttable", "websettings", "numbering", "theme", "styleswitheffects"]
            self = quiet.contains { name.hasPrefix($0) } ? .ignored : .flow
        } else if path.hasPrefix("ppt/") {
            if path.hasPrefix("ppt/slides/") {
                self = .slide
            } else if path.contains("slidelayouts/") || path.contains("slidemasters/")
                || path.contains("theme/") || path.contains("handoutmasters/") || path.contains("notesmasters/")
            {
                self = .ignored
            } else {
                self = .flow
            }
        } else if path.hasPrefix("xl/") {
            if path.hasPrefix("xl/worksheets/") {
                self = .sheet
            } else if path.hasPrefix("xl/comments") || path.hasPrefix("xl/drawings/")
                || path.contains("threadedcomments/")
            {
                self = path.contains("threadedcomments/") ? .records : .flow
            } else if path.hasPrefix("xl/pivotcache/") || path.hasPrefix("xl/externallinks/") || path.hasPrefix("xl/persons/")
                || path.hasPrefix("xl/charts/")
            {
                self = .records
            } else {
                // Strings, styles and the workbook are read with the sheets.
                self = .ignored
            }
        } else {
            self = .records
        }
    }
}
