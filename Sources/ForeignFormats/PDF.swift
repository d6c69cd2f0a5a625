import DocumentText
import SystemFiles

extension Readers {
    private static var pagesForOCR: Int { 20 }

    func readPDF(_ source: ByteSource, into extraction: Extraction) throws {
        guard let pdftotext else { throw Incompleteness.readerMissing }
        let output = try pdftotext.output(["-layout", "-enc", "UTF-8", "-", "-"], reading: source, extraction: extraction)
        var layout = LayoutText(extraction)
        var letters = 0
        var pages = 0
        while let bytes = try output.next() {
            extraction.noteReadable()
            for byte in bytes {
                if byte > 0x20 { letters += 1 }
                if byte == 0x0c { pages += 1 }
            }
            try layout.take(bytes)
        }
        try layout.finish()
        let ending = output.ending()
        if ending != .exited(0) {
            // With a password for readers nothing comes out; with one for owners only, everything.
            if ending == .exited(1), letters == 0, try Self.saysEncrypted(source) { return extraction.note(encryptedBy: .pdf) }
            throw Incompleteness.readerFailed
        }
        extraction.noteReadable()
        // A page with hardly a letter is a picture of one.
        if letters < 16 * max(1, pages) { try readScannedPages(source, max(1, pages), into: extraction) }
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

    private func readScannedPages(_ source: ByteSource, _ pages: Int, into extraction: Extraction) throws {
        guard let pdftoppm, let tesseract else { return extraction.note(.pictureOnly) }
        for page in 1...min(pages, Self.pagesForOCR) {
            let range = ["-f", "\(page)", "-l", "\(page)"]
            let picture = try pdftoppm.output(["-r", "200", "-gray"] + range + ["-"], reading: source, extraction: extraction)
            let file = try Descriptor.memory()
            var size = 0
            while let bytes = try picture.next() {
                size += bytes.count
                guard size <= extraction.limits.heldBytes else { throw Incompleteness.memoryLimit }
                try file.write(bytes)
            }
            try picture.requireSuccess()
            try read(tesseract, file, into: extraction)
        }
        if pages > Self.pagesForOCR { extraction.note(.pictureOnly) }
    }

    /// The letters in a picture, if there is a program for that.
    func readPicture(_ source: ByteSource, into extraction: Extraction) throws {
        guard let tesseract, source.count <= UInt64(extraction.limits.heldBytes) else { return }
        try read(tesseract, Program.copy(source, limit: extraction.limits.heldBytes), into: extraction)
    }

    private func read(_ tesseract: Program, _ file: borrowing Descriptor, into extraction: Extraction) throws {
        let output = try ProgramOutput(tesseract.path, ["stdin", "stdout", "-l", "eng"], input: file)
        while let bytes = try output.next() { try extraction.text(bytes.filter { $0 != 0x0c }) }
        try extraction.endParagraph()
        // A picture that it does not understand has no letters that people read either.
        if case .killed = output.ending() { throw Incompleteness.readerFailed }
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
