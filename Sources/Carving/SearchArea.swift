import MediaRead

/// Stretches of a medium as one, and what was read of them last.
final class SearchArea {
    private let extents: [Extent]
    /// Where each begins within the area.
    private let starts: [UInt64]
    let count: UInt64
    private let read: (_ count: Int, _ offset: UInt64) -> [UInt8]
    private let hole: (_ offset: UInt64) -> UInt64
    private var window: [UInt8] = []
    private var windowStart: UInt64 = 0

    static let windowSize = 1 << 20

    init(_ extents: [Extent], read: @escaping (_ count: Int, _ offset: UInt64) -> [UInt8], hole: @escaping (_ offset: UInt64) -> UInt64) {
        self.extents = extents.filter { $0.offset != nil && $0.count > 0 }
        (self.read, self.hole) = (read, hole)
        var starts: [UInt64] = []
        var sum: UInt64 = 0
        for extent in self.extents {
            starts.append(sum)
            let (next, overflow) = sum.addingReportingOverflow(extent.count)
            sum = overflow ? .max : next
        }
        (self.starts, count) = (starts, sum)
    }

    /// The number of the stretch that holds `position`; nil behind the end.
    private func index(at position: UInt64) -> Int? {
        guard position < count else { return nil }
        var (low, high) = (0, starts.count)
        while low + 1 < high {
            let middle = (low + high) / 2
            if starts[middle] <= position { low = middle } else { high = middle }
        }
        return starts.isEmpty ? nil : low
    }

    /// Bytes from `position` to the end of its sector of 512 on the medium, or of its stretch.
    func sectorRest(at position: UInt64) -> Int {
        guard let index = index(at: position), let offset = extents[index].offset else { return 0 }
        let inside = position - starts[index]
        return Int(min(512 - (offset + inside) % 512, extents[index].count - inside))
    }

    /// Bytes from `position` on, within one stretch, that are known to be zeros without being read.
    func zeros(at position: UInt64) -> UInt64 {
        guard let index = index(at: position), let offset = extents[index].offset else { return 0 }
        let inside = position - starts[index]
        return min(hole(offset + inside), extents[index].count - inside)
    }

    /// Up to `count` bytes from `position`; fewer only at the end, or where the medium ends.
    func bytes(_ count: Int, at position: UInt64) -> [UInt8] {
        if position >= windowStart, position + UInt64(count) <= windowStart + UInt64(window.count) {
            let start = Int(position - windowStart)
            return Array(window[start..<start + count])
        }
        if count < Self.windowSize / 4 {
            window = fresh(Self.windowSize, at: position)
            windowStart = position
            return Array(window.prefix(count))
        }
        return fresh(count, at: position)
    }

    private func fresh(_ count: Int, at position: UInt64) -> [UInt8] {
        var result: [UInt8] = []
        var position = position
        while result.count < count, let index = index(at: position), let offset = extents[index].offset {
            let inside = position - starts[index]
            let wanted = Int(min(UInt64(count - result.count), extents[index].count - inside))
            let got = read(wanted, offset + inside)
            result += got
            if got.count < wanted { break }
            position += UInt64(got.count)
        }
        return result
    }

    /// Where a stretch of the area is on the medium.
    func places(_ range: Range<UInt64>) -> [Extent] {
        var result: [Extent] = []
        var position = range.lowerBound
        while position < min(range.upperBound, count), let index = index(at: position), let offset = extents[index].offset {
            let inside = position - starts[index]
            let length = min(range.upperBound - position, extents[index].count - inside)
            result.appendJoining(Extent(offset + inside, length))
            position += length
        }
        return result
    }
}
