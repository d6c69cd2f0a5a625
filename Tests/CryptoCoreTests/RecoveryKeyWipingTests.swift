import Testing

@testable import CryptoCore

@Suite("Private recovery keys are wiped")
struct RecoveryKeyWipingTests {
    @Test("a private key leaves nothing behind, in the library or on its way from text and to text")
    func recoveryKey() async {
        await #expect(processExitsWith: .success) {
            // The library holds the scalar with its last byte first, so as it stands it is there once.
            try expectWiped(alive: 2) { marker, whileAlive in
                let file = MarkedKeyFile(marker)
                let scalar = try marker.secret(P256Key.scalarSize)
                let text = try file.text()
                let read = try RecoveryKeyFile.privateKey(pem: text, passphrase: nil)
                guard let pair = P256Key.keyPair(scalar: scalar, point: read.publicKey.point) else { throw CryptoError.notARecoveryKey }
                let key = try RecoveryPrivateKey(pair)
                let written = try RecoveryKeyFile.pem(of: key, passphrase: nil)
                let again = try RecoveryKeyFile.privateKey(pem: written, passphrase: nil)
                #expect(try key.key.sharedSecret(with: P256Key.generate()).count == 32)
                #expect(again.publicKey == read.publicKey)
                try withExtendedLifetime((read, key, again)) {
                    try scalar.withSpan { _ in try text.withSpan { _ in try written.withSpan { _ in try whileAlive() } } }
                }
            }
        }
    }

    @Test("neither does its text, in the form that we write or without a public key")
    func text() async {
        await #expect(processExitsWith: .success) {
            #expect(startLibrary())
            for marker in [MaskedMarker(), MaskedMarker()] {
                let file = MarkedKeyFile(marker)
                let text = try file.text()
                let key = try RecoveryKeyFile.privateKey(pem: text, passphrase: nil)
                // What was read without a public key is written without one.
                guard let pair = P256Key.keyPair(scalar: try marker.secret(P256Key.scalarSize), point: key.publicKey.point) else {
                    throw CryptoError.notARecoveryKey
                }
                let written = try RecoveryKeyFile.pem(of: RecoveryPrivateKey(pair), passphrase: nil)
                _ = try RecoveryKeyFile.privateKey(pem: written, passphrase: nil)
                #expect(try OwnMemory.occurrences(of: file.charactersRead) == 1)
                #expect(try OwnMemory.occurrences(of: file.charactersWritten) == 1)
                _ = consume text
                _ = consume written
                #expect(try OwnMemory.occurrences(of: file.charactersRead) == 0)
                #expect(try OwnMemory.occurrences(of: file.charactersWritten) == 0)
            }
        }
    }
}

/// The file of a private key whose scalar is a marker, twice. Its text is made in place: any helper would leave copies.
private struct MarkedKeyFile {
    private static let base64 = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=".utf8)
    private let marker: MaskedMarker
    /// DER of a private key up to its scalar, which ends it.
    private let frame = DER.privateKey(scalar: [UInt8](repeating: 0, count: P256Key.scalarSize)).dropLast(P256Key.scalarSize)

    init(_ marker: MaskedMarker) {
        self.marker = marker
    }

    /// Sixteen characters of the text that we read, all of the scalar.
    var charactersRead: MaskedMarker {
        let start = frame.count * 8 / 6 + 1
        return marker.transformed { Self.character(bit: (start + $0) * 6, of: derByte) }
    }

    /// Sixteen characters of the text that is written, which are the scalar's from its twelfth byte on.
    var charactersWritten: MaskedMarker {
        marker.transformed { Self.character(bit: 96 + $0 * 6) { marker[$0] } }
    }

    func text() throws(CryptoError) -> SecretBytes {
        let (begin, end) = (Array("-----BEGIN PRIVATE KEY-----\n".utf8), Array("\n-----END PRIVATE KEY-----\n".utf8))
        let count = frame.count + P256Key.scalarSize
        let characters = (count + 2) / 3 * 4
        let text = try SecretBytes(count: begin.count + characters + 1 + end.count)
        text.withMutableSpan { out in
            for i in begin.indices { out[i] = begin[i] }
            for i in 0..<characters {
                out[begin.count + i + i / 64] = i * 6 < count * 8 ? Self.character(bit: i * 6, of: derByte) : Self.base64[64]
            }
            out[begin.count + 64] = 0x0a
            for i in end.indices { out[begin.count + characters + 1 + i] = end[i] }
        }
        return text
    }

    private func derByte(_ i: Int) -> UInt8 {
        if i < frame.count { return frame[i] }
        return i < frame.count + P256Key.scalarSize ? marker[i - frame.count] : 0
    }

    /// The character of the six bits from `bit` on, which lie in two bytes at most.
    private static func character(bit: Int, of byte: (Int) -> UInt8) -> UInt8 {
        let pair = UInt16(byte(bit / 8)) << 8 | UInt16(byte(bit / 8 + 1))
        return base64[Int(pair >> UInt16(10 - bit % 8) & 63)]
    }
}
