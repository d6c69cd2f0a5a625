import DocumentText
import SystemFiles

/// Letters in pictures, where there is a program for that.
extension Readers {
    /// Pixels that it reads within the memory that it has; a page of A4 at 200 dots an inch has 3.9 million.
    private static var mostPixels: Int { 5_000_000 }

    func readPicture(_ source: ByteSource, into extraction: Extraction) throws {
        guard let tesseract else { return }
        guard source.count <= UInt64(extraction.limits.heldBytes) else { return extraction.note(.pictureOnly) }
        if let smaller = try reduced(source, extraction) {
            try readLetters(smaller, tesseract, into: extraction)
            return
        }
        let wasRead = try readLetters(Program.copy(source, limit: extraction.limits.heldBytes), tesseract, into: extraction)
        // Photographs of telephones (HEIC, AVIF): it does not know the format.
        if !wasRead, try source.bytes(8, at: 0).dropFirst(4).elementsEqual("ftyp".utf8) { extraction.note(.pictureOnly) }
    }

    /// A large photograph as fewer pixels, grey ones; nil if it is none, or there is no program for that. JPEG is made of blocks of eight by eight, of which a
    /// smaller picture comes at once, with less memory and time than the whole takes.
    private func reduced(_ source: ByteSource, _ extraction: Extraction) throws -> Descriptor? {
        guard let djpeg, let size = PictureSize.ofJPEG(try source.bytes(1 << 20, at: 0)), size.width * size.height > Self.mostPixels
        else { return nil }
        let part = [2, 4, 8].first { size.width / $0 * (size.height / $0) <= Self.mostPixels } ?? 8
        // Of printers' colours (CMYK) it cannot make grey ones.
        for grey in [["-grayscale"], []] {
            let output = try djpeg.output(grey + ["-scale", "1/\(part)"], reading: source, extraction: extraction)
            let pixels = try output.inMemory(limit: extraction.limits.heldBytes)
            // 2: with a warning, such as that the end is missing.
            if [.exited(0), .exited(2)].contains(output.ending()) { return pixels }
        }
        return nil
    }

    /// Whichever way it lies.
    /// - Returns: whether the program understood the picture.
    @discardableResult
    func readLetters(_ picture: borrowing Descriptor, _ tesseract: Program, into extraction: Extraction) throws -> Bool {
        let output = try ProgramOutput(tesseract.path, ["stdin", "stdout", "-l", "eng", "--psm", "1"], input: picture)
        while let bytes = try output.next() { try extraction.text(bytes.filter { $0 != 0x0c }) }
        try extraction.endParagraph()
        // A picture that it does not understand has no letters that people read either, if it is of a format that it knows.
        let ending = output.ending()
        if case .killed = ending { throw Incompleteness.readerFailed }
        return ending == .exited(0)
    }
}
