/// The XML that Excel wrote from 2002 on: sheets of rows of cells, each with its text or number in it as people see it.
extension Extraction {
    private static let properties: [String: String] = [
        "Title": "title", "Subject": "subject", "Author": "creator", "Keywords": "keywords", "Description": "description",
        "LastAuthor": "lastmodifiedby",
        "Company": "company", "Manager": "manager", "Category": "category",
    ]

    func readSpreadsheet2003(_ stream: any ByteStream) throws {
        var tokens = XMLTokenizer(stream)
        var row = SheetRow(self)
        var cell: [UInt8]?
        // What stands outside of cells, by the element that it is in.
        var (outside, name): ([UInt8], String) = ([], "")
        while let token = try tokens.next() {
            switch token {
            case .start("Worksheet", _):
                try row.end()
                try part(tokens.attribute("Name"))
            case .start("Row", _), .end("Row"): try row.end()
            case .start("Cell", let isEmpty):
                // Cells that are empty are left out, and the next one says where it is.
                if let column = Int(String(decoding: tokens.attribute("Index"), as: UTF8.self)) { row.move(toColumn: column) }
                if isEmpty { try row.append([]) } else { cell = [] }
            case .end("Cell"):
                if let text = cell { try row.append(text.trimmed) }
                cell = nil
            case .start("Comment", _): if cell != nil { cell?.append(0x20) }
            case .start(let element, _): if cell == nil { (outside, name) = ([], element) }
            case .end(let element):
                guard cell == nil, element == name else { continue }
                if let property = Self.properties[element] { try self.property(property, outside) }
                (outside, name) = ([], "")
            case .text(let bytes):
                if let size = cell?.count { if size < 1 << 16 { cell? += bytes } } else if outside.count < 1 << 16 { outside += bytes }
            }
        }
        if let text = cell { try row.append(text.trimmed) }
        try row.end()
    }
}
