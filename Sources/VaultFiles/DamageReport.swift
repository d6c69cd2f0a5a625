/// Where a vault's contents are damaged, and what that concerns.
public struct DamageReport: Equatable, Sendable {
    /// Numbers of chunks, in order and apart.
    public let chunks: [Range<UInt64>]
    /// Paths of the members that have content in those chunks; nil without a key, or if the list of contents is damaged itself.
    public let members: [[UInt8]]?

    init(chunks numbers: some Sequence<UInt64>, members: [[UInt8]]?) {
        var ranges: [Range<UInt64>] = []
        for number in numbers.sorted() {
            if let last = ranges.last, last.upperBound == number {
                ranges[ranges.count - 1] = last.lowerBound..<number + 1
            } else {
                ranges.append(number..<number + 1)
            }
        }
        chunks = ranges
        self.members = members
    }

    public var chunkCount: UInt64 { chunks.reduce(0) { $0 + UInt64($1.count) } }
}
