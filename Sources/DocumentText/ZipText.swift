extension Extraction {
    /// A zip archive: an office document by what is in it, or any members.
    func readZip(_ source: ByteSource) throws {
        let archive = try ZipArchive(source, self)
        if archive.entry("[Content_Types].xml") != nil { return try readOfficeOpenXML(archive) }
        if archive.entry("content.xml") != nil, archive.entry("mimetype") != nil || archive.entry("META-INF/manifest.xml") != nil {
            return try readOpenDocument(archive)
        }
        for entry in archive.entries where !entry.isFolder { try readMember(entry, archive) }
        if archive.entries.isEmpty { noteReadable() }
    }

    /// A member as a document of its own.
    func readMember(_ entry: ZipArchive.Entry, _ archive: ZipArchive) throws {
        if entry.isEncrypted {
            try countMember()
            return note(encryptedBy: .zip)
        }
        try contained {
            if entry.method == 0 { try member(entry.name, archive.packed(entry)) } else { try member(entry.name, archive.stream(entry, self)) }
        }
    }

    /// A part of an office document that this module knows how to read.
    func readPart(_ entry: ZipArchive.Entry, _ archive: ZipArchive, _ read: (PeekedStream) throws -> Void) throws {
        try countMember()
        if entry.isEncrypted { return note(encryptedBy: .zip) }
        try contained { try read(PeekedStream(archive.stream(entry, self))) }
    }
}
