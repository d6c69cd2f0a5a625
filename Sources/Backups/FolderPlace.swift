public import SystemFiles
internal import VaultFiles

/// A folder on this computer, a stick or a share.
public final class FolderPlace: BackupPlace {
    public let folder: Path
    private let directory: Descriptor
    public var display: String { folder.display }
    public var isLocal: Bool { true }

    /// - Parameter following: whether it may be a link to a folder.
    public init(_ folder: Path, following: Bool = true) throws {
        self.folder = folder
        directory = try Descriptor.open(folder, following ? [.read, .directory] : [.read, .directory, .noFollow])
    }

    public func files() throws -> [(name: String, size: UInt64)] {
        try directory.directoryEntries().compactMap { name in
            guard let text = String(validating: name, as: UTF8.self), let status = try? directory.status(of: Path(bytes: name)), status.kind == .file
            else { return nil }
            return (text, status.size)
        }
    }

    public func checksums(of job: String, among files: [(name: String, size: UInt64)]) throws -> [UInt8] {
        var bytes: [UInt8] = []
        for file in files where file.name.hasPrefix(job + ".") && file.name.hasSuffix(BackupName.checksumEnding) && file.size < 4096 {
            bytes += try directory.open(Path(file.name), [.read, .noFollow]).bytes(count: 4096, at: 0) + [0x0a]
        }
        return bytes
    }

    public func requireRoom(for size: UInt64) throws {
        let medium = try Medium(under: folder)
        if let largest = medium.largestFile, size > largest { throw VaultError.tooLargeForFileSystem(folder, largest: largest) }
        guard size <= medium.freeBytes else { throw VaultError.notEnoughSpace(folder, needed: size, free: medium.freeBytes) }
    }

    public func write<Result>(_ name: String, _ body: (borrowing Descriptor) throws -> Result) throws -> Result {
        let file = try directory.open(Path(name), [.readWrite, .createNew])
        // Held while it is written: `isAbandoned` asks for it. A share may have no locks.
        try? file.lock(exclusively: true)
        let result = try body(file)
        try file.sync()
        return result
    }

    public func read<Result>(_ name: String, _ body: (borrowing Descriptor) throws -> Result) throws -> Result {
        let file = try directory.open(Path(name), [.read, .noFollow])
        file.dropCache()
        return try body(file)
    }

    public func rename(_ old: String, to new: String, replacing: Bool) throws {
        try AtomicOutput.publish(Array(old.utf8), as: Array(new.utf8), in: directory, replacing: replacing)
        try directory.sync()
    }

    public func remove(_ name: String) throws { try AtomicOutput.remove(directory.path.appending(name)) }

    public func isAbandoned(_ name: String) -> Bool {
        guard let file = try? directory.open(Path(name), [.readWrite, .noFollow]) else { return false }
        do throws(FileError) {
            try file.lock(exclusively: true)
            return true
        } catch {
            return !error.isBusy
        }
    }
}
