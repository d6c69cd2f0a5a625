import CryptoCore

/// Where everything stands in the inner form, `tar || index || zeros || footer`: known from the index alone, on both sides.
struct InnerLayout: Sendable {
    static let footerSize = 32
    static let footerMagic = Array("TKBXEND0".utf8)
    static let endOfTarSize = 1024
    /// Below this, the length is padded.
    static let paddedBelow: UInt64 = 16_777_216

    let members: [Member]
    /// Offset of each member's header.
    let starts: [UInt64]
    let tarLength: UInt64
    let index: [UInt8]
    let footer: [UInt8]
    /// Of the whole inner form.
    let length: UInt64

    init(_ members: [Member], index: [UInt8]) throws(CryptoError) {
        var starts: [UInt64] = []
        starts.reserveCapacity(members.count)
        var position: UInt64 = 0
        for member in members {
            starts.append(position)
            let header = UInt64(TarHeader.size(for: member))
            let tail = UInt64(TarHeader.paddingSize(after: member.size) + Self.endOfTarSize)
            // Sizes are somebody's claims. Under 2^60 nothing below can overflow.
            guard member.size < 1 << 60, position < 1 << 60 else { throw .damaged(.index) }
            position += header + member.size + tail - UInt64(Self.endOfTarSize)
        }
        guard position < 1 << 60, UInt64(index.count) <= IndexCoding.maximumSize else { throw .damaged(.index) }
        self.members = members
        self.starts = starts
        self.index = index
        tarLength = position + UInt64(Self.endOfTarSize)
        footer = Self.footer(tarLength: tarLength, indexLength: UInt64(index.count), count: UInt64(members.count))
        length = Self.paddedLength(tarLength + UInt64(index.count) + UInt64(Self.footerSize))
    }

    static func footer(tarLength: UInt64, indexLength: UInt64, count: UInt64) -> [UInt8] {
        var bytes = footerMagic
        for value in [tarLength, indexLength, count] { IndexCoding.append(value, to: &bytes) }
        return bytes
    }

    /// What a footer says, as far as it fits an inner form of `innerLength` bytes.
    struct Bounds {
        let index: Range<UInt64>
        let count: UInt64

        /// Nil if no footer or beyond the limits.
        init?(footer: [UInt8], innerLength: UInt64) {
            guard footer.count == footerSize, footer.starts(with: footerMagic) else { return nil }
            let fields = (0..<3).map { i in footer[(8 + 8 * i)..<(16 + 8 * i)].reduce(UInt64(0)) { $0 << 8 | UInt64($1) } }
            let (tarLength, indexLength) = (fields[0], fields[1])
            guard tarLength <= innerLength, indexLength <= IndexCoding.maximumSize, indexLength <= innerLength - tarLength else { return nil }
            index = tarLength..<tarLength + indexLength
            count = fields[2]
        }
    }

    /// Padmé below 16 MiB: at most 12% more, and the length says little.
    static func paddedLength(_ length: UInt64) -> UInt64 {
        guard length < paddedBelow, length >= 2 else { return length }
        let exponent = UInt64(63 - length.leadingZeroBitCount)
        let bits = UInt64(64 - exponent.leadingZeroBitCount)
        let mask = (UInt64(1) << (exponent - min(bits, exponent))) - 1
        return (length + mask) & ~mask
    }

    /// What a stretch of the inner form is.
    enum Piece: Equatable {
        /// From `offset` of the header blocks of member `member`.
        case header(member: Int, offset: Int)
        case content(member: Int, offset: UInt64)
        case zeros
        case index(offset: Int)
        case footer(offset: Int)
    }

    /// Calls `body` with each piece of `range`, in order, and with its place within `range`.
    func forEachPiece(in range: Range<UInt64>, _ body: (Piece, Range<Int>) throws -> Void) rethrows {
        var position = range.lowerBound
        var member = self.member(at: position)
        while position < range.upperBound {
            let (piece, end) = self.piece(at: position, member: &member)
            let stop = min(end, range.upperBound)
            try body(piece, Int(position - range.lowerBound)..<Int(stop - range.lowerBound))
            position = stop
        }
    }

    /// The last member that starts at or before `position`.
    private func member(at position: UInt64) -> Int {
        var (low, high) = (0, starts.count)
        while low < high {
            let middle = (low + high) / 2
            if starts[middle] <= position { low = middle + 1 } else { high = middle }
        }
        return low - 1
    }

    private func piece(at position: UInt64, member: inout Int) -> (Piece, end: UInt64) {
        let endOfMembers = tarLength - UInt64(Self.endOfTarSize)
        if position < endOfMembers {
            while member + 1 < starts.count, starts[member + 1] <= position { member += 1 }
            let content = starts[member] + UInt64(TarHeader.size(for: members[member]))
            let endOfContent = content + members[member].size
            if position < content { return (.header(member: member, offset: Int(position - starts[member])), content) }
            if position < endOfContent { return (.content(member: member, offset: position - content), endOfContent) }
            return (.zeros, member + 1 < starts.count ? starts[member + 1] : endOfMembers)
        }
        let endOfIndex = tarLength + UInt64(index.count)
        let startOfFooter = length - UInt64(Self.footerSize)
        if position < tarLength { return (.zeros, tarLength) }
        if position < endOfIndex { return (.index(offset: Int(position - tarLength)), endOfIndex) }
        if position < startOfFooter { return (.zeros, startOfFooter) }
        return (.footer(offset: Int(position - startOfFooter)), length)
    }
}
