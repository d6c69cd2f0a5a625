import Testing

@testable import CryptoCore

/// The two header copies of a small vault, and its content key.
final class SampleVault: Sendable {
    let contentKey: ContentKey
    let header: Header
    let first: [UInt8]
    let last: [UInt8]

    convenience init(_ kinds: Slot.Kind..., label: String = "SAMPLE", requiresTwoFactors: Bool = false) throws {
        try self.init(label: label, requiresTwoFactors: requiresTwoFactors) { contentKey, vaultID in
            try kinds.map { try SampleKeys.slot($0, for: contentKey, vaultID: vaultID) }
        }
    }

    init(label: String = "SAMPLE", requiresTwoFactors: Bool = false, slots: (borrowing ContentKey, [UInt8]) throws -> [Slot]) throws {
        let contentKey = try ContentKey.generate()
        let vaultID = try randomBytes(16)
        let fixed = try #require(
            FixedPart(requiresTwoFactors: requiresTwoFactors, vaultID: vaultID, created: 1_800_000_000, label: label))
        let prefix = try contentKey.payloadKeys(for: fixed, salt: randomBytes(Cobblestone.saltSize)).prefix
        header = try Header(notice: "Sample.\n", fixed: fixed, payloadPrefix: prefix, slots: slots(contentKey, vaultID))
        first = try header.serialized(copy: 0, contentKey: contentKey)
        last = try header.serialized(copy: 1, contentKey: contentKey)
        self.contentKey = contentKey
    }

    /// One with a slot of each kind: passphrase, passphrase and key file, recovery.
    static func ofAllKinds() throws -> SampleVault {
        try SampleVault(.passphrase, .passphraseAndKeyFile, .recovery)
    }

    /// Where slot `i` begins in a copy.
    static func slot(_ i: Int) -> Int { Header.slotsOffset + i * Slot.size }

    /// Both copies with the same edit, as a stranger can make it: the checksums are right, the MACs are those of before.
    func forged(_ edit: (inout [UInt8]) -> Void) throws -> HeaderCopies {
        try HeaderCopies(first: first.forged(edit), last: last.forged(edit))
    }

    /// Both copies with the same edit, as somebody who has the content key can make it.
    func signed(_ edit: (inout [UInt8]) -> Void) throws -> HeaderCopies {
        try HeaderCopies(first: first.signed(contentKey, edit), last: last.signed(contentKey, edit))
    }
}

struct HeaderCopies {
    var first: [UInt8]
    var last: [UInt8]

    func parsed() throws(CryptoError) -> HeaderPair { try HeaderPair(first: first, last: last) }

    /// Opens them; returns the number of the slot.
    @discardableResult
    func opened(_ credentials: Credentials) throws(CryptoError) -> Int { try credentials.open(parsed()).slot }
}

extension [UInt8] {
    /// A header copy with an edit and a checksum that is right again.
    func forged(_ edit: (inout [UInt8]) -> Void) throws -> [UInt8] {
        var copy = self
        edit(&copy)
        copy.put(try Digest.sha256.hash(copy.span.extracting(first: Header.checksumOffset)), at: Header.checksumOffset)
        return copy
    }

    /// A header copy with an edit, and a MAC and a checksum that are right again.
    func signed(_ contentKey: borrowing ContentKey, _ edit: (inout [UInt8]) -> Void) throws -> [UInt8] {
        var copy = self
        edit(&copy)
        let mac = try contentKey.headerMAC(of: Array(copy[..<Header.macOffset]))
        return try copy.forged { $0.put(mac, at: Header.macOffset) }
    }
}

/// Checks that copies are refused, and that nobody was made to derive a key for them.
func expectRefusal(_ error: CryptoError, _ copies: HeaderCopies, _ comment: Comment? = nil, sourceLocation: SourceLocation = #_sourceLocation) throws
{
    let credentials = try SampleKeys.everything()
    #expect(throws: error, comment, sourceLocation: sourceLocation) { try copies.opened(credentials) }
    #expect(credentials.derivationCount == 0, comment, sourceLocation: sourceLocation)
}
