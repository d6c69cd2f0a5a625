import SystemFiles

/// A file that appears under its name whole and on the medium, or not at all.
enum OutputFile {
    /// Runs `body` on a temporary file beside `output`, syncs it and renames it.
    /// - Parameter size: bytes that will be written, if known: refused beforehand if there is no room.
    static func write<Result>(
        to output: Path, replacing: Bool, size: UInt64, _ body: (borrowing Descriptor) throws -> Result
    ) throws -> Result {
        if let existing = try FileStatus.ifPresent(output), !replacing || existing.kind == .directory { throw VaultError.outputExists(output) }
        let directory = try Descriptor.open(output.parent, [.read, .directory])
        try checkRoom(for: size, in: output.parent)
        let name = AtomicOutput.temporaryName()
        do {
            let file = try directory.open(Path(bytes: name), [.readWrite, .createNew])
            let result = try body(file)
            try file.sync()
            do throws(FileError) {
                try AtomicOutput.publish(name, as: output.lastComponent, in: directory, replacing: replacing)
            } catch {
                throw error.isExisting ? VaultError.outputExists(output) : error
            }
            try directory.sync()
            return result
        } catch {
            AtomicOutput.discard(name, in: directory)
            throw error
        }
    }

    static func checkRoom(for size: UInt64, in directory: Path) throws {
        let medium = try Medium(under: directory)
        if let largest = medium.largestFile, size > largest { throw VaultError.tooLargeForFileSystem(directory, largest: largest) }
        guard size <= medium.freeBytes else { throw VaultError.notEnoughSpace(directory, needed: size, free: medium.freeBytes) }
    }
}
