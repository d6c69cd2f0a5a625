public import CryptoCore
import SystemFiles

/// A change of a vault's slots in its two header copies, in the order that keeps one good copy at any moment:
/// first the bad or older one (the last if both are good), then the other (Docs/FORMAT.md, section 6).
///
/// Each step is written, synced by the caller, and checked; many vaults can share a sync.
final class HeaderChange: Sendable {
    private let vault: VaultFile
    /// Copy numbers in writing order.
    private let order: [Int]
    private let copies: [[UInt8]]

    /// - Parameter slots: what the vault opens with afterwards.
    init(_ vault: UnlockedVault, slots: [Slot]) throws {
        self.vault = vault.file
        let header = try vault.file.headers.header.replacingSlots(slots)
        copies = [
            try header.serialized(copy: 0, contentKey: vault.opened.contentKey), try header.serialized(copy: 1, contentKey: vault.opened.contentKey),
        ]
        let first =
            switch vault.file.headers.condition {
            case .bothGood, .lastDamaged: 1
            case .firstDamaged: 0
            case .differentSequence: 1 - vault.file.headers.chosenCopy
            }
        order = [first, 1 - first]
    }

    /// What identifies the new header in a journal: the checksum of its first copy.
    var fingerprint: [UInt8] { Array(copies[0].suffix(32)) }

    /// Writes a copy: step 0, then 1.
    func write(step: Int) throws {
        try vault.file.write(copies[order[step]], at: offset(order[step]))
    }

    /// Whether what was written is what is read back, from the medium as far as the kernel lets us.
    func check(step: Int) throws {
        vault.file.dropCache()
        let read = try vault.file.bytes(count: Header.copySize, at: offset(order[step]))
        guard read == copies[order[step]] else { throw VaultError.readBackFailed(vault.path) }
    }

    private func offset(_ copy: Int) -> UInt64 { copy == 0 ? 0 : vault.geometry.lastHeaderOffset }
}

extension UnlockedVault {
    /// Changes what the vault opens with. The vault must have been opened with `VaultFile(changing:)`. The contents are not touched.
    public func replaceSlots(_ slots: [Slot]) throws {
        let change = try HeaderChange(self, slots: slots)
        for step in 0...1 {
            try change.write(step: step)
            try file.file.sync()
            try change.check(step: step)
        }
    }

    /// A slot for a passphrase, and a key file if `credentials` has one.
    public func makeSlot(_ credentials: Credentials, rounds: UInt32 = Slot.defaultRounds) throws -> Slot {
        try credentials.makeSlot(for: opened.contentKey, vaultID: file.headers.header.fixed.vaultID, salt: randomBytes(32), rounds: rounds)
    }

    public func makeSlot(_ key: RecoveryPublicKey) throws -> Slot {
        try key.makeSlot(for: opened.contentKey, vaultID: file.headers.header.fixed.vaultID)
    }
}
