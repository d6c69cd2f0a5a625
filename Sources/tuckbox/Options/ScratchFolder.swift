import SystemFiles

/// A folder for plaintext that is gone afterwards. A disk may retain what was in it: put it on one that is encrypted, or in memory.
enum ScratchFolder {
    /// - Parameter base: nil for `TMPDIR` or /var/tmp.
    static func within<Result>(_ base: Path?, _ body: (Path) throws -> Result) throws -> Result {
        let folder = try Descriptor.open(base ?? CurrentUser.temporaryFolder, [.read, .directory])
        let name = AtomicOutput.temporaryName()
        try folder.makeDirectory(Path(bytes: name))
        defer { AtomicOutput.discardTree(name, in: folder) }
        return try body(folder.path.appending(name))
    }
}
