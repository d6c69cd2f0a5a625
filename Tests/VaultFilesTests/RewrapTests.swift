import CryptoCore
import ScratchFolder
import Synchronization
import SystemFiles
import Testing

@testable import VaultFiles

@Suite struct RewrapTests {
    private static let newPassphrase = Credentials(passphrase: try! Keys.makePassphrase("a new passphrase of words"), keyFile: nil, recoveryKeys: [])

    private func recipe(headerOnly: Bool = false, _ credentials: Credentials? = newPassphrase, keyFile: Bool = false) throws -> RewrapRecipe {
        try RewrapRecipe(
            newPassphrase: credentials, hasKeyFile: keyFile, replacedRecoveryKey: nil, newRecoveryKeys: [], headerOnly: headerOnly,
            rounds: Slot.minimumRounds)
    }

    /// A vault that the shared passphrase and the shared recovery key open.
    private func makeVaults(_ scratch: Scratch, _ count: Int) throws {
        let recipe = try VaultRecipe(
            credentials: Keys.onlyPassphrase, requiresTwoFactors: false, recoveryKeys: [Keys.recovery.publicKey], label: "OFFICIAL", notice: "",
            rounds: Slot.minimumRounds)
        for i in 0..<count {
            try scratch.write(noise(20_000 + i, seed: UInt64(i)), to: "in\(i)")
            try VaultWriter(recipe, jobs: 1).wrap([scratch("in\(i)")], to: scratch("\(i).vault"))
        }
    }

    private func vaults(_ scratch: Scratch) throws -> [(path: Path, size: UInt64)] {
        var finder = VaultFinder()
        try finder.add(scratch.path)
        return finder.found
    }

    private func run(_ scratch: Scratch, _ recipe: RewrapRecipe, with credentials: Credentials = Keys.onlyPassphrase) throws -> [String] {
        let journal = try RewrapJournal(scratch("journal"), for: recipe)
        let reported = Mutex<[String]>([])
        try Rewrapper(journal, credentials: credentials, jobs: 2).run(vaults(scratch)) { result in
            let outcome =
                switch result.outcome {
                case .renewed: "renewed"
                case .already: "already"
                case .failed(let error): "\(error)"
                }
            reported.withLock { $0.append(outcome) }
        }
        let outcomes = reported.withLock { $0 }
        if outcomes.allSatisfy({ $0 == "renewed" || $0 == "already" }) { try journal.complete() }
        return outcomes
    }

    @Test(
        "every vault has the new passphrase, keeps its recovery key, its id and its contents, and has a new content key unless told otherwise",
        arguments: [true, false])
    func renew(_ headerOnly: Bool) throws {
        let scratch = try Scratch()
        try makeVaults(scratch, 20)
        let before = try VaultFile(scratch("3.vault")).headers.header
        #expect(try run(scratch, recipe(headerOnly: headerOnly)) == Array(repeating: "renewed", count: 20))
        for i in 0..<20 {
            #expect(throws: CryptoError.wrongKey) { try VaultFile(scratch("\(i).vault")).unlock(Keys.onlyPassphrase) }
            _ = try VaultFile(scratch("\(i).vault")).unlock(Keys.onlyRecovery).verify(jobs: 1, progress: Progress())
            let selection = try Selection([], in: VaultContents(of: VaultFile(scratch("\(i).vault")).unlock(Self.newPassphrase)))
            _ = try VaultExtractor(selection, jobs: 1).extract(to: scratch("out\(i)"), replacing: false)
            #expect(try contents(of: scratch("out\(i)")) == noise(20_000 + i, seed: UInt64(i)))
        }
        let after = try VaultFile(scratch("3.vault")).headers.header
        #expect(after.fixed == before.fixed && (after.payloadPrefix == before.payloadPrefix) == headerOnly)
        #expect(try !scratch.names().contains { $0.hasPrefix(".tuckbox") })
    }

    @Test("a second run does nothing more, an unfinished one is gone on with, and a finished one does not count for the next")
    func resumption() throws {
        let scratch = try Scratch()
        try makeVaults(scratch, 6)
        try scratch.write(Array("TUCKBOX VAULT 0, but not really".utf8), to: "broken.vault")
        #expect(try run(scratch, recipe()).count { $0 == "renewed" } == 6)
        // The broken one keeps the run unfinished: the same command finds the six done by the journal, without a passphrase that opens them.
        #expect(try run(scratch, recipe()).count { $0 == "already" } == 6)
        #expect(try run(scratch, recipe(), with: Keys.onlyRecovery).count { $0 == "already" } == 6)
        try AtomicOutput.remove(scratch("broken.vault"))
        #expect(try run(scratch, recipe(), with: Keys.onlyRecovery).count { $0 == "already" } == 6)
        // Finished: by the recovery key it is done again.
        #expect(try run(scratch, recipe(), with: Keys.onlyRecovery).count { $0 == "renewed" } == 6)
    }

    @Test("a journal of another run, of garbage, or cut short is no harm")
    func journals() throws {
        let scratch = try Scratch()
        try makeVaults(scratch, 2)
        let other = Credentials(passphrase: try Keys.makePassphrase("yet another passphrase"), keyFile: nil, recoveryKeys: [])
        try scratch.write(Array("\u{0}{\"run\":\"zz\"}\n{\"header\":1}\n{\"run\"".utf8), to: "journal")
        #expect(try run(scratch, recipe()) == ["renewed", "renewed"])
        #expect(try run(scratch, recipe(other), with: Self.newPassphrase) == ["renewed", "renewed"])
        _ = try VaultFile(scratch("0.vault")).unlock(other)
    }

    @Test("a vault with two factors is not given one, and keeps its state")
    func twoFactors() throws {
        let scratch = try Scratch()
        try scratch.write([1], to: "in")
        try VaultWriter(.passphraseAndKeyFile).wrap([scratch("in")], to: scratch("v.vault"))
        let before = try contents(of: scratch("v.vault"))
        #expect(try run(scratch, recipe(), with: Keys.twoFactors) == ["needsKeyFile"])
        #expect(try contents(of: scratch("v.vault")) == before)
    }

    @Test("passphrases that nobody said are not lost without a word")
    func carriedOver() throws {
        let scratch = try Scratch()
        try makeVaults(scratch, 1)
        #expect(try run(scratch, recipe(nil), with: Keys.onlyRecovery) == ["losesPassphrases(1)"])
    }

    @Test("a recovery key that nobody named is reported, and taken away if that is asked", arguments: [true, false], [true, false])
    func plantedKey(_ headerOnly: Bool, drops: Bool) throws {
        let scratch = try Scratch()
        try makeVaults(scratch, 2)
        let planted = try RecoveryPrivateKey.generate()
        let attacker = Credentials(passphrase: nil, keyFile: nil, recoveryKeys: [planted])
        // Whoever once opened a vault can do this by its rules.
        do {
            let vault = try VaultFile(changing: scratch("0.vault")).unlock(Keys.onlyRecovery)
            try vault.replaceSlots(vault.file.headers.header.slots + [vault.makeSlot(planted.publicKey)])
        }
        let recipe = try RewrapRecipe(
            newPassphrase: Self.newPassphrase, hasKeyFile: false, replacedRecoveryKey: nil, newRecoveryKeys: [],
            knownRecoveryKeys: [Keys.recovery.publicKey], dropsOtherRecoveryKeys: drops, headerOnly: headerOnly, rounds: Slot.minimumRounds)
        let reported = Mutex<[[UInt8]]>([])
        try Rewrapper(RewrapJournal(scratch("journal"), for: recipe), credentials: Keys.onlyPassphrase, jobs: 2).run(vaults(scratch)) { result in
            reported.withLock { $0 += result.otherRecoveryKeys.map(\.point) }
        }
        #expect(reported.withLock { $0 } == (drops ? [] : [planted.publicKey.point]))
        for name in ["0.vault", "1.vault"] {
            _ = try VaultFile(scratch(name)).unlock(Self.newPassphrase)
            _ = try VaultFile(scratch(name)).unlock(Keys.onlyRecovery)
        }
        if drops {
            #expect(throws: CryptoError.wrongKey) { try VaultFile(scratch("0.vault")).unlock(attacker) }
        } else {
            _ = try VaultFile(scratch("0.vault")).unlock(attacker)
        }
    }

    @Test("wrong keys, damage and use by others leave a vault untouched and the others done")
    func failures() throws {
        let scratch = try Scratch()
        try makeVaults(scratch, 4)
        try VaultWriter(.recovery).wrap([scratch("in0")], to: scratch("foreign.vault"))
        var damaged = try contents(of: scratch("1.vault"))
        damaged[10_000] ^= 1
        try Descriptor.open(scratch("1.vault"), .readWrite).write(damaged, at: 0)
        let used = try VaultFile(scratch("2.vault"))
        let outcomes = try run(scratch, recipe())
        #expect(outcomes.count { $0 == "renewed" } == 2 && outcomes.count == 5)
        #expect(try contents(of: scratch("1.vault")) == damaged)
        _ = consume used
        _ = try VaultFile(scratch("2.vault")).unlock(Keys.onlyPassphrase)
        _ = try VaultFile(scratch("foreign.vault")).unlock(Keys.onlyRecovery)
        #expect(try !scratch.names().contains { $0.hasPrefix(".tuckbox") })
    }
}
