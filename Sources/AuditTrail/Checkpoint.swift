public import CryptoCore
internal import SystemFiles

/// How long a trail was, and what was in it: C2SP tlog-checkpoint, signed. Kept elsewhere, it shows whether the trail was put back.
public struct Checkpoint: Equatable, Sendable {
    public let origin: String
    public let size: UInt64
    public let root: Hash256
    /// The signed note as it is.
    public let note: [UInt8]
    public static let maximumSize = SignedNote.maximumSize

    /// Nil if it is no checkpoint; whose it is and whether its signature is good is for `isSigned` to say.
    public init?(_ note: [UInt8]) {
        guard let signed = SignedNote(note) else { return nil }
        let lines = signed.text.split(separator: 0x0a, omittingEmptySubsequences: false)
        guard lines.count >= 4, let size = Self.number(lines[1]), let bytes = Base64.decode(lines[2]), let root = Hash256(bytes), !lines[0].isEmpty
        else { return nil }
        (origin, self.size, self.root, self.note) = (String(decoding: lines[0], as: UTF8.self), size, root, note)
    }

    public func isSigned(by key: NoteKey) -> Bool { SignedNote(note)?.isSigned(by: key) == true && origin == key.name }

    private static func number(_ text: some Collection<UInt8>) -> UInt64? {
        guard !text.isEmpty, text.count <= 19, text.allSatisfy({ (0x30...0x39).contains($0) }), text.count == 1 || text.first != 0x30 else {
            return nil
        }
        return text.reduce(0) { $0 * 10 + UInt64($1 - 0x30) }
    }
}

/// Signs a trail's checkpoints.
struct CheckpointSigner: ~Copyable {
    let key: NoteKey
    private let privateKey: SecretBytes

    /// Nil if the folder has no such key.
    init?(_ folder: borrowing Descriptor) throws {
        guard let file = try TrailFolder.secret(TrailFolder.signingKey, limit: Self.fileSize + 1, in: folder), file.count == Self.fileSize
        else { return nil }
        let privateKey = try file.prefix(Ed25519.keySize)
        let trail = file.withSpan { $0.bytes(Ed25519.keySize..<Self.fileSize) }
        key = NoteKey(name: "tuckbox/trail/" + Hexadecimal.text(trail), publicKey: try Ed25519.publicKey(of: privateKey))
        self.privateKey = privateKey
    }

    /// The private key, then the trail's identifier.
    private static let fileSize = 48

    /// What the file of a new trail holds.
    static func file(trail: [UInt8]) throws(CryptoError) -> SecretBytes {
        let key = try SecretBytes.random(count: Ed25519.keySize)
        let file = try SecretBytes(count: fileSize)
        key.withSpan { key in
            file.withMutableSpan { out in
                for i in key.indices { out[i] = key[i] }
                for i in trail.indices { out[Ed25519.keySize + i] = trail[i] }
            }
        }
        return file
    }

    func sign(size: UInt64, root: Hash256) throws(CryptoError) -> [UInt8] {
        let text = "\(key.name)\n\(size)\n\(Base64.encode(root.bytes))\n"
        return try SignedNote.sign(Array(text.utf8), key, privateKey: privateKey)
    }
}
