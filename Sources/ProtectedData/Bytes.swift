internal import Glibc

/// Searches of bytes that are done on everything.
enum Bytes {
    /// How many bytes of `range` are `byte`.
    static func count(_ byte: UInt8, in text: [UInt8], _ range: Range<Int>) -> Int {
        precondition(range.lowerBound >= 0 && range.upperBound <= text.count)
        return unsafe text.withUnsafeBytes { text in
            let ones: UInt64 = 0x0101_0101_0101_0101
            let low = ones &* 0x7f
            let wanted = ones &* UInt64(byte)
            var count = 0
            var position = range.lowerBound
            while position + 8 <= range.upperBound {
                // Eight bytes at a time, so often that the sum of their eight counts fits into a byte.
                let end = min(position + 8 * 31, range.upperBound)
                var counts: UInt64 = 0
                while position + 8 <= end {
                    let other = unsafe text.loadUnaligned(fromByteOffset: position, as: UInt64.self) ^ wanted
                    // The highest bit of each byte is set unless the byte is zero.
                    let isOther = ((other & low) &+ low) | other
                    counts &+= (~isOther >> 7) & ones
                    position += 8
                }
                count += Int((counts &* ones) >> 56)
            }
            while position < range.upperBound {
                count += unsafe text[position] == byte ? 1 : 0
                position += 1
            }
            return count
        }
    }

    /// Where the first `byte` of `range` is; nil if there is none.
    static func first(_ byte: UInt8, in text: [UInt8], _ range: Range<Int>) -> Int? {
        precondition(range.lowerBound >= 0 && range.upperBound <= text.count)
        return unsafe text.withUnsafeBytes { text in
            guard let start = text.baseAddress, let found = unsafe memchr(start + range.lowerBound, Int32(byte), range.count) else { return nil }
            return unsafe UnsafeRawPointer(found) - start
        }
    }
}

/// The parts of a line that stand apart as cells do: by a tab, a bar, or two spaces.
enum LineCells {
    /// Those between signs of one kind.
    static func cut(_ text: [UInt8], _ line: Range<Int>, at separator: UInt8, into cells: inout [Range<Int>]) {
        cells.removeAll(keepingCapacity: true)
        var start = line.lowerBound
        while let end = Bytes.first(separator, in: text, start..<line.upperBound) {
            cells.append(start..<end)
            start = end + 1
        }
        cells.append(start..<line.upperBound)
    }

    /// - Returns: whether, apart from their number, they look like cells: one stands three places or more from the one before, or there is a tab or bar.
    static func cut(_ text: [UInt8], _ line: Range<Int>, into cells: inout [Range<Int>]) -> Bool {
        precondition(line.lowerBound >= 0 && line.upperBound <= text.count)
        cells.removeAll(keepingCapacity: true)
        return unsafe text.withUnsafeBufferPointer { text in
            var start = line.lowerBound
            var i = line.lowerBound
            var isWide = false
            while i < line.upperBound {
                let byte = unsafe text[i]
                // Most bytes are above all of these but the bar.
                guard byte <= 0x20 || byte == 0x7c,
                    unsafe byte == 0x09 || byte == 0x7c || (byte == 0x20 && i + 1 < line.upperBound && text[i + 1] == 0x20)
                else {
                    i += 1
                    continue
                }
                if i > start { cells.append(start..<i) }
                let gap = i
                while i < line.upperBound, unsafe text[i] == 0x20 || text[i] == 0x09 || text[i] == 0x7c {
                    if unsafe text[i] != 0x20 { isWide = true }
                    i += 1
                }
                if gap > line.lowerBound, i - gap > 2 { isWide = true }
                start = i
            }
            if start < line.upperBound { cells.append(start..<line.upperBound) }
            return isWide
        }
    }
}
