import CryptoCore
import SystemFiles

/// One vault on its way to new keys. The steps are called in order by `Rewrapper`, which syncs between them; a failure at any step leaves the vault with its old keys or its new ones.
final class RewrapTask: @unchecked Sendable {
    enum Outcome {
        case renewed, already
        case failed(any Error)
    }

    let path: Path
    /// Nil while it is under way.
    private(set) var outcome: Outcome?
    private(set) var vaultID: [UInt8] = []
    private(set) var size: UInt64 = 0
    /// What nobody named and opens it all the same.
    private(set) var otherRecoveryKeys: [RecoveryPublicKey] = []
    private var change: Change?
    private var vault: UnlockedVault?

    private enum Change {
        case header(HeaderChange)
        case full(Successor)
    }

    init(_ path: Path) {
        self.path = path
    }

    /// Runs a step if nothing went wrong before.
    func step(_ body: (RewrapTask) throws -> Void) {
        guard outcome == nil else { return }
        do { try body(self) } catch {
            outcome = .failed(error)
            if case .full(let successor) = change { successor.discard() }
            (change, vault) = (nil, nil)
        }
    }

    /// Locks and opens the vault and works out what it will open with.
    func prepare(_ recipe: RewrapRecipe, _ credentials: Credentials, _ journal: RewrapJournal) throws {
        let file = try VaultFile(changing: path)
        vaultID = file.headers.header.fixed.vaultID
        size = file.size
        if file.headers.condition == .bothGood, journal.contains(try file.headerFingerprint()) {
            outcome = .already
            // An earlier run checked this header, and intended it.
            otherRecoveryKeys = recipe.otherRecoveryKeys(after: file.headers.header)
            return
        }
        guard let vault = try open(file, recipe, credentials) else { return }
        self.vault = vault
        otherRecoveryKeys = recipe.otherRecoveryKeys(after: file.headers.header)
        if recipe.headerOnly {
            change = .header(try HeaderChange(vault, slots: recipe.slots(after: file.headers.header, contentKey: vault.opened.contentKey)))
        } else {
            change = .full(try Successor(of: vault, recipe: recipe))
        }
    }

    /// Nil if it is done already, or only has to be finished.
    private func open(_ file: VaultFile, _ recipe: RewrapRecipe, _ credentials: Credentials) throws -> UnlockedVault? {
        do { return try file.unlock(credentials) } catch CryptoError.wrongKey {
            // An earlier run may have been cut short behind this vault.
            guard let new = recipe.newPassphrase, let renewed = try? file.unlock(new) else { throw CryptoError.wrongKey }
            guard file.headers.condition != .bothGood else {
                // With a recovery key to add or to take away it is not done, whatever the passphrase says.
                guard recipe.keepsRecoveryKeys(of: file.headers.header) else { return renewed }
                outcome = .already
                return nil
            }
            vault = renewed
            change = .header(try HeaderChange(renewed, slots: file.headers.header.slots))
            return nil
        }
    }

    /// What to write in the journal before anything is changed.
    var fingerprint: [UInt8]? {
        switch change {
        case .header(let change): change.fingerprint
        case .full(let successor): successor.fingerprint
        case nil: nil
        }
    }

    func writeFirst(jobs: Int) throws {
        switch change {
        case .header(let change): try change.write(step: 0)
        case .full(let successor): try successor.write(jobs: jobs)
        case nil: break
        }
    }

    func checkFirst(jobs: Int) throws {
        switch change {
        case .header(let change): try change.check(step: 0)
        case .full(let successor): try successor.check(jobs: jobs)
        case nil: break
        }
    }

    func publish() throws {
        switch change {
        case .header(let change): try change.write(step: 1)
        case .full(let successor): try successor.publish()
        case nil: break
        }
    }

    func checkSecond() throws {
        if case .header(let change) = change { try change.check(step: 1) }
        outcome = .renewed
        (change, vault) = (nil, nil)
    }

    /// Before it has its new keys.
    func abandon() {
        if outcome == nil, case .full(let successor) = change { successor.discard() }
    }

    /// Makes durable what was written so far; once for all tasks of one file system.
    func syncFileSystem() throws { try vault?.file.file.syncFileSystem() }
    func device() throws -> UInt64? { try vault?.file.file.status().device }
}
