import CryptoCore
import ScratchFolder
import Synchronization
import SystemFiles
import Testing

@testable import VaultFiles

/// What a rewrap finds, and what it may not leave behind.
@Suite struct RewrapNamesTests {
    private static let newPassphrase = Credentials(passphrase: try! Keys.makePassphrase("a new passphrase of words"), keyFile: nil, recoveryKeys: [])

    private func makeVault(_ scratch: Scratch, _ name: String) throws {
        let recipe = try VaultRecipe(
            credentials: Keys.onlyPassphrase, requiresTwoFactors: false, recoveryKeys: [Keys.recovery.publicKey], label: "OFFICIAL", notice: "",
            rounds: Slot.minimumRounds)
        try scratch.write(Array("in".utf8), to: "in")
        try VaultWriter(recipe, jobs: 1).wrap([scratch("in")], to: scratch(name))
    }

    private func run(_ scratch: Scratch, _ path: Path, drops: RecoveryPublicKey? = nil, journal: String = "journal") throws -> [String] {
        let recipe = try RewrapRecipe(
            newPassphrase: Self.newPassphrase, hasKeyFile: false, replacedRecoveryKey: drops, newRecoveryKeys: [], headerOnly: false,
            rounds: Slot.minimumRounds)
        var finder = VaultFinder()
        try finder.add(path)
        let reported = Mutex<[String]>([])
        try Rewrapper(try RewrapJournal(scratch(journal), for: recipe), credentials: Keys.onlyPassphrase, jobs: 1).run(finder.found) { result in
            reported.withLock { $0.append("\(result.outcome)") }
        }
        return reported.withLock { $0 }
    }

    @Test("a link that is named stands for the vault that it leads to")
    func link() throws {
        let scratch = try Scratch()
        try makeVault(scratch, "real.vault")
        let folder = try Descriptor.open(scratch.path, [.read, .directory])
        try folder.makeSymbolicLink(Path("link.vault"), target: Array("real.vault".utf8))
        #expect(try run(scratch, scratch("link.vault")) == ["renewed"])
        #expect(throws: CryptoError.wrongKey) { try VaultFile(scratch("real.vault")).unlock(Keys.onlyPassphrase) }
    }

    @Test("a passphrase that is new already does not hide a recovery key that is to go")
    func already() throws {
        let scratch = try Scratch()
        try makeVault(scratch, "a.vault")
        #expect(try run(scratch, scratch("a.vault"), journal: "one") == ["renewed"])
        _ = try run(scratch, scratch("a.vault"), drops: Keys.recovery.publicKey, journal: "two")
        #expect(throws: CryptoError.wrongKey) { try VaultFile(scratch("a.vault")).unlock(Keys.onlyRecovery) }
    }
}
