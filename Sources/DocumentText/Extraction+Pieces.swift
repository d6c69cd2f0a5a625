extension Extraction {
    private static var textSize: Int { 1 << 16 }
    private static var rowCells: Int { 1024 }
    private static var rowBytes: Int { 1 << 16 }

    /// Begins a new part: a member, a sheet, a slide.
    public func part(_ name: [UInt8]) throws {
        try flush()
        lastOfText = nil
        let name = TextRepair.utf8(name.prefix(4096))
        try emit(.part(name: name))
    }

    /// Adds running text in UTF-8; pieces go out when they are large enough.
    public func text(_ bytes: some Collection<UInt8>) throws {
        pendingText.append(contentsOf: bytes)
        if pendingText.count >= Self.textSize { try flush(all: false) }
    }

    /// Ends a paragraph; empty ones are left out.
    public func endParagraph() throws {
        guard let last = pendingText.last ?? lastOfText, last != 0x0a else { return }
        pendingText.append(0x0a)
    }

    /// Gives out the text that waits.
    func flush(all: Bool = true) throws {
        while all ? !pendingText.isEmpty : pendingText.count >= Self.textSize {
            var end = min(Self.textSize, pendingText.count)
            if end < pendingText.count || !all {
                // Behind a line or a word if there is one, else between characters.
                let half = pendingText[(end / 2)..<end]
                if let line = half.lastIndex(of: 0x0a) ?? half.lastIndex(of: 0x20) {
                    end = line + 1
                } else {
                    end -= TextRepair.incompleteTail(pendingText[..<end])
                }
            }
            let piece = TextRepair.utf8(pendingText[..<end])
            pendingText.removeFirst(end)
            lastOfText = piece.last
            try emit(.text(piece))
        }
    }

    /// One row; empty cells at its end are left out, and a row of empty cells altogether. Wide ones are split.
    public func row(_ cells: [[UInt8]]) throws {
        guard let last = cells.lastIndex(where: { !$0.isEmpty }) else { return }
        try flush()
        lastOfText = nil
        var row: [[UInt8]] = []
        var size = 0
        for cell in cells[...last] {
            var rest = TextRepair.utf8(cell[...])[...]
            repeat {
                var part = rest.prefix(Self.rowBytes / 2)
                if part.count < rest.count { part = part.dropLast(TextRepair.incompleteTail(part)) }
                if row.count == Self.rowCells || size + part.count > Self.rowBytes {
                    try emit(.row(row))
                    (row, size) = ([], 0)
                }
                row.append(Array(part))
                size += part.count
                rest = rest.dropFirst(max(part.count, 1))
            } while !rest.isEmpty
        }
        try emit(.row(row))
    }

    /// A property of the document; nothing if the value is empty, its first 64 KiB if it is long.
    public func property(_ name: String, _ value: some Collection<UInt8>) throws {
        let value = TextRepair.utf8(value.prefix(Self.rowBytes).trimmed[...])
        guard !value.isEmpty else { return }
        try flush()
        lastOfText = nil
        try emit(.property(name: name.isEmpty ? "unnamed" : name, value: value))
    }

    /// Comma-separated text in UTF-8, as programs write tables: into rows. A form feed begins a new part.
    public func rows(of stream: any ByteStream) throws {
        var splitter = RowSplitter(separator: 0x2c)
        var failure: (any Error)?
        let emit = { (cells: [[UInt8]]) in
            guard failure == nil else { return }
            do { if cells == [[0x0c]] { try self.part([]) } else { try self.row(cells) } } catch { failure = error }
        }
        while let bytes = try stream.next() {
            splitter.feed(bytes, emit)
            if let failure { throw failure }
        }
        splitter.finish(emit)
        if let failure { throw failure }
    }
}
