internal import CryptoCore
internal import SystemFiles

/// Where the next entry goes and what seals it: 8,192 bytes (Docs/TRAIL.md, section 5).
struct TrailState {
    static let slotSize = 4096
    private static let magic = Array("TKBXTRL1".utf8)

    var generation: UInt64
    /// Bytes of the newest segment that the entries take.
    var segmentLength: UInt64
    /// `YYYY-MM`.
    var segment: String
    /// Its number is the number of entries.
    let key: SealingKey
    var last: Hash256
    /// Zero: none.
    var policy: Hash256
    var tree: MerkleTree

    init(begin key: SealingKey, month: String) {
        (generation, segmentLength, segment, self.key) = (0, 0, month, key)
        (last, policy, tree) = (.zero, .zero, MerkleTree())
    }

    var count: UInt64 { tree.count }

    /// The newer of two slots; nil if neither is valid.
    /// - Parameter file: the whole file, wiped by the caller.
    init?(_ file: borrowing SecretBytes) throws(CryptoError) {
        guard file.count == 2 * Self.slotSize else { return nil }
        let first = try file.withSpan { (span) throws(CryptoError) in try Self.generation(span, 0) }
        let second = try file.withSpan { (span) throws(CryptoError) in try Self.generation(span, Self.slotSize) }
        guard first != nil || second != nil else { return nil }
        let newest = max(first ?? 0, second ?? 0)
        let start = first == newest ? 0 : Self.slotSize
        let fields = file.withSpan { $0.bytes(start + 24..<start + 40) + $0.bytes(start + 72..<start + Self.slotSize) }
        let count = Self.number(file.withSpan { $0.bytes(start + 16..<start + 24) }, at: 0)
        // Offsets in `fields`: 0 length, 8 segment, 16 last, 48 policy, 80 number of subtrees, 88 subtrees.
        let subtrees = Self.number(fields, at: 80)
        guard subtrees <= UInt64(MerkleTree.maximumSubtrees), let segment = SegmentName(Array(fields[8..<15])), fields[15] == 0,
            let last = Hash256(fields[16..<48]), let policy = Hash256(fields[48..<80])
        else { return nil }
        let hashes = (0..<Int(subtrees)).compactMap { Hash256(fields[88 + 32 * $0..<120 + 32 * $0]) }
        guard let tree = MerkleTree(count: count, subtrees: hashes) else { return nil }
        let bytes = try SecretBytes(count: Hash256.size)
        file.withSpan { span in bytes.withMutableSpan { for i in 0..<Hash256.size { $0[i] = span[start + 40 + i] } } }
        key = try SealingKey(bytes, number: count)
        (generation, segmentLength, self.segment) = (newest, Self.number(fields, at: 0), segment.text)
        (self.last, self.policy, self.tree) = (last, policy, tree)
    }

    /// Nil if the slot is not valid.
    private static func generation(_ span: Span<UInt8>, _ at: Int) throws(CryptoError) -> UInt64? {
        let hash = try Digest.sha256.hash(span.extracting(at..<at + 4064))
        guard span.bytes(at..<at + 8) == magic, span.bytes(at + 4064..<at + 4096) == hash else { return nil }
        return span.bytes(at + 8..<at + 16).reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// The slot's bytes.
    func slot() throws(CryptoError) -> SecretBytes {
        var head = Self.magic
        for number in [generation, count, segmentLength] { head += Self.bigEndian(number) }
        head += Array(segment.utf8) + [0]
        let tail = last.bytes + policy.bytes + Self.bigEndian(UInt64(tree.subtrees.count)) + tree.subtrees.flatMap(\.bytes)
        let slot = try SecretBytes(count: Self.slotSize)
        try key.withBytes { key in
            slot.withMutableSpan { out in
                for i in head.indices { out[i] = head[i] }
                for i in key.indices { out[40 + i] = key[i] }
                for i in tail.indices { out[72 + i] = tail[i] }
            }
        }
        let hash = try slot.withSpan { (span) throws(CryptoError) in try Digest.sha256.hash(span.extracting(first: 4064)) }
        slot.withMutableSpan { for i in hash.indices { $0[4064 + i] = hash[i] } }
        return slot
    }

    private static func number(_ bytes: [UInt8], at offset: Int) -> UInt64 { bytes[offset..<offset + 8].reduce(0) { $0 << 8 | UInt64($1) } }

    private static func bigEndian(_ number: UInt64) -> [UInt8] { (0..<8).map { UInt8(truncatingIfNeeded: number >> UInt64(56 - 8 * $0)) } }

    /// Makes this the state, and wipes the one before.
    mutating func save(to file: borrowing Descriptor) throws {
        generation += 1
        let place = generation % 2 == 0 ? 0 : UInt64(Self.slotSize)
        let bytes = try slot()
        let target = file.lent()
        try bytes.withSpan { (span: Span<UInt8>) throws in try target.write(span, at: place) }
        try file.write([UInt8](repeating: 0, count: Self.slotSize), at: UInt64(Self.slotSize) - place)
    }

    static func load(_ file: borrowing Descriptor) throws -> TrailState? {
        let bytes = try SecretBytes(count: 2 * slotSize)
        let source = file.lent()
        var got = 0
        try bytes.withMutableSpan { (span: inout MutableSpan<UInt8>) throws in got = try source.read(into: &span, at: 0) }
        return got == 2 * slotSize ? try TrailState(bytes) : nil
    }
}

/// `2026-11`.
struct SegmentName: Equatable {
    let text: String

    /// Nil unless it is a month.
    init?(_ bytes: [UInt8]) {
        guard bytes.count == 7, let text = String(validating: bytes, as: UTF8.self), UTCTime(text) != nil else { return nil }
        self.text = text
    }

    /// Of a file's name with this ending.
    init?(file: [UInt8], ending: String) {
        guard file.count == 7 + ending.utf8.count, file.suffix(ending.utf8.count).elementsEqual(ending.utf8) else { return nil }
        self.init(Array(file.prefix(7)))
    }
}
