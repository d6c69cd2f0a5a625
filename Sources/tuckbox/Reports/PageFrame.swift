/// A page of its own: nothing is loaded, nothing runs, and it prints.
enum PageFrame {
    /// - Parameters:
    ///   - title: as text; escaped here.
    ///   - style: beside the common one.
    ///   - body: elements, for inside `main`.
    static func page(title: String, style: String, body: String) -> String {
        """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'">
        <title>\(PageText.escaped(title))</title>
        <style>\(common)\(style)</style></head>
        <body><main>
        \(body)
        </main></body></html>

        """
    }

    /// A table that scrolls by itself in a narrow window.
    static func table(_ caption: String, columns: [String], rows: some Collection<String>, label: String? = nil) -> String {
        let head = columns.map { "<th scope=\"col\">\($0)</th>" }.joined()
        // A few rows are not torn apart in print; more would leave half a page empty.
        let kind = rows.count <= 4 ? "wide whole" : "wide"
        return """
            <div class="\(kind)" tabindex="0" role="region" aria-label="\(label ?? caption)"><table>
            <caption>\(caption)</caption>
            <thead><tr>\(head)</tr></thead>
            <tbody>
            \(rows.joined())</tbody></table></div>

            """
    }

    /// Numbers that are seen first.
    static func figures(_ figures: [(name: String, value: String)]) -> String {
        "<dl class=\"figures\">" + figures.map { "<div><dt>\($0.name)</dt><dd>\($0.value)</dd></div>" }.joined() + "</dl>\n"
    }

    private static let common = """

        :root { color-scheme: light dark; --ink: #1a1a1a; --paper: #fff; --line: #c8c8c8; --soft: #595959; --bad: #9b1c1c; --warn: #7a4a00; --good: #1d5c2e;
          --wash: #f4f4f2 }
        @media (prefers-color-scheme: dark) {
          :root { --ink: #eee; --paper: #16181b; --line: #4a4d52; --soft: #b4b6ba; --bad: #ff9a9a; --warn: #ffc36b; --good: #8fd6a0; --wash: #222529 } }
        body { font: 1rem/1.45 system-ui, sans-serif; color: var(--ink); background: var(--paper); margin: 0 }
        main { max-width: 72rem; margin: 0 auto; padding: 1.5rem }
        h1 { margin: 0; font-size: 1.8rem }
        dl.figures { display: flex; flex-wrap: wrap; gap: 1rem 2.5rem; margin: 1.5rem 0 }
        .figures dd { margin: 0; font-size: 1.9rem; font-weight: 600 }
        .figures dt, small, caption, footer { color: var(--soft); font-size: .85rem }
        .wide { overflow-x: auto; margin: 1rem 0 }
        table { border-collapse: collapse; width: 100% }
        caption { text-align: left; padding-bottom: .4rem; font-weight: 600 }
        th, td { text-align: left; vertical-align: top; padding: .55rem .9rem .55rem 0; border-bottom: 1px solid var(--line) }
        thead th { border-bottom-width: 2px }
        tbody th { font-weight: normal }
        .path, bdi { overflow-wrap: anywhere }
        .short { white-space: nowrap }
        @media print {
          @page { size: A4; margin: 16mm 14mm; @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif } }
          main { max-width: none; padding: 0 } tr, .whole { break-inside: avoid } caption { break-after: avoid } .wide { overflow: visible } thead { display: table-header-group } }

        """
}
