/// The two header copies of a file, and the one that a reader goes by (Docs/FORMAT.md, section 3).
public struct HeaderPair: Sendable {
    /// What to tell about the copy that was not chosen.
    public enum Condition: Equatable, Sendable {
        case bothGood
        /// The copy at the start is damaged.
        case firstDamaged
        /// The copy at the end is damaged.
        case lastDamaged
        /// Both are good, one is older: an update was interrupted.
        case differentSequence
    }

    public let header: Header
    public let condition: Condition
    /// 0 if the header is the copy at the start, 1 if the one at the end.
    public let chosenCopy: Int
    /// The copies as read; nil where damaged.
    private let copies: [[UInt8]?]

    /// Chooses and checks.
    /// - Parameter first: the first 4,096 bytes of the file; fewer if it is shorter.
    /// - Parameter last: the last 4,096 bytes; fewer if it is shorter.
    public init(first: [UInt8], last: [UInt8]) throws(CryptoError) {
        let a = try Self.isGood(first, copy: 0) ? first : nil
        let b = try Self.isGood(last, copy: 1) ? last : nil
        guard a != nil || b != nil else {
            throw Self.hasMagic(first) || Self.hasMagic(last) ? .damaged(.noGoodHeaderCopy) : .notAVault
        }
        let good = [a, b].compactMap(\.self)
        guard good.allSatisfy({ Array($0[1024..<1032]) == FixedPart.magic }) else { throw .damaged(.wrongMagic) }
        guard good.allSatisfy({ $0.u16(at: 1032) == FixedPart.version && $0.u16(at: 1034) & ~FixedPart.twoFactorFlag == 0 }) else { throw .tooNew }
        copies = [a, b]
        if let a, let b {
            guard a[1024..<1592] == b[1024..<1592] else { throw .damaged(.copiesDisagree) }
            let (ours, theirs) = (a.u64(at: 1592), b.u64(at: 1592))
            if ours == theirs {
                guard a[..<1600] == b[..<1600], a[1601..<Header.macOffset] == b[1601..<Header.macOffset]
                else { throw .damaged(.copiesDisagree) }
            }
            condition = ours == theirs ? .bothGood : .differentSequence
            chosenCopy = theirs > ours ? 1 : 0
        } else {
            condition = a == nil ? .firstDamaged : .lastDamaged
            chosenCopy = a == nil ? 1 : 0
        }
        guard let chosen = copies[chosenCopy] else { throw .damaged(.noGoodHeaderCopy) }
        header = try Header(parsing: chosen)
    }

    /// Whether the MAC of the chosen copy is right.
    func isAuthentic(under key: borrowing ContentKey) throws(CryptoError) -> Bool {
        try isAuthentic(copy: chosenCopy, under: key)
    }

    /// Whether both copies are good, alike and authentic: what a verification asks.
    public func isWhole(under key: borrowing ContentKey) throws(CryptoError) -> Bool {
        guard condition == .bothGood, try isAuthentic(copy: 0, under: key) else { return false }
        return try isAuthentic(copy: 1, under: key)
    }

    private func isAuthentic(copy: Int, under key: borrowing ContentKey) throws(CryptoError) -> Bool {
        guard let bytes = copies[copy] else { return false }
        let mac = try key.headerMAC(of: Array(bytes[..<Header.macOffset]))
        return constantTimeEqual(mac.span, Array(bytes[Header.macOffset..<Header.checksumOffset]).span)
    }

    private static func isGood(_ bytes: [UInt8], copy: UInt8) throws(CryptoError) -> Bool {
        guard bytes.count == Header.copySize, bytes[1600] == copy else { return false }
        let checksum = try Digest.sha256.hash(bytes.span.extracting(first: Header.checksumOffset))
        return checksum == Array(bytes[Header.checksumOffset...])
    }

    private static func hasMagic(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: Header.finderMagic.utf8) || (bytes.count >= 1032 && Array(bytes[1024..<1032]) == FixedPart.magic)
    }
}
