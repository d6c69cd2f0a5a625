public import SystemFiles
internal import VaultFiles

/// A folder on this computer, a stick or a share.
public final class FolderPlace: BackupPlace {
    public let folder: Path
    private let directory: Descriptor
    public var display: String { folder.display }
    public var isLocal: Bool { true }
    /// What the kernel knows the folder by, whatever its path.
    public var identity: String? { (try? directory.status()).map { "\($0.device):\($0.inode)" } }

    /// - Parameter following: whether it may be a link to a folder.
    public init(_ folder: Path, following: Bool = true) throws {
        self.folder = folder
        directory = try Descriptor.open(folder, following ? [.read, .directory] : [.read, .directory, .noFollow])
    }

    public func catalogue(of job: String) throws -> Catalogue {
        let (files, others) = try files()
        return Catalogue(job: job, files: files, others: others, lines: ChecksumLine.all(in: try checksums(of: job, among: files)))
    }

    /// Names of the files, with their sizes in bytes; and of what is no file, or cannot be looked at.
    private func files() throws -> (files: [(name: String, size: UInt64)], others: [String]) {
        var files: [(name: String, size: UInt64)] = []
        var others: [String] = []
        for name in try directory.directoryEntries() {
            guard let text = String(validating: name, as: UTF8.self) else { continue }
            do throws(FileError) {
                let status = try directory.status(of: Path(bytes: name))
                if status.kind == .file { files.append((text, status.size)) } else { others.append(text) }
            } catch {
                if !error.isMissing { others.append(text) }
            }
        }
        return (files, others)
    }

    /// Everything that the job's files with checksums say, in one.
    private func checksums(of job: String, among files: [(name: String, size: UInt64)]) throws -> [UInt8] {
        var bytes: [UInt8] = []
        for file in files where file.name.hasPrefix(job + ".") && file.name.hasSuffix(BackupName.checksumEnding) && file.size < 4096 {
            // One that cannot be read leaves its backup unproven, and the others as they are.
            guard let text = try? directory.open(Path(file.name), [.read, .noFollow]).bytes(count: 4096, at: 0) else { continue }
            bytes += text + [0x0a]
        }
        return bytes
    }

    public func requireRoom(for size: UInt64) throws {
        // The open folder, not what has its path by now.
        let medium = try Medium(under: Path("/proc/self/fd/\(directory.numberForPrograms)"))
        if let largest = medium.largestFile, size > largest { throw VaultError.tooLargeForFileSystem(folder, largest: largest) }
        guard size <= medium.freeBytes else { throw VaultError.notEnoughSpace(folder, needed: size, free: medium.freeBytes) }
    }

    public func store(_ temporary: String, _ make: (borrowing Descriptor, @escaping Watcher) throws -> StoredBackup) throws -> StoredBackup {
        do {
            let file = try directory.open(Path(temporary), [.readWrite, .createNew])
            // Held while it is written: `isAbandoned` asks for it. A share may have no locks.
            try? file.lock(exclusively: true)
            let readBack = try ReadBack(of: file, named: temporary, in: directory, place: display)
            let backup = try make(file) { try readBack.note($0) }
            try readBack.finish(size: backup.size)
            // Fails if there is one: it is another backup's proof, and stays.
            try writeChecksum(of: backup, beside: temporary)
            do { try rename(temporary, to: backup.name.text, replacing: false) } catch {
                try? remove(backup.name.checksumFile)
                throw error
            }
            return backup
        } catch {
            try? remove(temporary)
            throw error
        }
    }

    private func writeChecksum(of backup: StoredBackup, beside vault: String) throws {
        let temporary = "\(vault.dropLast(5))-checksum.part"
        do {
            let file = try directory.open(Path(temporary), [.readWrite, .createNew])
            try file.write(backup.checksumLine)
            try file.sync()
            try rename(temporary, to: backup.name.checksumFile, replacing: false)
        } catch {
            try? remove(temporary)
            throw error
        }
    }

    public func read<Result>(_ name: String, _ body: (borrowing Descriptor) throws -> Result) throws -> Result {
        let file = try directory.open(Path(name), [.read, .noFollow])
        file.dropCache()
        return try body(file)
    }

    private func rename(_ old: String, to new: String, replacing: Bool) throws {
        try AtomicOutput.publish(Array(old.utf8), as: Array(new.utf8), in: directory, replacing: replacing)
        try directory.sync()
    }

    public func remove(_ name: String) throws { try AtomicOutput.remove(Path(name), in: directory) }

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
