import ArgumentParser
import CryptoCore
import SystemFiles
import VaultFiles

/// A share of the vaults, the same on every machine: by the vaults' identifiers, not their places.
struct Shard {
    let index: UInt32
    let count: UInt32

    init(_ text: String) throws {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { UInt32($0) }
        guard parts.count == 2, let index = parts[0], let count = parts[1], index < count else {
            throw ValidationError("--shard takes I/N with I from 0 to N - 1")
        }
        (self.index, self.count) = (index, count)
    }

    var suffix: String { ".\(index)of\(count)" }

    /// A file that does not say which vault it is falls to share 0, which reports it.
    func includes(_ path: Path) -> Bool {
        guard let file = try? VaultFile(path) else { return index == 0 }
        let identifier = file.headers.header.fixed.vaultID
        return crc32c(identifier.span) % count == index
    }
}
