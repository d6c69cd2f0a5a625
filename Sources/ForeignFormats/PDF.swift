import DocumentText
import SystemFiles

extension Readers {
    private static var pagesForOCR: Int { 20 }
    /// A page with fewer letters may be a picture of one, with a stamp of the program that took it, or a number.
    private static var lettersOfPage: Int { 100 }

    func readPDF(_ source: ByteSource, into extraction: Extraction) throws {
        guard let pdftotext else { throw Incompleteness.readerMissing }
        let output = try pdftotext.output(["-layout", "-enc", "UTF-8", "-", "-"], reading: source, extraction: extraction)
        var layout = LayoutText(extraction)
        var pages = LettersOfPages(few: Self.lettersOfPage)
        while let bytes = try output.next() {
            extraction.noteReadable()
            pages.count(bytes)
            try layout.take(bytes)
        }
        try layout.finish()
        let ending = output.ending()
        if ending != .exited(0) {
            // With a password for readers nothing comes out; with one for owners only, everything.
            if ending == .exited(1), pages.letters == 0, try Self.saysEncrypted(source) { return extraction.note(encryptedBy: .pdf) }
            throw Incompleteness.readerFailed
        }
        extraction.noteReadable()
        try readScannedPages(source, scanned(pages, source, extraction), into: extraction)
    }

    /// The pages that have few letters, and a picture that has room for more. In a document with hardly a letter those without one as well: they may be drawn.
    private func scanned(_ pages: LettersOfPages, _ source: ByteSource, _ extraction: Extraction) throws -> [Int] {
        guard let first = pages.withFew.first, let last = pages.withFew.last else { return [] }
        if pages.letters < 16 * pages.number { return pages.withFew }
        guard let pdfimages else { return pages.withFew }
        let output = try pdfimages.output(["-list", "-f", "\(first)", "-l", "\(last)", "-"], reading: source, extraction: extraction)
        var list = PictureList()
        while let bytes = try output.next() { list.take(bytes) }
        list.finish()
        guard output.ending() == .exited(0) else { return pages.withFew }
        return pages.withFew.filter { list.hasRoomForLetters(page: $0) }
    }

    private static func saysEncrypted(_ source: ByteSource) throws -> Bool {
        let mark = Array("/Encrypt".utf8)
        let stream = SourceStream(source)
        var tail: [UInt8] = []
        while let bytes = try stream.next() {
            if (tail + bytes).contains(sequence: mark) { return true }
            tail = Array(bytes.suffix(mark.count))
        }
        return false
    }

    private func readScannedPages(_ source: ByteSource, _ pages: [Int], into extraction: Extraction) throws {
        guard !pages.isEmpty else { return }
        guard let pdftoppm, let tesseract else { return extraction.note(.pictureOnly) }
        for page in pages.prefix(Self.pagesForOCR) {
            guard extraction.hasTimeForPictures() else { return extraction.note(.pictureOnly) }
            let range = ["-f", "\(page)", "-l", "\(page)"]
            let picture = try pdftoppm.output(["-r", "200", "-gray"] + range + ["-"], reading: source, extraction: extraction)
            let file = try picture.inMemory(limit: extraction.limits.heldBytes)
            try picture.requireSuccess()
            try readLetters(file, tesseract, into: extraction)
        }
        if pages.count > Self.pagesForOCR { extraction.note(.pictureOnly) }
    }
}

extension [UInt8] {
    func contains(sequence: [UInt8]) -> Bool {
        guard let first = sequence.first else { return true }
        var rest = self[...]
        while let found = rest.firstIndex(of: first) {
            if self[found...].starts(with: sequence) { return true }
            rest = self[(found + 1)...]
        }
        return false
    }
}
