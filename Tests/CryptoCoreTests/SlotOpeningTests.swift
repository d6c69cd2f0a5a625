import Testing

@testable import CryptoCore

@Suite("Opening")
struct SlotOpeningTests {
    @Test("each kind of slot opens with its own key and gives the content key", arguments: [Slot.Kind.passphrase, .passphraseAndKeyFile, .recovery])
    func eachKind(_ kind: Slot.Kind) throws {
        let vault = try SampleVault(kind)
        let opened = try SampleKeys.credentials(for: kind).open(HeaderPair(first: vault.first, last: vault.last))
        #expect(opened.slot == 0)
        #expect(opened.contentKey.bytes.copyOfPublicBytes() == vault.contentKey.bytes.copyOfPublicBytes())
    }

    @Test("each kind is found among the others, from either copy")
    func amongOthers() throws {
        let vault = try SampleVault(.recovery, .passphraseAndKeyFile, .passphrase)
        let rubbish = [UInt8](repeating: 0, count: Header.copySize)
        for copies in [HeaderCopies(first: vault.first, last: rubbish), HeaderCopies(first: rubbish, last: vault.last)] {
            #expect(try copies.opened(SampleKeys.recovery.get()) == 0)
            #expect(try copies.opened(SampleKeys.double.get()) == 1)
            #expect(try copies.opened(SampleKeys.single.get()) == 2)
        }
    }

    @Test("with a key file the passphrase slots are tried too, in the order of the slots")
    func order() throws {
        let copies = try SampleVault(.passphrase, .passphraseAndKeyFile).forged { _ in }
        #expect(try copies.opened(SampleKeys.double.get()) == 0)
        #expect(try copies.opened(SampleKeys.single.get()) == 0)
    }

    @Test("without the key file, without the passphrase and with another recovery key nothing is derived, and the key is wrong")
    func missing() throws {
        let copies = try SampleVault(.passphraseAndKeyFile, .recovery).forged { _ in }
        for credentials in [
            try SampleKeys.credentials(), try SampleKeys.credentials(passphrase: nil, keyFile: true), try SampleKeys.credentials(passphrase: nil),
            try SampleKeys.credentials(passphrase: nil, recoveryKeys: [.generate(), .generate()]),
        ] {
            #expect(throws: CryptoError.wrongKey) { try copies.opened(credentials) }
            #expect(credentials.derivationCount == 0)
        }
    }

    @Test("another passphrase, or another key file, is the wrong key")
    func wrong() throws {
        let copies = try SampleVault(.passphrase, .passphraseAndKeyFile).forged { _ in }
        let other = try SampleKeys.credentials(passphrase: SampleKeys.passphrase + " ", keyFile: true)
        #expect(throws: CryptoError.wrongKey) { try copies.opened(other) }
        let otherFile = Credentials(
            passphrase: try Passphrase(SecretBytes(copying: Array(SampleKeys.passphrase.utf8)), strippingNewline: false),
            keyFile: try KeyFile.generate(),
            recoveryKeys: [])
        #expect(throws: CryptoError.wrongKey) { try SampleVault(.passphraseAndKeyFile).forged { _ in }.opened(otherFile) }
        #expect((other.derivationCount, otherFile.derivationCount) == (1, 1))
    }

    @Test("of several recovery keys the right one is taken")
    func recoveryKeys() throws {
        let keys = try [.generate(), SampleKeys.recoveryKey.get(), .generate()]
        let credentials = try SampleKeys.credentials(passphrase: nil, recoveryKeys: keys)
        #expect(try SampleVault(.recovery).forged { _ in }.opened(credentials) == 0)
    }

    @Test("eight slots of one salt cost one derivation, and so do two vaults of one salt")
    func oneDerivation() throws {
        let other = try SampleVault(.passphrase)
        // Seven slots of another vault, which do not open here, and then the vault's own.
        let vault = try SampleVault { contentKey, vaultID in
            try [Slot](repeating: other.header.slots[0], count: 7) + [SampleKeys.slot(.passphrase, for: contentKey, vaultID: vaultID)]
        }
        let credentials = try SampleKeys.credentials()
        #expect(try vault.forged { _ in }.opened(credentials) == 7)
        #expect(try other.forged { _ in }.opened(credentials) == 0)
        #expect(credentials.derivationCount == 1)
    }

    @Test("threads that need the same key derive it once")
    func threads() async throws {
        let vault = try SampleVault(.passphrase)
        let credentials = try SampleKeys.credentials()
        let slots = try await withThrowingTaskGroup { group in
            for _ in 0..<4 { group.addTask { try HeaderCopies(first: vault.first, last: vault.last).opened(credentials) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(slots == [0, 0, 0, 0])
        #expect(credentials.derivationCount == 1)
    }
}
