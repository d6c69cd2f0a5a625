import SystemFiles

/// A folder for plaintext that is gone afterwards. A disk may retain what was in it: put it on one that is encrypted, or in memory.
enum ScratchFolder {
    /// What a killed process has left has such a name, and nobody's lock.
    private static let mark = ".tuckbox-scratch-"

    /// - Parameter base: nil for `TMPDIR` or /var/tmp.
    static func within<Result>(_ base: Path?, _ body: (Path) throws -> Result) throws -> Result {
        let folder = try Descriptor.open(base ?? CurrentUser.temporaryFolder, [.read, .directory])
        removeLeftovers(in: folder)
        let (new, name) = (AtomicOutput.temporaryName(), Array("\(mark)\(String(UInt64.random(in: 0 ... .max), radix: 36))".utf8))
        try folder.makeDirectory(Path(bytes: new))
        let own = try folder.open(Path(bytes: new), [.read, .directory, .noFollow])
        defer { withExtendedLifetime(own.numberForPrograms) {} }
        // Locked before it has its name, or another process might take it for a leftover. Some file systems have no locks.
        try? own.lock(exclusively: true)
        do { try AtomicOutput.publish(new, as: name, in: folder, replacing: false) } catch {
            AtomicOutput.discardTree(new, in: folder)
            throw error
        }
        defer { AtomicOutput.discardTree(name, in: folder) }
        return try body(folder.path.appending(name))
    }

    private static func removeLeftovers(in folder: borrowing Descriptor) {
        for name in (try? folder.directoryEntries()) ?? [] where name.starts(with: mark.utf8) {
            guard let left = try? folder.open(Path(bytes: name), [.read, .directory, .noFollow]),
                (try? left.status().owner) == CurrentUser.identifier,
                (try? left.lock(exclusively: true)) != nil
            else { continue }
            AtomicOutput.discardTree(name, in: folder)
        }
    }
}
