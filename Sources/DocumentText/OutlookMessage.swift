/// Outlook's messages in files ([MS-OXMSG]): each property is a stream with its number in its name.
extension Extraction {
    func readOutlookMessage(_ file: CompoundFile, _ storage: Int) throws {
        for (id, name) in [("0C1A", "from"), ("5D01", "from"), ("0E04", "to"), ("0E03", "cc"), ("0037", "subject")] {
            try property(name, text(file, storage, id))
        }
        let body = try text(file, storage, "1000")
        try self.text(body.filter { $0 != 0x0d })
        try endParagraph()
        if let html = file.stream(named: "__substg1.0_10130102", in: storage) {
            try contained { try readHTML(DecodedStream(guessing: PeekedStream(try file.open(html)))) }
        } else if body.isEmpty, file.stream(named: "__substg1.0_10090102", in: storage) != nil {
            // The body is in compressed RTF only.
            note(.unsupportedFormat)
        }
        for (index, entry) in file.children(of: storage) where entry.isStorage && entry.name.hasPrefix("__attach_version1.0_") {
            let long = try text(file, index, "3707")
            let name = long.isEmpty ? try text(file, index, "3704") : long
            if let data = file.stream(named: "__substg1.0_37010102", in: index) {
                try contained { try member(name, file.open(data)) }
            } else if let inner = file.children(of: index).first(where: { $0.entry.name == "__substg1.0_3701000D" }) {
                try countMember()
                try part(name)
                try within { try readOutlookMessage(file, inner.index) }
            }
        }
    }

    private func text(_ file: CompoundFile, _ storage: Int, _ id: String) throws -> [UInt8] {
        if let wide = file.stream(named: "__substg1.0_\(id)001F", in: storage) { return TextRepair.utf16(try file.contents(wide, limit: 1 << 22)) }
        if let narrow = file.stream(named: "__substg1.0_\(id)001E", in: storage) {
            return TextRepair.latin(try file.contents(narrow, limit: 1 << 22))
        }
        return []
    }
}
