import AuditReport
import FileVerdicts
import SystemFiles

extension AuditPage {
    /// When files were last changed, as far as their file systems say.
    var timeline: String {
        let files = audit.files.compactMap { file in file.modified.map { (time: $0, isProtected: file.verdict == .protected) } }
        guard let first = files.map(\.time).min(), let last = files.map(\.time).max() else { return "" }
        let bars = TimeBars(files)
        let records = files.filter(\.isProtected).map(\.time)
        let localNote =
            audit.volumes.contains(where: \.hasLocalTimes)
            ? " FAT and exFAT volumes keep the local time of whoever wrote; it is shown as it stands there." : ""
        var said = "Last changes from \(Self.day(first)) to \(Self.day(last))."
        if let first = records.min(), let last = records.max() { said += " Unencrypted records: from \(Self.day(first)) to \(Self.day(last))." }
        let rows = bars.bars.filter { $0.files > 0 }.map { bar in
            "<tr><th scope=\"row\">\(bar.name)</th><td>\(grouped(bar.files))</td><td>\(grouped(bar.protected))</td></tr>\n"
        }
        return """
            <section aria-labelledby="when"><h2 id="when">When files were last changed</h2>
            <p>\(said)\(localNote)</p>
            \(bars.picture)
            <details><summary>The numbers</summary>
            \(PageFrame.table("Files by when they were last changed", columns: ["When", "Files", "Unencrypted records"], rows: rows))</details></section>
            """
    }

    static func day(_ time: UTCTime) -> String { LocalClock.utc.time(time).dateWords }
}

/// Files by month, year, decade or century, whichever makes at most sixty bars.
struct TimeBars {
    struct Bar {
        let name: String
        var files = 0
        var protected = 0
    }

    private(set) var bars: [Bar] = []
    private static let most: Int64 = 60

    init(_ files: [(time: UTCTime, isProtected: Bool)]) {
        let months = files.map(\.time.monthNumber)
        guard let first = months.min(), let last = months.max() else { return }
        let step = [1, 12, 120, 1200].first { last / $0 - first / $0 < Self.most } ?? 12_000
        bars = (first / step...last / step).map { Bar(name: Self.name($0 * step, step)) }
        for (month, file) in zip(months, files) {
            let index = Int(month / step - first / step)
            bars[index].files += 1
            if file.isProtected { bars[index].protected += 1 }
        }
    }

    /// `2026-11`, `2026`, `2020 to 2029`.
    private static func name(_ month: Int64, _ step: Int64) -> String {
        let year = month / 12
        switch step {
        case 1: return "\(year)-\(month % 12 < 9 ? "0" : "")\(month % 12 + 1)"
        case 12: return "\(year)"
        default: return "\(year) to \(year + step / 12 - 1)"
        }
    }

    var picture: String {
        let highest = Double(max(1, bars.map(\.files).max() ?? 1))
        let height = 60.0
        let width = 10
        func tall(_ count: Int) -> Int { count == 0 ? 0 : max(1, Int((Double(count) / highest * height).rounded())) }
        let shapes = bars.enumerated().map { index, bar in
            let (all, protected) = (tall(bar.files), tall(bar.protected))
            let x = index * width + 1
            return all == 0
                ? ""
                : """
                <rect x="\(x)" y="\(60 - all)" width="8" height="\(all)" class="bar"/><rect x="\(x)" y="\(60 - protected)" width="8" height="\(protected)" \
                class="bar protected"/>
                """
        }
        let end = bars.count * width
        return """
            <figure style="max-width: max(26rem, \(bars.count * 3)rem)"><svg class="bars" viewBox="0 0 \(end) 62" preserveAspectRatio="none" role="img" aria-label="Bars: files by when they were last changed">
            \(shapes.joined())<path d="M0 60.5H\(end)" class="axis"/></svg>
            <figcaption class="ends"><span>\(bars.first?.name ?? "")</span> <span>most at once: \(grouped(bars.map(\.files).max() ?? 0)); the lower part:
            unencrypted records</span> <span>\(bars.last?.name ?? "")</span></figcaption></figure>
            """
    }
}
