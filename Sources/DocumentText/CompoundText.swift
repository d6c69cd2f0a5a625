/// Documents in compound files: which program wrote it shows in the names of its streams.
extension Extraction {
    func readCompound(_ source: ByteSource) throws {
        let file = try CompoundFile(source, limits)
        if file.stream(named: "EncryptedPackage") != nil { return note(encryptedBy: .office) }
        if let document = file.stream(named: "WordDocument") {
            // FibBase: a bit says that it is encrypted or obfuscated.
            let base = try file.contents(document, limit: 0x50)
            // Its reader makes nothing of other bytes, and does not say so.
            guard base.little(0, 2) == 0xa5ec || base.little(0, 2) == 0xa5dc, let flags = base.little(10, 2) else { throw Incompleteness.damaged }
            if flags & 0x0100 != 0 { return note(encryptedBy: .office) }
            let before = givenBytes
            try readOldOffice(.word, file, source)
            // Its reader drops a table at the very end, and whatever it does not understand: the document says how many letters it has. Newer than Word 95.
            guard base.little(0, 2) == 0xa5ec, let version = base.little(2, 2), version >= 0xc1, let letters = base.little(0x4c, 4) else { return }
            if letters > 64, givenBytes < before + UInt64(letters) / 2 {
                note(.readerFailed)
                try readStrings(SourceStream(source))
            }
            return
        }
        if let book = file.stream(named: "Workbook") ?? file.stream(named: "Book") {
            let records = try file.contents(book, limit: 4096)
            guard BIFF.begins(records) else { throw Incompleteness.damaged }
            if BIFF.isEncrypted(records) { return note(encryptedBy: .office) }
            return try readOldOffice(.excel, file, source)
        }
        if file.stream(named: "PowerPoint Document") != nil {
            if let user = file.stream(named: "Current User"), try file.contents(user, limit: 16).little(12, 4) == 0xf3d1_c4df {
                return note(encryptedBy: .office)
            }
            return try readOldOffice(.powerPoint, file, source)
        }
        noteReadable()
        if file.stream(named: "__properties_version1.0") != nil { return try readOutlookMessage(file, 0) }
        try readSummary(file)
        note(.unsupportedFormat)
        try readStrings(SourceStream(source))
    }

    private func readOldOffice(_ format: ForeignFormat, _ file: CompoundFile, _ source: ByteSource) throws {
        noteReadable()
        try contained { try readSummary(file) }
        try readForeign(format, source)
    }

    /// Title, author and the like ([MS-OLEPS]).
    private func readSummary(_ file: CompoundFile) throws {
        let names = [2: "title", 3: "subject", 4: "creator", 5: "keywords", 6: "description", 8: "lastmodifiedby"]
        let others = [2: "category", 14: "manager", 15: "company"]
        for (stream, names) in [("\u{5}SummaryInformation", names), ("\u{5}DocumentSummaryInformation", others)] {
            guard let entry = file.stream(named: stream) else { continue }
            let bytes = try file.contents(entry, limit: 1 << 18)
            guard let start = bytes.little(44, 4), let count = bytes.little(start + 4, 4) else { continue }
            var codePage = 1252
            for i in 0..<min(count, 256) {
                guard let id = bytes.little(start + 8 + 8 * i, 4), let offset = bytes.little(start + 12 + 8 * i, 4),
                    let type = bytes.little(start + offset, 4)
                else { break }
                if id == 1 { codePage = bytes.little(start + offset + 4, 2) ?? codePage }
                guard let name = names[id], let length = bytes.little(start + offset + 4, 4) else { continue }
                let place = start + offset + 8
                // 30: in the code page; 31: UTF-16.
                let size = type == 31 ? length * 2 : length
                guard type == 30 || type == 31, size <= 1 << 16, place + size <= bytes.count else { continue }
                let text = bytes[place..<place + size]
                let shown = type == 31 || codePage == 1200 ? TextRepair.utf16(text) : codePage == 65001 ? Array(text) : TextRepair.latin(text)
                try property(name, shown.prefix { $0 != 0 })
            }
        }
    }
}

/// Records of old Excel files ([MS-XLS]).
enum BIFF {
    /// Whether a BOF record comes first.
    static func begins(_ bytes: [UInt8]) -> Bool { bytes.little(0, 2).map { [0x0009, 0x0209, 0x0409, 0x0809].contains($0) } ?? false }

    /// Whether a FILEPASS record comes among the first: everything after it is encrypted.
    static func isEncrypted(_ bytes: [UInt8]) -> Bool {
        var place = 0
        for _ in 0..<32 {
            guard let type = bytes.little(place, 2), let length = bytes.little(place + 2, 2) else { return false }
            if type == 0x2f { return true }
            place += 4 + length
        }
        return false
    }
}
