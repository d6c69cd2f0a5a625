internal import CryptoCore
public import SystemFiles

/// Where backups of a job are: a folder, or a remote. Files appear under a temporary name first.
public protocol BackupPlace: AnyObject {
    /// For people.
    var display: String { get }
    /// Whether reading from it costs nothing, so that others can be copied from it.
    var isLocal: Bool { get }

    /// Names of the files, with their sizes in bytes. What is not a file does not count.
    func files() throws -> [(name: String, size: UInt64)]
    /// Everything that the job's files with checksums say, in one.
    func checksums(of job: String, among files: [(name: String, size: UInt64)]) throws -> [UInt8]
    /// Throws if there is no room for a file of `size` bytes, as far as that can be known.
    func requireRoom(for size: UInt64) throws
    /// Has `body` write a new file. When this returns it is on the medium.
    func write<Result>(_ name: String, _ body: (borrowing Descriptor) throws -> Result) throws -> Result
    /// Lends a file's content, from the medium and not from memory as far as the kernel lets us.
    func read<Result>(_ name: String, _ body: (borrowing Descriptor) throws -> Result) throws -> Result
    /// What has the name `new` already is replaced only if `replacing`.
    func rename(_ old: String, to new: String, replacing: Bool) throws
    func remove(_ name: String) throws
    /// Whether nobody else is writing the file.
    func isAbandoned(_ name: String) -> Bool
}

extension BackupPlace {
    public func catalogue(of job: String) throws -> Catalogue {
        let files = try files()
        return Catalogue(job: job, files: files, lines: ChecksumLine.all(in: try checksums(of: job, among: files)))
    }

    /// Removes what a run that was cut off has left.
    func removeLeftovers(_ catalogue: Catalogue) {
        for name in catalogue.leftovers where isAbandoned(name) { try? remove(name) }
    }

    /// Gives a file that was written as `temporary` its name, once it was read back and found to be what was written, and its checksum beside it.
    func publish(_ temporary: String, _ backup: StoredBackup) throws {
        let found = try read(temporary) { try FileDigest.of($0) }
        guard found.sha256 == backup.sha256, found.size == backup.size else { throw BackupError.readBackDiffers(display) }
        let line = ChecksumLine(backup.sha256, Array(backup.name.text.utf8)).bytes
        let beside = BackupName.temporary(backup.name.job)
        do {
            try write(beside) { try $0.write(line) }
            try rename(beside, to: backup.name.checksumFile, replacing: true)
        } catch {
            try? remove(beside)
            throw error
        }
        do { try rename(temporary, to: backup.name.text, replacing: false) } catch {
            try? remove(backup.name.checksumFile)
            throw error
        }
    }

    /// The vault first: a checksum without one is known for what it is.
    func remove(_ backup: StoredBackup) throws {
        try remove(backup.name.text)
        try remove(backup.name.checksumFile)
    }

    /// Throws unless a backup's bytes are still those that were written.
    public func verify(_ backup: StoredBackup) throws {
        let found = try read(backup.name.text) { try FileDigest.of($0) }
        guard found.sha256 == backup.sha256 else { throw BackupError.altered(backup.name.text) }
    }
}
