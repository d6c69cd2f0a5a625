extension Extraction {
    /// - Parameter stream: UTF-8.
    func readHTML(_ stream: any ByteStream) throws {
        let blocks: Set<String> = [
            "p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "dl", "pre", "blockquote", "section", "article", "header",
            "footer",
            "address", "form", "fieldset", "option", "caption", "hr", "body", "main", "nav", "aside", "figure",
        ]
        var flow = FlowReader(
            FlowReader.Vocabulary(
                paragraphs: blocks, table: "table", row: "tr", cells: ["td", "th"], breaks: ["br"],
                skipped: ["title"], collapsesSpace: true), self)
        var tokens = XMLTokenizer(stream, isHTML: true)
        var title: [UInt8]?
        while let token = try tokens.next() {
            switch token {
            case .start(let name, let isEmpty):
                let name = name.lowercased()
                if name == "meta" {
                    let of = String(decoding: tokens.attribute("name").lowercased, as: UTF8.self)
                    if ["author", "description", "keywords", "subject", "title", "classification"].contains(of) {
                        try property(of, tokens.attribute("content"))
                    }
                }
                if name == "title" { title = [] }
                // What is typed into a form, and what a picture is called.
                for attribute in ["value", "alt"] where name == "input" || name == "img" {
                    try flow.take(.text(tokens.attribute(attribute) + [0x20]))
                }
                try flow.take(.start(name, isEmpty: isEmpty || ["br", "img", "input", "hr", "meta", "link"].contains(name)))
            case .end(let name):
                let name = name.lowercased()
                if name == "title", let value = title {
                    try property("title", value)
                    title = nil
                }
                try flow.take(.end(name))
            case .text(let bytes):
                if let begun = title, begun.count < 4096 { title = begun + bytes }
                try flow.take(token)
            }
        }
        if let title { try property("title", title) }
        try flow.finish()
    }
}

enum HTMLCharset {
    /// What `<meta charset=…>` says among the first bytes; nil if nothing, or nothing that is known.
    static func declared(in head: ArraySlice<UInt8>) -> TextDecoder.Encoding? {
        let low = head.lowercased
        guard let found = low.firstRange(of: StaticString("charset=").bytes) else { return nil }
        let name = low[(found + 8)...].drop { $0 == 0x22 || $0 == 0x27 }.prefix {
            $0 == 0x2d || $0 == 0x5f || (0x30...0x39).contains($0) || (0x61...0x7a).contains($0)
        }
        return TextDecoder.Encoding(name: Array(name))
    }
}
