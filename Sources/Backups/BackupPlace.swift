internal import CryptoCore
public import SystemFiles

/// Where backups of a job are: a folder, or a remote.
public protocol BackupPlace: AnyObject {
    /// Gets what was written, piece by piece.
    typealias Watcher = (Span<UInt8>) throws -> Void

    /// For people.
    var display: String { get }
    /// What it is known by, whatever the job calls it; nil if that cannot be said.
    var identity: String? { get }
    /// Whether reading from it costs nothing, so that others can be copied from it.
    var isLocal: Bool { get }

    func catalogue(of job: String) throws -> Catalogue
    /// Throws if there is no room for a file of `size` bytes, as far as that can be known.
    func requireRoom(for size: UInt64) throws
    /// Has `make` write a vault under the name `temporary`, reads it back, and gives it its name once it was found to be what was written, its
    /// checksum beside it. A failure leaves neither.
    /// - Parameter make: writes to the descriptor, front to back, and gives the watcher all of it once it is written; returns what must be there.
    func store(_ temporary: String, _ make: (borrowing Descriptor, @escaping Watcher) throws -> StoredBackup) throws -> StoredBackup
    /// Lends a file's content, from the medium and not from memory as far as the kernel lets us.
    func read<Result>(_ name: String, _ body: (borrowing Descriptor) throws -> Result) throws -> Result
    func remove(_ name: String) throws
    /// Whether nobody else is writing the file.
    func isAbandoned(_ name: String) -> Bool
}

extension BackupPlace {
    /// Removes what a run of this computer that was cut off has left. Another computer may be at work under the same job's name: what says that it is
    /// another's stays, and on a remote, which has no locks, so does what says nothing. A checksum comes before its vault.
    /// - Parameters:
    ///   - number: of this computer's temporary names.
    ///   - orphans: files with checksums that may be without a vault.
    func removeLeftovers(_ catalogue: Catalogue, _ job: String, _ number: String, orphans: [String]) {
        for name in catalogue.leftovers {
            let owner = BackupName.number(of: name, job)
            let isOurs = BackupName.isTemporary(name, job) ? owner == number || owner == nil && isLocal : orphans.contains(name)
            if isOurs, isAbandoned(name) { try? remove(name) }
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
