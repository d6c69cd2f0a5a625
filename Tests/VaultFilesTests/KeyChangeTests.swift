import CryptoCore
import ScratchFolder
import SystemFiles
import Testing

@testable import VaultFiles

@Suite struct KeyChangeTests {
    private static let newPassphrase = Credentials(passphrase: try! Keys.makePassphrase("a new passphrase of words"), keyFile: nil, recoveryKeys: [])

    private func makeVault(_ scratch: Scratch) throws {
        try scratch.write(noise(50_000, seed: 1), to: "in")
        try VaultWriter(.passphrase).wrap([scratch("in")], to: scratch("v.vault"))
    }

    private func change(_ scratch: Scratch) throws -> HeaderChange {
        let vault = try VaultFile(changing: scratch("v.vault")).unlock(Keys.onlyPassphrase)
        return try HeaderChange(vault, slots: [try vault.makeSlot(Self.newPassphrase, rounds: Slot.minimumRounds)])
    }

    private func opens(_ scratch: Scratch, with credentials: Credentials) -> Bool {
        (try? VaultContents(of: VaultFile(scratch("v.vault")).unlock(credentials))) != nil
    }

    @Test("after a change the new passphrase opens, the old does not, and both header copies are whole")
    func change() throws {
        let scratch = try Scratch()
        try makeVault(scratch)
        let payload = try contents(of: scratch("v.vault")).dropFirst(4096).dropLast(4096)
        let vault = try VaultFile(changing: scratch("v.vault")).unlock(Keys.onlyPassphrase)
        try vault.replaceSlots([try vault.makeSlot(Self.newPassphrase, rounds: Slot.minimumRounds)])
        _ = consume vault
        #expect(throws: CryptoError.wrongKey) { try VaultFile(scratch("v.vault")).unlock(Keys.onlyPassphrase) }
        _ = try VaultFile(scratch("v.vault")).unlock(Self.newPassphrase).verify(jobs: 1, progress: Progress())
        #expect(try contents(of: scratch("v.vault")).dropFirst(4096).dropLast(4096) == payload)
    }

    @Test("a write that is torn at any sector leaves a vault that opens with the old or the new keys", arguments: [0, 1])
    func tornWrites(_ step: Int) throws {
        let scratch = try Scratch()
        try makeVault(scratch)
        let before = try contents(of: scratch("v.vault"))
        var states: [[UInt8]] = [before]
        do {
            let change = try change(scratch)
            for step in 0...1 {
                try change.write(step: step)
                states.append(try contents(of: scratch("v.vault")))
            }
        }
        let (from, to) = (states[step], states[step + 1])
        let changed = zip(from, to).enumerated().filter { $0.1.0 != $0.1.1 }.map(\.0)
        let start = try #require(changed.first) < 4096 ? 0 : before.count - 4096
        let file = try Descriptor.open(scratch("v.vault"), .readWrite)
        for cut in stride(from: 0, through: 4096, by: 512) {
            // The front of the new copy and the rest of the old, then the other way round, then nothing but noise behind the cut.
            let new = Array(to[start..<start + 4096])
            let old = Array(from[start..<start + 4096])
            for torn in [new[..<cut] + old[cut...], old[..<cut] + new[cut...], new[..<cut] + noise(4096 - cut, seed: 5)[...]] {
                try file.write(from, at: 0)
                try file.write(Array(torn), at: UInt64(start))
                #expect(opens(scratch, with: Keys.onlyPassphrase) || opens(scratch, with: Self.newPassphrase), "step \(step), cut at \(cut)")
            }
        }
    }

    @Test("an interrupted change is finished, or taken back, by the next", arguments: [0, 1, 2])
    func repair(_ damage: Int) throws {
        let scratch = try Scratch()
        try makeVault(scratch)
        let size = try contents(of: scratch("v.vault")).count
        do {
            if damage == 0 { try change(scratch).write(step: 0) }
        }
        let file = try Descriptor.open(scratch("v.vault"), .readWrite)
        if damage == 1 { try file.write([1], at: 2000) }
        if damage == 2 { try file.write([1], at: UInt64(size - 2000)) }
        let credentials = damage == 0 ? Self.newPassphrase : Keys.onlyPassphrase
        #expect(try VaultFile(scratch("v.vault")).headers.condition != .bothGood)
        do {
            let vault = try VaultFile(changing: scratch("v.vault")).unlock(credentials)
            try vault.replaceSlots([try vault.makeSlot(Keys.recovery.publicKey)])
        }
        #expect(try VaultFile(scratch("v.vault")).headers.condition == .bothGood)
        _ = try VaultFile(scratch("v.vault")).unlock(Keys.onlyRecovery).verify(jobs: 1, progress: Progress())
    }

    @Test("a vault that is being changed is busy for everybody else")
    func locked() throws {
        let scratch = try Scratch()
        try makeVault(scratch)
        let changing = try VaultFile(changing: scratch("v.vault"))
        #expect { try VaultFile(scratch("v.vault")) } throws: { ($0 as? FileError)?.isBusy == true }
        #expect { try VaultFile(changing: scratch("v.vault")) } throws: { ($0 as? FileError)?.isBusy == true }
        _ = consume changing
        #expect(throws: Never.self) { try VaultFile(scratch("v.vault")) }
    }
}
