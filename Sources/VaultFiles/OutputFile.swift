import SystemFiles

/// A file that appears under its name whole and on the medium, or not at all.
enum OutputFile {
    /// Runs `body` on a temporary file beside `output`, syncs it and renames it.
    /// - Parameter size: bytes that will be written, if known: refused beforehand if there is no room.
    static func write<Result>(
        to output: Path, replacing: Bool, size: UInt64, _ body: (borrowing Descriptor) throws -> Result
    ) throws -> Result {
        if let existing = try FileStatus.ifPresent(output), try !replacing || !isReplaceable(existing, output) {
            throw VaultError.outputExists(output)
        }
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
            throw Self.told(error, of: output, insteadOf: directory.path.appending(name))
        }
    }

    /// A file, or a link unless it leads to something else: `-o /dev/null` does not make an end of that.
    private static func isReplaceable(_ existing: FileStatus, _ output: Path) throws -> Bool {
        guard existing.kind == .symbolicLink else { return existing.kind == .file }
        guard let target = try FileStatus.ifPresent(output, following: true) else { return true }
        return target.kind == .file
    }

    /// Nobody knows the temporary name: an error about it is told of the output.
    static func told(_ error: any Error, of output: Path, insteadOf temporary: Path) -> any Error {
        guard let error = error as? FileError, error.path == temporary else { return error }
        return error.told(of: output)
    }

    static func checkRoom(for size: UInt64, in directory: Path) throws {
        let medium = try Medium(under: directory)
        if let largest = medium.largestFile, size > largest { throw VaultError.tooLargeForFileSystem(directory, largest: largest) }
        guard size <= medium.freeBytes else { throw VaultError.notEnoughSpace(directory, needed: size, free: medium.freeBytes) }
    }
}
