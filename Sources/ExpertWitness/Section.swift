internal import DocumentText

/// One section's descriptor: kind, place of the next, size, checksum.
struct Section {
    static let size = 76
    let kind: String
    /// Of its contents, and behind them.
    let start: UInt64
    let end: UInt64
    let next: UInt64
    let isLast: Bool

    init(_ bytes: [UInt8], at place: UInt64, in total: UInt64) throws {
        guard bytes.count == Self.size, Zlib.checksum(bytes[..<72]) == UInt32(Numbers.little(bytes, 72, 4)) else {
            throw ExpertWitnessImage.Failure.damaged
        }
        kind = String(decoding: bytes[..<16].prefix { $0 != 0 }, as: UTF8.self)
        next = Numbers.little(bytes, 16, 8)
        let length = Numbers.little(bytes, 24, 8)
        // The last one of a segment leads to itself.
        isLast = kind == "next" || kind == "done"
        start = place + UInt64(Self.size)
        let (end, overflow) = place.addingReportingOverflow(length)
        guard isLast || (next >= start && next <= total && !overflow && end >= start && end <= next) else { throw ExpertWitnessImage.Failure.damaged }
        self.end = isLast ? start : end
    }
}
