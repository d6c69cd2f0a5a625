public import MediaRead

/// Finds documents without names, and stretches that look random, in free space.
public final class Carver {
    private let area: SearchArea
    private let report: (MediaReport) throws -> Void
    private var position: UInt64 = 0
    /// Text that goes on so far.
    private var text: (form: SectorKind.TextForm, start: UInt64, end: UInt64)?
    private var random: (start: UInt64, end: UInt64)?
    private var found = 0
    private var budget: UInt64
    private var isBlank = true

    private static let limit = 100_000
    private static let shortestText: UInt64 = 48
    private static let longestText: UInt64 = 32 << 20

    /// - Parameters:
    ///   - area: stretches of the medium; a document may lie in several that follow each other.
    ///   - read: bytes of the medium, fewer only at its end.
    ///   - hole: how many from a place on are known to be zeros without being read.
    public init(
        _ area: [Extent], read: @escaping (_ count: Int, _ offset: UInt64) -> [UInt8], hole: @escaping (_ offset: UInt64) -> UInt64 = { _ in 0 },
        report: @escaping (MediaReport) throws -> Void
    ) {
        self.area = SearchArea(area, read: read, hole: hole)
        self.report = report
        let (twice, overflow) = self.area.count.multipliedReportingOverflow(by: 2)
        budget = overflow ? .max : twice.addingReportingOverflow(256 << 20).partialValue
    }

    /// - Returns: `limit` if there was more than anybody has.
    public func run() throws -> MediaShortfall? {
        while position < area.count, found < Self.limit {
            let zeros = area.zeros(at: position)
            if zeros >= UInt64(SearchArea.windowSize) {
                try endRun()
                try endRandom()
                position += zeros
                try report(.working)
                continue
            }
            let block = area.bytes(SearchArea.windowSize, at: position)
            guard !block.isEmpty else { break }
            let blockStart = position
            let blockEnd = position + UInt64(block.count)
            if SectorKind.isZero(block.span) {
                try endRun()
                try endRandom()
                position = blockEnd
            } else {
                isBlank = false
                try look(block, blockStart, blockEnd)
            }
            try report(.working)
        }
        try endRun()
        try endRandom()
        if isBlank, area.count > 0, position >= area.count { try report(.blank) }
        return found < Self.limit ? nil : .limit
    }

    private func look(_ block: [UInt8], _ blockStart: UInt64, _ blockEnd: UInt64) throws {
        var known = false
        while position < blockEnd {
            let count = min(area.sectorRest(at: position), Int(blockEnd - position))
            guard count > 0 else {
                position = blockEnd
                return
            }
            let start = Int(position - blockStart)
            let (mark, kind) = Self.look(at: block.span.extracting(start..<start + count), continues: text?.end == position)
            let place = position
            position += UInt64(count)
            if let mark {
                known = true
                try endRun()
                try take(mark, at: place)
                continue
            }
            switch kind {
            case .text(let form, let length, let endsHere):
                known = true
                if let text, text.form != form || text.end != place || place - text.start > Self.longestText { try endRun() }
                text = (form, text?.start ?? place, place + UInt64(length))
                if endsHere { try endRun() }
            case .zeros:
                known = true
                try endRun()
            case .other: try endRun()
            }
        }
        if !known, block.count == Randomness.blockSize, Randomness.isLikely(block.span) {
            random = (random?.start ?? blockStart, blockEnd)
        } else {
            try endRandom()
        }
    }

    private static func look(at sector: Span<UInt8>, continues: Bool) -> (DocumentMark?, SectorKind) {
        (DocumentMark(sector), SectorKind(sector, continues: continues))
    }

    private func take(_ mark: DocumentMark, at place: UInt64) throws {
        var end = DocumentEnd(area: area, start: place, budget: budget)
        let length = end.length(of: mark)
        budget = end.budget
        // It may have been looked for far away.
        try report(.working)
        guard let length else { return }
        try tell(place..<place + length.bytes)
        // What is in it is found in it.
        if length.isSure { position = max(position, place + length.bytes) }
    }

    private func endRun() throws {
        guard let text else { return }
        self.text = nil
        if text.end - text.start >= Self.shortestText { try tell(text.start..<text.end) }
    }

    private func tell(_ range: Range<UInt64>) throws {
        found += 1
        if found <= Self.limit { try report(.found(area.places(range))) }
    }

    private func endRandom() throws {
        guard let random else { return }
        self.random = nil
        for place in area.places(random.start..<random.end) { try report(.random(place)) }
    }
}
