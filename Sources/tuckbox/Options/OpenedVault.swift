import CryptoCore
import SystemFiles
import VaultFiles

/// A vault that a verb has opened and whose contents it knows.
struct OpenedVault {
    let vault: UnlockedVault
    let contents: VaultContents

    /// - Parameter willOpen: is called when the header is known, and before anybody types a passphrase.
    init(_ path: Path, _ opening: OpeningOptions, willOpen: (Header) throws -> Void = { _ in }) throws {
        let file = try openVaultFile(path)
        try willOpen(file.headers.header)
        vault = try file.unlockOrSayWhy(opening.credentials(for: path, file.headers))
        contents = try VaultContents(of: vault)
        if file.headers.condition != .bothGood {
            Console.warn("\(quoted(path)): \(describe(file.headers.condition)); it opens all the same, but make a new vault of its contents soon")
        }
    }
}

/// Opens a vault by its path, or from standard input.
func openVaultFile(_ path: Path) throws -> VaultFile {
    path == Path("-") ? try VaultFile(reading: .inherited(0, name: "standard input"), Path("standard input")) : try VaultFile(path)
}

extension VaultFile {
    /// `unlock`; where it fails and the header copies differ, that is said: the copy that is not used may have other keys.
    func unlockOrSayWhy(_ credentials: Credentials) throws -> UnlockedVault {
        do { return try unlock(credentials) } catch let error as CryptoError {
            headers.warnIfOneIsUnused(path)
            throw error
        }
    }
}

extension HeaderPair {
    func warnIfOneIsUnused(_ path: Path) {
        if condition != .bothGood { Console.warn("\(quoted(path)): \(describe(condition))") }
    }
}
