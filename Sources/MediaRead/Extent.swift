/// Bytes of a medium, or zeros that stand for bytes that were never written.
public struct Extent: Equatable, Hashable, Sendable {
    /// From the beginning of the medium; nil: a hole.
    public var offset: UInt64?
    public var count: UInt64

    public init(_ offset: UInt64?, _ count: UInt64) { (self.offset, self.count) = (offset, count) }

    /// The first byte behind it, as far as numbers go; nil for a hole.
    public var end: UInt64? {
        offset.map {
            let (end, overflow) = $0.addingReportingOverflow(count)
            return overflow ? .max : end
        }
    }
}

extension [Extent] {
    /// Bytes in all, as far as numbers go.
    public var byteCount: UInt64 {
        reduce(0) { sum, extent in
            let (next, overflow) = sum.addingReportingOverflow(extent.count)
            return overflow ? .max : next
        }
    }

    /// Adds one; joins it with the last if they are neighbours.
    public mutating func appendJoining(_ extent: Extent) {
        guard extent.count > 0 else { return }
        if let last, last.end == extent.offset, last.count <= .max - extent.count {
            self[count - 1].count += extent.count
        } else {
            append(extent)
        }
    }

    /// The stretch `range` of what these are, one after the other.
    public func stretch(_ range: Range<UInt64>) -> [Extent] {
        var result: [Extent] = []
        var position: UInt64 = 0
        for extent in self {
            let (end, overflow) = position.addingReportingOverflow(extent.count)
            if overflow || position >= range.upperBound { break }
            let (from, to) = (Swift.max(position, range.lowerBound), Swift.min(end, range.upperBound))
            if from < to { result.appendJoining(Extent(extent.offset.map { $0 + (from - position) }, to - from)) }
            position = end
        }
        return result
    }
}
