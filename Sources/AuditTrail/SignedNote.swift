internal import CryptoCore

/// A verifier key of C2SP signed-note: name, key hash, Ed25519 public key.
public struct NoteKey: Equatable, Sendable {
    public let name: String
    public let publicKey: [UInt8]
    private static let algorithm: UInt8 = 1

    public init(name: String, publicKey: [UInt8]) {
        (self.name, self.publicKey) = (name, publicKey)
    }

    /// `name+hash+key`; nil if it is anything else, or the hash is wrong.
    public init?(text: String) {
        let parts = text.utf8.split(separator: 0x2b, maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let name = String(Substring(parts[0]).utf8), Self.isName(name), let key = Base64.decode(parts[2]),
            key.count == 1 + Ed25519.keySize, key.first == Self.algorithm
        else { return nil }
        self.init(name: name, publicKey: Array(key.dropFirst()))
        guard let hash = try? self.hash(), Hexadecimal.bytes(parts[1]) == hash else { return nil }
    }

    /// No white space, no plus.
    static func isName(_ name: String) -> Bool {
        !name.isEmpty && name.unicodeScalars.allSatisfy { !$0.properties.isWhitespace && $0 != "+" && $0.value > 0x20 && $0.value != 0x7f }
    }

    /// The first four bytes of H(name || LF || algorithm || key).
    func hash() throws(CryptoError) -> [UInt8] {
        let text = Array(name.utf8) + [0x0a, Self.algorithm] + publicKey
        return Array(try Digest.sha256.hash(text.span).prefix(4))
    }

    /// What `init(text:)` reads.
    public var text: String {
        let hash = (try? self.hash()) ?? []
        return "\(name)+\(Hexadecimal.text(hash))+\(Base64.encode([Self.algorithm] + publicKey))"
    }
}

/// A text with signatures (https://c2sp.org/signed-note).
struct SignedNote {
    /// With its last LF, signatures and the empty line before them not included.
    let text: [UInt8]
    private let signatures: [(name: String, bytes: [UInt8])]
    /// A checkpoint with witnesses' signatures has a few KiB.
    static let maximumSize = 65536
    private static let maximumSignatures = 100

    /// Nil if it is no signed note.
    init?(_ bytes: [UInt8]) {
        guard (2...Self.maximumSize).contains(bytes.count), bytes.last == 0x0a, String(validating: bytes, as: UTF8.self) != nil,
            !bytes.contains(where: { ($0 < 0x20 && $0 != 0x0a) || $0 == 0x7f })
        else { return nil }
        // The last empty line parts text and signatures.
        guard let gap = (1..<bytes.count).last(where: { bytes[$0] == 0x0a && bytes[$0 - 1] == 0x0a }), gap + 1 < bytes.count else { return nil }
        text = Array(bytes[..<gap])
        var signatures: [(name: String, bytes: [UInt8])] = []
        for line in bytes[(gap + 1)..<(bytes.count - 1)].split(separator: 0x0a, omittingEmptySubsequences: false) {
            let words = String(decoding: line, as: UTF8.self).split(separator: " ", omittingEmptySubsequences: false)
            guard words.count == 3, words[0] == "\u{2014}", NoteKey.isName(String(words[1])), let signature = Base64.decode(words[2].utf8),
                signature.count > 4, signatures.count < Self.maximumSignatures
            else { return nil }
            signatures.append((String(words[1]), signature))
        }
        guard !signatures.isEmpty else { return nil }
        self.signatures = signatures
    }

    /// Whether `key` has signed it. Others may have too.
    func isSigned(by key: NoteKey) -> Bool {
        guard let hash = try? key.hash() else { return false }
        let own = signatures.filter { $0.name == key.name && Array($0.bytes.prefix(4)) == hash }
        return !own.isEmpty && own.allSatisfy { Ed25519.verifies(Array($0.bytes.dropFirst(4)), of: text, publicKey: key.publicKey) }
    }

    /// `text`, which ends with LF, signed.
    static func sign(_ text: [UInt8], _ key: NoteKey, privateKey: borrowing SecretBytes) throws(CryptoError) -> [UInt8] {
        let signature = try key.hash() + Ed25519.sign(text, privateKey: privateKey)
        return text + [0x0a] + Array("\u{2014} \(key.name) \(Base64.encode(signature))\n".utf8)
    }
}
