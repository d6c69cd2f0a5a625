/// A vault's header as it stands in the file: *claimed*, until `Credentials.open` has checked its MAC.
public struct Header: Equatable, Sendable {
    /// Bytes of one copy.
    public static let copySize = 4096
    static let finderTextSize = 1024
    static let slotsOffset = 1664
    static let macOffset = 4000
    static let checksumOffset = 4064
    /// What every vault begins with, of whatever version.
    public static let finderMagic = "TUCKBOX VAULT "

    /// Printable ASCII and LF, as the finder of a stick sees it, without the padding.
    public let finderText: String
    public let fixed: FixedPart
    /// The payload's salt and commitment, 56 bytes.
    public let payloadPrefix: [UInt8]
    public let sequence: UInt64
    /// 1 to 8.
    public let slots: [Slot]

    /// The header of a new vault.
    /// - Parameter notice: what the finder of the file reads below the first line; printable ASCII and LF, at most 1,000 bytes.
    public init(notice: String, fixed: FixedPart, payloadPrefix: [UInt8], slots: [Slot]) throws(CryptoError) {
        try self.init(
            finderText: "\(Self.finderMagic)\(FixedPart.version)\n\(notice)", fixed: fixed, payloadPrefix: payloadPrefix, sequence: 1, slots: slots)
    }

    /// The next header of the same vault with other slots.
    public func replacingSlots(_ slots: [Slot]) throws(CryptoError) -> Header {
        guard sequence < .max else { throw .cannotBeRenumbered }
        return try Header(finderText: finderText, fixed: fixed, payloadPrefix: payloadPrefix, sequence: sequence + 1, slots: slots)
    }

    /// The first header of the same vault with a new payload, under a new content key.
    /// - Parameter payloadPrefix: the new payload's salt and commitment.
    public func renewed(payloadPrefix: [UInt8], slots: [Slot]) throws(CryptoError) -> Header {
        try Header(finderText: finderText, fixed: fixed, payloadPrefix: payloadPrefix, sequence: 1, slots: slots)
    }

    private init(finderText: String, fixed: FixedPart, payloadPrefix: [UInt8], sequence: UInt64, slots: [Slot]) throws(CryptoError) {
        guard Self.isFinderText(Array(finderText.utf8)), finderText.utf8.count <= Self.finderTextSize else { throw .damaged(.finderText) }
        guard payloadPrefix.count == Cobblestone.prefixSize else { throw .damaged(.payloadPrefix) }
        (self.finderText, self.fixed, self.payloadPrefix, self.sequence, self.slots) = (finderText, fixed, payloadPrefix, sequence, slots)
        try checkSlots()
    }

    /// One copy, 4,096 bytes with MAC and checksum.
    /// - Parameter copy: 0 for the one at the start, 1 for the one at the end.
    public func serialized(copy: UInt8, contentKey: borrowing ContentKey) throws(CryptoError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: Self.copySize)
        let text = Array(finderText.utf8)
        bytes.put(text + [UInt8](repeating: 0x20, count: Self.finderTextSize - text.count), at: 0)
        bytes.put(fixed.bytes, at: Self.finderTextSize)
        bytes.put(payloadPrefix, at: 1536)
        bytes.put(sequence, at: 1592)
        bytes[1600] = copy
        bytes[1601] = UInt8(slots.count)
        for (i, slot) in slots.enumerated() { bytes.put(slot.bytes, at: Self.slotsOffset + i * Slot.size) }
        bytes.put(try contentKey.headerMAC(of: Array(bytes[..<Self.macOffset])), at: Self.macOffset)
        bytes.put(try Digest.sha256.hash(bytes.span.extracting(first: Self.checksumOffset)), at: Self.checksumOffset)
        return bytes
    }

    /// Parses a copy whose checksum, magic, version and flags are right.
    init(parsing bytes: [UInt8]) throws(CryptoError) {
        guard Self.isFinderText(Array(bytes[..<Self.finderTextSize])) else { throw .damaged(.finderText) }
        fixed = try FixedPart(parsing: Array(bytes[1024..<1536]))
        payloadPrefix = Array(bytes[1536..<1592])
        sequence = bytes.u64(at: 1592)
        let count = Int(bytes[1601])
        guard (1...Slot.maximumCount).contains(count) else { throw .damaged(.slotCount) }
        guard bytes.isZero(1602..<Self.slotsOffset), bytes.isZero(Self.slotsOffset + count * Slot.size..<Self.macOffset)
        else { throw .damaged(.reservedBytesNotZero) }
        var slots: [Slot] = []
        for i in 0..<count {
            let start = Self.slotsOffset + i * Slot.size
            slots.append(try Slot(parsing: Array(bytes[start..<start + Slot.size])))
        }
        self.slots = slots
        let text = bytes[..<Self.finderTextSize]
        let end = text.lastIndex { $0 != 0x20 }.map { $0 + 1 } ?? 0
        finderText = String(decoding: text[..<end], as: UTF8.self)
        try checkSlots()
    }

    private func checkSlots() throws(CryptoError) {
        guard (1...Slot.maximumCount).contains(slots.count) else { throw .damaged(.slotCount) }
        guard !fixed.requiresTwoFactors || !slots.contains(where: { $0.kind == .passphrase }) else { throw .damaged(.twoFactorRule) }
        var distinct: Set<Derivation> = []
        for slot in slots { if let rounds = slot.rounds { distinct.insert(Derivation(salt: slot.salt, rounds: rounds)) } }
        // At most eight numbers of 32 bits: their sum fits.
        guard distinct.reduce(UInt64(0), { $0 + UInt64($1.rounds) }) <= Slot.maximumRoundsSum else { throw .damaged(.roundsSum) }
    }

    private static func isFinderText(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: (finderMagic + "\(FixedPart.version)\n").utf8) && bytes.allSatisfy { isPrintable($0) || $0 == 0x0a }
    }
}

/// One PBKDF2 computation.
struct Derivation: Hashable {
    let salt: [UInt8]
    let rounds: UInt32
}
