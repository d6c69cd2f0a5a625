public import DocumentText
internal import Glibc

/// One document, from its first piece to its assessment. Memory is bounded whatever comes. Of names only hashes are kept; the document's beginning and rows of
/// its lists stay until it is done.
public final class Examination {
    private let set: RuleSet
    private let scratch: PatternDatabase.Scratch
    private let keepsEvidence: Bool
    private var tallies: [IdentifierTally]
    private var prose: ProseTally
    private var tables: TableTally
    /// Tables that are seen only by how a text is laid out.
    private var layout: TableTally
    private var layoutPause = 0
    private var lists = Lists()
    private var opening = OpeningText()
    /// How wide a list is whose cells stand between commas or semicolons, and which.
    private var delimited: (separator: UInt8, width: Int)?
    /// Bytes of running text that are in no list.
    private var outside = 0
    private var rows: [UInt8] = []
    private var evidence: [(rule: String, text: [UInt8])] = []

    private var line = 1
    private var rowNumber = 0
    private var part = 0

    /// Running text is read word by word to here; behind it, only around matches, and at most one byte in 128.
    private static let wholeSize = 1 << 18
    private var seen = 0
    private var read = 0

    public init(_ set: RuleSet, keepsEvidence: Bool = false) {
        self.set = set
        self.keepsEvidence = keepsEvidence
        scratch = set.patterns.makeScratch()
        tallies = [IdentifierTally](repeating: IdentifierTally(), count: set.rules.count)
        prose = ProseTally(set, reusing: scratch.takeWords())
        tables = TableTally(set)
        layout = TableTally(set)
    }

    var recordsWording: Bool {
        get { prose.wording.record != nil }
        set { prose.wording.record = newValue ? [] : nil }
    }
    var wordingRecord: [String] { prose.wording.record ?? [] }
    var openingText: [UInt8] { opening.bytes }
    /// Whether there are sentences for the network to read: letters that lie by chance among other bytes are none, and of a register its columns say more.
    var isProse: Bool { prose.wording.isLanguage && max(tables.rowsWithPeople, layout.rowsWithPeople) < 3 }

    deinit {
        opening.wipe()
        scratch.words = prose.words
        set.patterns.reuse(scratch)
    }

    public func take(_ piece: DocumentPiece) {
        switch piece {
        case .part:
            endTables()
            part += 1
            (line, rowNumber) = (1, 0)
        case .text(let text):
            // Of HTML, what stands between two rows.
            if text.allSatisfy({ $0 <= 0x20 }) { return }
            endTables()
            // The opening gets it as it flows.
            return take(text)
        case .row(let cells):
            rowNumber += 1
            tables.row(cells) { self.place("row \(self.rowNumber)") }
            lists.row(cells)
            for cell in cells {
                rows += cell
                rows.append(0x09)
            }
            rows.append(0x0a)
            if rows.count >= 65536 { flushRows() }
        case .property(let name, let value):
            var text = Array(name.utf8) + [0x3a, 0x20] + value.prefix(4096)
            search(text, isTable: true, lines: false)
            // A marking stands at the beginning of its line.
            text = Array(value.prefix(4096))
            search(text, isTable: true, lines: false)
            tables.fields.read(Array((name + ": ").utf8)[...] + value.prefix(200))
            // What a mail or a document is about is said there, often with a name.
            if ["subject", "title"].contains(name.lowercased()) { readWords(Array(value.prefix(400)) + [0x0a], isTable: false, base: 0, in: [], 0) }
        }
        opening.take(piece)
    }

    private func place(_ text: String) -> String { part == 0 ? text : "part \(part), \(text)" }

    private func endTables() {
        flushRows()
        tables.endTable()
        lists.endTable()
    }

    private func flushRows() {
        guard !rows.isEmpty else { return }
        let text = rows
        rows.removeAll(keepingCapacity: true)
        let first = line
        seen += text.count
        search(text, isTable: true, lines: true)
        if read < Self.wholeSize * 4 { readWords(text, isTable: true, base: 0, in: text, first) }
    }

    private func take(_ text: [UInt8]) {
        let first = line
        seen += text.count
        let matches = search(text, isTable: false, lines: true)
        if read < Self.wholeSize {
            readLines(text)
            let lines = WrappedLines(text)
            opening.take(.text(lines.joined(text)))
            readWords(lines.blanked(text), isTable: false, base: 0, in: text, first)
            return
        }
        // The opening has no room for it any more, and is to know that it is not whole.
        opening.take(.text(text))
        // Windows around what was found, as long as the allowance lasts.
        var end = 0
        for match in matches where match.range.upperBound > end && read < Self.wholeSize + seen / 128 {
            let from = max(end, match.range.lowerBound - 512)
            end = min(text.count, match.range.upperBound + 512)
            let window = Array(text[from..<end])
            readWords(WrappedLines(window).blanked(window), isTable: false, base: from, in: text, first)
        }
    }

    private func readWords(_ window: [UInt8], isTable: Bool, base: Int, in text: [UInt8], _ firstLine: Int) {
        read += window.count
        prose.read(window) { offset in
            self.keep("words", window, offset)
            let lines = Bytes.count(0x0a, in: text, 0..<min(base + offset, text.count))
            return self.place(isTable ? "a table" : "line \(firstLine + lines)")
        }
    }

    /// Fields and tables that only the layout shows: `Key: value`, and columns that stand apart by two spaces or a tab.
    private func readLines(_ text: [UInt8]) {
        var cells: [Range<Int>] = []
        var start = 0
        while start <= text.count {
            let end = Bytes.first(0x0a, in: text, start..<text.count) ?? text.count
            defer { start = end + 1 }
            guard end - start < 2000 else { continue }
            if readDelimited(text, start..<end, &cells) { continue }
            let isWide = LineCells.cut(text, start..<end, into: &cells)
            for cell in cells { tables.fields.read(text[cell]) }
            if cells.count >= 3 || (cells.count == 2 && isWide), cells.count <= 64 {
                layoutRow(cells.map { Array(text[$0]) })
            } else if !cells.isEmpty {
                outside += end - start
                layoutPause += 1
                if layoutPause == 3 { endLayout() }
            }
        }
    }

    private func layoutRow(_ cells: [[UInt8]]) {
        layout.row(cells) { self.place("a table") }
        lists.row(cells)
        layoutPause = 0
    }

    private func endLayout() {
        layout.endTable()
        lists.endTable()
    }

    /// A list within a text whose cells stand between commas or semicolons begins with its headers; its rows are as wide as they.
    private func readDelimited(_ text: [UInt8], _ line: Range<Int>, _ cells: inout [Range<Int>]) -> Bool {
        if let (separator, width) = delimited {
            LineCells.cut(text, line, at: separator, into: &cells)
            if cells.count == width {
                layoutRow(cells.map { Array(text[$0]) })
                return true
            }
            delimited = nil
            endLayout()
        }
        guard line.count < 400 else { return false }
        for separator in [UInt8(ascii: ","), UInt8(ascii: ";")] {
            LineCells.cut(text, line, at: separator, into: &cells)
            guard (3...64).contains(cells.count), cells.allSatisfy({ $0.count <= 40 }) else { continue }
            let row = cells.map { Array(text[$0]) }
            guard layout.isHeader(row) else { continue }
            endLayout()
            delimited = (separator, row.count)
            layoutRow(row)
            return true
        }
        return false
    }

    /// Looks for patterns and counts what they find.
    @discardableResult
    private func search(_ text: [UInt8], isTable: Bool, lines: Bool) -> [PatternDatabase.Match] {
        let matches = set.patterns.matches(in: text.span, scratch)
        let allowed = set.hasAllowances ? matches.filter { set.searches[set.owner[$0.pattern]].isAllowance }.map(\.range) : []
        for match in matches {
            let number = set.owner[match.pattern]
            let rule = set.searches[number]
            guard rule.counts else { continue }
            if allowed.contains(where: { $0.lowerBound <= match.range.lowerBound && match.range.upperBound <= $0.upperBound }) { continue }
            let isValid = rule.validator?.accepts(Array(text[match.range])) ?? true
            let isNamed = isValid && rule.hasKeywords && tallies[number].named < 4 && hasKeyword(number, before: match.range.lowerBound, text)
            tallies[number].count(WordCutter.hash(text[match.range]), isValid: isValid, isNamed: isNamed) {
                self.keep(set.rules[number].id, text, match.range.lowerBound)
                if !lines { return self.place("a property") }
                if isTable { return self.place("a table") }
                return self.place("line \(line + Bytes.count(0x0a, in: text, 0..<match.range.lowerBound))")
            }
        }
        if lines { line += Bytes.count(0x0a, in: text, text.indices) }
        return matches
    }

    private var cutter = WordCutter()

    /// Whether one of a rule's keywords stands within the sixty bytes before a match.
    private func hasKeyword(_ rule: Int, before place: Int, _ text: [UInt8]) -> Bool {
        var words: [Word] = []
        cutter.cut(text, max(0, place - 60)..<place, into: &words)
        return set.keywords[rule].contains { keyword in
            words.indices.contains { start in
                start + keyword.count <= words.count
                    && keyword.indices.allSatisfy { words[start + $0].stem == keyword[$0] || words[start + $0].exact == keyword[$0] }
            }
        }
    }

    private func keep(_ rule: String, _ text: [UInt8], _ offset: Int) {
        guard keepsEvidence, evidence.count < 64 else { return }
        var start = min(max(0, offset), text.count)
        while start > 0, start > offset - 40, text[start - 1] != 0x0a { start -= 1 }
        while start < text.count, text[start] & 0xc0 == 0x80 { start += 1 }
        evidence.append((rule, Array(text[start..<min(text.count, start + 160)].prefix { $0 != 0x0a })))
    }

    /// What the features say of all that came.
    private func judged() -> Judgement {
        endTables()
        layout.endTable()
        return Judgement(set, tallies, prose, tables, layout)
    }

    /// And of a passage of it, as if that were a document of its own; of letters that are no language, that they are not worth reading.
    func features(ofPassage text: [UInt8]) -> Double {
        let passage = Examination(set)
        passage.take(text)
        return passage.prose.wording.isLanguage ? passage.judged().trained : -.infinity
    }

    /// That of each window that the network could be asked about.
    var passages: [Double] {
        guard let network = Network.shared else { return [] }
        return PieceWindows.windows(of: opening.bytes, network.file.vocabulary).windows.map { features(ofPassage: $0.text) }
    }

    /// The end of the document.
    public func finish() -> Assessment {
        let whole = judged()
        // A document that is all list has been judged as one.
        if outside > 200, let list = lists.judgement(set), list.score > max(whole.score, 0) {
            return list.assessment(evidence, features: whole.features)
        }
        var judgement = whole
        let joining = set.weights.joining
        if isProse, joining.asks(at: whole.trained), max(whole.score, whole.certain) < NetworkJoining.decided {
            let answer = Network.shared?.score(
                of: opening.bytes, { joining.reading(features: whole.trained, score: whole.score, windows: $0) }, features: features(ofPassage:))
            if let answer { judgement.join(answer, joining, isOfAll: opening.isWhole) }
        }
        return judgement.assessment(evidence, features: whole.features)
    }
}
