import AuditReport

extension AuditPage {
    /// What the medium is used for: a picture, the same as a table, and its volumes.
    var picture: String {
        let used = audit.use.map { picture(of: $0) } ?? ""
        let rows = audit.volumes.map { volume in
            let what = [volume.fileSystem.map { PageText.foreign($0) }, volume.encryptedBy.map { "encrypted by \(PageText.foreign($0))" }].compactMap
            { $0 }
            return """
                <tr><th scope="row">\(grouped(volume.number))</th><td>\(what.isEmpty ? "not known" : what.joined(separator: ", "))</td>
                <td>\(volume.label.map { PageText.foreign($0, limit: 64) } ?? "")</td><td>\(byteCount(volume.sizeBytes))</td>
                <td>\(volume.reason.map { PageText.foreign($0) } ?? "yes")</td></tr>

                """
        }
        let volumes =
            rows.isEmpty
            ? "" : PageFrame.table("Volumes", columns: ["Number", "File system", "Label", "Size", "Examined"], rows: rows.prefix(rowLimit))
        guard !used.isEmpty || !volumes.isEmpty else { return "" }
        return "<section aria-labelledby=\"medium\"><h2 id=\"medium\">What is where</h2>\n\(used)\(volumes)</section>"
    }

    /// Columns and rows of the picture: each square is a stretch of the medium, in the order of reading.
    private static let columns = 128
    private static let rows = 16

    private func picture(of use: MediumUse) -> String {
        let squares = squares(of: use)
        var shapes = ""
        for row in 0..<Self.rows {
            var column = 0
            while column < Self.columns {
                let use = squares[row * Self.columns + column]
                var end = column + 1
                while end < Self.columns, squares[row * Self.columns + end] == use { end += 1 }
                shapes += "<rect x=\"\(column)\" y=\"\(row)\" width=\"\(end - column)\" height=\"1\" class=\"u-\(use.rawValue)\"/>"
                column = end
            }
        }
        let shown = MediumUse.Use.allCases.filter { use.bytes($0) > 0 }
        let said = shown.map { "\($0.words): \(byteCount(use.bytes($0)))" }.joined(separator: "; ")
        let rows = shown.map { kind in
            """
            <tr><th scope="row"><svg class="key" viewBox="0 0 3 2" aria-hidden="true"><rect width="3" height="2"
            class="u-\(kind.rawValue)"/></svg> \(kind.words)</th><td>\(byteCount(use.bytes(kind)))</td><td>\(share(use.bytes(kind)))</td></tr>

            """
        }
        return """
            <figure><svg class="map" viewBox="0 0 \(Self.columns) \(Self.rows)" preserveAspectRatio="none" role="img" aria-label="\(said)">
            \(shapes)</svg>
            <figcaption>The whole of it from its first byte, at the top left, to its last. A square that holds several things shows the one that matters
            most, so small files look larger than they are.</figcaption></figure>
            \(PageFrame.table("What the bytes are used for", columns: ["Use", "Size", "Share"], rows: rows))
            """
    }

    /// The most important use of each square.
    private func squares(of use: MediumUse) -> [MediumUse.Use] {
        let count = Self.columns * Self.rows
        let size = Double(max(1, audit.medium.sizeBytes))
        var squares: [MediumUse.Use?] = Array(repeating: nil, count: count)
        for area in use.areas where area.sizeBytes > 0 {
            let first = Int(Double(area.offset) / size * Double(count))
            // A hair less, so that an area that ends where a square ends does not reach into the next.
            let last = Int((Double(area.offset) + Double(area.sizeBytes)) / size * Double(count) - 0.001)
            for index in min(max(first, 0), count - 1)...min(max(last, first, 0), count - 1) {
                squares[index] = squares[index].map { MediumUse.Use.more($0, area.use) } ?? area.use
            }
        }
        return squares.map { $0 ?? .free }
    }

    private func share(_ bytes: UInt64) -> String {
        let permille = Int((Double(bytes) / Double(max(1, audit.medium.sizeBytes)) * 1000).rounded())
        return permille == 0 ? "under 0.1%" : "\(permille / 10).\(permille % 10)%"
    }
}

extension MediumUse.Use {
    /// Whichever matters more.
    fileprivate static func more(_ a: Self, _ b: Self) -> Self { allCases.first { $0 == a || $0 == b } ?? a }
}
