import Testing

@testable import CryptoCore

/// Each test looks through all memory of a process of its own, where no other test's threads come in between.
@Suite("Secrets are wiped")
struct SecretWipingTests {
    @Test("a secret is in memory once while it lives, and not at all when it is gone")
    func dropped() async {
        await #expect(processExitsWith: .success) {
            #expect(startLibrary())
            let marker = MaskedMarker()
            let secret = try marker.secret(512)
            #expect(try OwnMemory.occurrences(of: marker) == 512 / MaskedMarker.length)
            _ = consume secret
            #expect(try OwnMemory.occurrences(of: marker) == 0)
        }
    }

    @Test("memory that comes back is zero for the next secret, also where secrets share pages")
    func reused() throws {
        for count in [1, 32, 255, 256, 257, 4096] {
            for _ in 0..<200 {
                let secret = try SecretBytes(count: count)
                secret.withMutableSpan { bytes in
                    for i in bytes.indices {
                        #expect(bytes[i] == 0)
                        bytes[i] = 0xff
                    }
                }
            }
        }
    }

    @Test("copies of a secret go with it")
    func copies() async {
        await #expect(processExitsWith: .success) {
            try expectWiped(alive: (256 + 128 + 256) / MaskedMarker.length) { marker, whileAlive in
                let secret = try marker.secret(256)
                let part = try secret.prefix(128)
                let joined = try SecretBytes.joining([1, 2, 3].span, secret)
                try joined.withSpan { _ in try part.withSpan { _ in try whileAlive() } }
            }
        }
    }

    @Test("a passphrase leaves nothing behind, neither as it was typed nor as it was normalised and derived from")
    func passphrase() async {
        await #expect(processExitsWith: .success) {
            try expectWiped(alive: 512 / MaskedMarker.length) { marker, whileAlive in
                let passphrase = try Passphrase(marker.secret(512), strippingNewline: true)
                _ = try PBKDF2.derive(.sha512, passphrase: passphrase.bytes, salt: [1].span, rounds: 2, length: 32)
                try passphrase.bytes.withSpan { _ in try whileAlive() }
            }
        }
    }

    @Test("a key leaves nothing behind in the library that used it")
    func key() async {
        await #expect(processExitsWith: .success) {
            try expectWiped(alive: 2 * 32 / MaskedMarker.length) { marker, whileAlive in
                let key = try marker.secret(32)
                _ = try HKDF.expand(.sha512, key: key, info: [1].span, length: 76)
                _ = try HKDF.derive(.sha512, inputKey: key, salt: [1].span, info: [1].span, length: 32)
                _ = try key.withSpan { (key) throws(CryptoError) in try Digest.sha512.authenticate([1].span, key: key) }
                let keys = MessageKeys(key: try key.prefix(32), baseNonce: [UInt8](0..<12), prefix: [])
                let stored = try sealed([1, 2, 3].span, last: true, keys)
                #expect(try opened(stored.span, last: true, keys) == ([1, 2, 3], nil))
                try key.withSpan { _ in try keys.key.withSpan { _ in try whileAlive() } }
            }
        }
    }

    @Test("a key file leaves nothing behind")
    func keyFile() async {
        await #expect(processExitsWith: .success) {
            // The text holds the sixteen bytes as characters of five bits.
            try expectWiped(alive: 1) { marker, whileAlive in
                let text = try Bech32m.encode(marker.secret(KeyFile.secretLength), humanReadablePart: KeyFile.humanReadablePart)
                let file = try KeyFile(text: text)
                #expect(try file.text().withSpan { $0.count } == KeyFile.textLength)
                try file.bytes.withSpan { _ in try whileAlive() }
            }
        }
    }
}

/// Runs `use` with a marked secret: while that lives the marker is found `alive` times, and afterwards in no form.
func expectWiped(
    alive: Int, sourceLocation: SourceLocation = #_sourceLocation, _ use: (MaskedMarker, () throws -> Void) throws -> Void
) throws {
    #expect(startLibrary(), sourceLocation: sourceLocation)
    // The first time the dynamic linker looks up what is called, and keeps vector registers on the stack meanwhile.
    try use(MaskedMarker()) {}
    let marker = MaskedMarker()
    try use(marker) {
        let found = try OwnMemory.occurrences(of: marker)
        #expect(found == alive, sourceLocation: sourceLocation)
    }
    #expect(try OwnMemory.occurrences(of: marker) == 0, sourceLocation: sourceLocation)
    // Passphrases are normalised as scalars of four bytes; the library's numbers have the last byte first.
    #expect(try OwnMemory.occurrences(of: marker, spacing: 4) == 0, sourceLocation: sourceLocation)
    #expect(try OwnMemory.occurrences(of: marker.reversed) == 0, sourceLocation: sourceLocation)
}
