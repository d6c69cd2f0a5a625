import Testing

@testable import DocumentText

@Suite struct XMLTokenizerTests {
    /// Tokens in a short form, with the stream cut into pieces of every size.
    private func tokens(_ text: String, isHTML: Bool = false) throws -> String {
        var results: Set<String> = []
        for size in [1, 2, 3, 7, 4096] {
            var rest = Array(text.utf8)[...]
            let stream = GeneratedStream {
                defer { rest = rest.dropFirst(size) }
                return rest.isEmpty ? nil : Array(rest.prefix(size))
            }
            var tokenizer = XMLTokenizer(stream, isHTML: isHTML)
            var found = ""
            while let token = try tokenizer.next() {
                switch token {
                case .start(let name, let isEmpty):
                    found +=
                        "<\(name)" + tokenizer.attributes.map { " \($0.name)=\(String(decoding: $0.value, as: UTF8.self))" }.joined()
                        + (isEmpty ? "/>" : ">")
                case .end(let name): found += "</\(name)>"
                case .text(let bytes): found += String(decoding: bytes, as: UTF8.self)
                }
            }
            results.insert(found)
        }
        #expect(results.count == 1, "\(results)")
        return results.first ?? ""
    }

    @Test(
        "what is well-formed comes apart as it should",
        arguments: [
            ("<a>b</a>", "<a>b</a>"), ("<w:p w:x='1' y=\"2 &amp; 3\"/>", "<p x=1 y=2 & 3/>"), ("<?xml version='1.0'?><!-- <b> --><a/>", "<a/>"),
            ("<a><![CDATA[<&amp;]]></a>", "<a><&amp;</a>"), ("<!DOCTYPE a [<!ENTITY b 'c>'>]><a>&b;</a>", "<a>&b;</a>"),
            ("<a b='>'>c</a>", "<a b=>>c</a>"),
            ("&lt;&#233;&#xe9;&apos;", "<éé'"), ("<a\n b = c >d</a >", "<a b=c>d</a>"),
        ])
    func wellFormed(_ text: String, _ expected: String) throws { #expect(try tokens(text) == expected) }

    @Test(
        "what is not comes apart too, and ends",
        arguments: [
            ("<", "<"), ("a<", "a<"), ("<a", "<a>"), ("<a b='", "<a b=>"), ("<!--", ""), ("<![CDATA[x", "x"), ("<!DOCTYPE", ""), ("<?", ""),
            ("</", "</>"),
            ("1 < 2", "1 < 2"), ("&", "&"), ("&;", "&;"), ("&#xffffffff;", "\u{fffd}"), ("&#xfffffffff;", "&#xfffffffff;"), ("&#xd800;", "\u{fffd}"),
            ("<a></b></a>", "<a></b></a>"),
        ])
    func malformed(_ text: String, _ expected: String) throws { #expect(try tokens(text) == expected) }

    @Test("scripts are no text, whatever they contain")
    func scripts() throws {
        #expect(try tokens("<SCRIPT>if (a<b) '</p>'</Script>c", isHTML: true) == "<SCRIPT></Script>c")
        #expect(try tokens("caf&eacute;&nbsp;&unknown;", isHTML: true) == "café\u{a0}&unknown;")
    }

    @Test("entities that a document declares are never expanded")
    func entities() throws {
        let text = "<!DOCTYPE a [<!ENTITY x \"yyyyyyyyyy\">]>" + "<a>&x;&x;</a>"
        #expect(try tokens(text) == "<a>&x;&x;</a>")
    }
}
