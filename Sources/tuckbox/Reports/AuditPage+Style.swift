import AuditReport

extension AuditPage {
    static var style: String {
        """

        h2 { font-size: 1.25rem; margin: 2rem 0 .5rem; border-top: 1px solid var(--line); padding-top: 1.25rem }
        h3 { font-size: 1rem; margin: 0 }
        h1, header p, .summary p { margin: .4rem 0; overflow-wrap: anywhere }
        .summary { border: 2px solid var(--line); border-radius: .4rem; padding: .6rem 1rem; margin: 1.25rem 0; background: var(--wash) }
        .summary p:first-child { font-size: 1.15rem; font-weight: 600 }
        .summary.urgent, .summary.high { border-color: var(--bad) }
        .summary.medium { border-color: var(--warn) }
        .summary.low, .summary.none { border-color: var(--good) }
        .grade { display: inline-block; border: 2px solid currentColor; border-radius: .3rem; padding: 0 .45rem; font-size: .85rem; font-weight: 700;
          color: var(--soft); background: var(--paper) }
        .urgent .grade { color: var(--paper); background: var(--bad); border-color: var(--bad) }
        .high .grade { color: var(--bad) }
        .medium .grade { color: var(--warn) }
        .low .grade, .none .grade { color: var(--good) }
        .findings { list-style: none; padding: 0 }
        .findings li { margin: 0 0 1rem; break-inside: avoid }
        .findings p { margin: .25rem 0 0 }
        .steps li { margin-bottom: .6rem; break-inside: avoid }
        .facts > div { display: flex; flex-wrap: wrap; gap: 0 1rem; padding: .35rem 0; border-bottom: 1px solid var(--line); break-inside: avoid }
        .facts dt { flex: 0 0 12rem; color: var(--soft) }
        .facts dd { margin: 0; flex: 1 1 16rem; overflow-wrap: anywhere }
        code { font-size: .9em; overflow-wrap: anywhere }
        .files tbody th { min-width: 8rem } .about { min-width: 12rem } .about small { white-space: nowrap }
        figure { margin: .75rem 0 1rem; break-inside: avoid }
        figcaption { color: var(--soft); font-size: .85rem; margin-top: .3rem }
        .ends { display: flex; justify-content: space-between; gap: 1rem } .ends span:first-child, .ends span:last-child { white-space: nowrap }
        svg.map { display: block; width: 100%; height: 9rem; border: 1px solid var(--line); shape-rendering: crispEdges; print-color-adjust: exact }
        svg.bars { display: block; width: 100%; height: 7rem; print-color-adjust: exact }
        svg.key { width: 1.5em; height: 1em; vertical-align: -.1em; border: 1px solid var(--line); print-color-adjust: exact }
        :root { --records: #8c0d13; --others: #9aa5b1; --unread: #000; --unknown: #e3a021; --locked: #5b9bd5; --harmless: #b9dcc2; --tables: #777; --free: #f4f6f7 }
        @media (prefers-color-scheme: dark) {
          :root { --records: #ff6b6b; --others: #5d6772; --unread: #fff; --harmless: #3c6b4a; --free: #222529 } }
        .bar { fill: var(--others) } .bar.protected { fill: var(--records) } .axis { stroke: var(--soft); stroke-width: .5 }
        .u-protected { fill: var(--records) } .u-unread { fill: var(--unread) } .u-not_examined { fill: var(--unknown) } .u-encrypted { fill: var(--locked) }
        .u-clean { fill: var(--harmless) } .u-structure { fill: var(--tables) } .u-free { fill: var(--free) }
        @media print {
          body { font-size: 10pt } h1 { font-size: 18pt } h2 { font-size: 13pt; break-after: avoid } .figures dd { font-size: 15pt }
          dl.figures { gap: .5rem 1.5rem; margin: 1rem 0 } th, td { padding: .3rem .6rem .3rem 0 } details { display: none }
          .files table { font-size: 9pt } .files .grade { padding: 0 .25rem } .files tbody th { min-width: 6rem }
          .urgent .grade { print-color-adjust: exact }
        }

        """
    }
}
