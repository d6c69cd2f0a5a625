public import DocumentText
import SystemFiles

/// The readers that are others' code: libarchive in this process, programs in processes of their own. Only for a process that is in the sandbox.
public final class Readers: ForeignReaders {
    let pdftotext = Program("pdftotext"), pdftoppm = Program("pdftoppm"), pdfimages = Program("pdfimages")
    let catdoc = Program("catdoc"), xls2csv = Program("xls2csv"), catppt = Program("catppt")
    let mdbTables = Program("mdb-tables"), mdbExport = Program("mdb-export")
    let tesseract = Program("tesseract"), djpeg = Program("djpeg")
    private let beforeLibrary: () throws -> Void

    /// - Parameter beforeLibrary: called each time before libarchive sees hostile bytes in this process.
    public init(beforeLibrary: @escaping () throws -> Void) { self.beforeLibrary = beforeLibrary }

    /// The files that they execute.
    public var programs: [String] {
        [pdftotext, pdftoppm, pdfimages, catdoc, xls2csv, catppt, mdbTables, mdbExport, tesseract, djpeg].compactMap { $0?.path }
    }

    public func read(_ format: ForeignFormat, _ source: ByteSource, into extraction: Extraction) throws {
        switch format {
        case .pdf: try readPDF(source, into: extraction)
        case .word: try readText(catdoc, ["-d", "utf-8", "-s", "cp1252", "-w"], source, into: extraction)
        case .excel: try readWorkbook(source, into: extraction)
        case .powerPoint: try readText(catppt, ["-d", "utf-8", "-s", "cp1252"], source, into: extraction)
        case .access: try readAccess(source, into: extraction)
        case .picture: try readPicture(source, into: extraction)
        case .archive:
            try beforeLibrary()
            try ArchiveReader(source).readMembers(into: extraction, name: [])
        }
    }

    public func read(archive stream: any ByteStream, name: [UInt8], into extraction: Extraction) throws {
        try beforeLibrary()
        try ArchiveReader(stream).readMembers(into: extraction, name: name)
    }

    /// All that a program writes, as running text.
    private func readText(_ program: Program?, _ arguments: [String], _ source: ByteSource, into extraction: Extraction) throws {
        guard let program else { throw Incompleteness.readerMissing }
        let output = try program.output(arguments, reading: source, extraction: extraction)
        while let bytes = try output.next() { try extraction.text(bytes) }
        try extraction.endParagraph()
        try output.requireSuccess()
    }

    private func readWorkbook(_ source: ByteSource, into extraction: Extraction) throws {
        guard let xls2csv else { throw Incompleteness.readerMissing }
        // Every cell in quotation marks, a form feed after each sheet, dates in ISO 8601.
        let file = try Program.copy(source, limit: extraction.limits.heldBytes)
        let output = try ProgramOutput(
            xls2csv.path, ["-d", "utf-8", "-s", "cp1252", "-q", "3", "-b", "\u{c}\n", "-f", "%Y-%m-%d", "/dev/stdin"], input: file)
        try extraction.rows(of: output)
        try output.requireSuccess()
    }

    private func readAccess(_ source: ByteSource, into extraction: Extraction) throws {
        extraction.noteReadable()
        guard let mdbTables, let mdbExport else { throw Incompleteness.readerMissing }
        // They open their input by name, more than once.
        let file = try Program.copy(source, limit: extraction.limits.heldBytes)
        let list = try ProgramOutput(mdbTables.path, ["-1", "/dev/stdin"], input: file)
        var names: [UInt8] = []
        while let bytes = try list.next() { if names.count < 1 << 20 { names += bytes } }
        try list.requireSuccess()
        for name in names.split(separator: 0x0a).prefix(1000) {
            try extraction.countMember()
            try extraction.part(Array(name))
            let rows = try ProgramOutput(
                mdbExport.path, ["-b", "strip", "-D", "%Y-%m-%d", "/dev/stdin", String(decoding: name, as: UTF8.self)], input: file)
            try extraction.rows(of: rows)
            try rows.requireSuccess()
        }
    }
}
