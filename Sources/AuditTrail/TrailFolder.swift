internal import CryptoCore
public import SystemFiles

/// Where trails are, and the files of one (Docs/TRAIL.md, section 1).
public enum TrailFolder {
    static let lock = Path("lock")
    static let state = Path("state")
    static let verificationKey = Path("verification-key")
    static let signingKey = Path("signing-key")
    static let logEnding = ".log"
    static let headEnding = ".head"
    /// Milliseconds that an append waits for others.
    static let patience = 30_000

    /// The user's own.
    public static func ofUser() throws(TrailError) -> Path {
        guard let folder = CurrentUser.stateFolder else { throw .noHome }
        return folder.appending("tuckbox/trail")
    }

    /// Opens the folder, and makes it if it is not there. Throws if others could write in it.
    static func openForWriting(_ path: Path) throws -> Descriptor {
        try makeFolders(path)
        let folder = try Descriptor.open(path, [.read, .directory])
        let status = try folder.status()
        guard status.owner == CurrentUser.identifier, status.permissions & 0o022 == 0 else { throw TrailError.notOnlyOurs(path) }
        return folder
    }

    private static func makeFolders(_ path: Path) throws {
        if try FileStatus.ifPresent(path, following: true) != nil { return }
        if path.parent != path { try makeFolders(path.parent) }
        do {
            let parent = try Descriptor.open(path.parent, [.read, .directory])
            try parent.makeDirectory(Path(bytes: path.lastComponent))
        } catch {
            // Somebody else may have been quicker.
            guard error.isExisting else { throw error }
        }
    }

    /// The months that have a file with `ending`, in order.
    static func months(_ folder: borrowing Descriptor, _ ending: String) throws -> [String] {
        try folder.directoryEntries().compactMap { SegmentName(file: $0, ending: ending)?.text }
    }

    /// A small file with a secret, at most `limit` bytes; nil if it is not there.
    static func secret(_ name: Path, limit: Int, in folder: borrowing Descriptor) throws -> SecretBytes? {
        if (try? folder.status(of: name)) == nil { return nil }
        let file = try folder.open(name, [.read, .noFollow])
        let buffer = try SecretBytes(count: limit)
        var got = 0
        let source = file.lent()
        try buffer.withMutableSpan { (span: inout MutableSpan<UInt8>) throws in got = try source.read(into: &span, at: 0) }
        return try buffer.prefix(got)
    }

    /// Writes a small file whole or not at all.
    static func write(_ bytes: borrowing SecretBytes, to name: Path, in folder: borrowing Descriptor) throws {
        let temporary = AtomicOutput.temporaryName()
        do {
            try fill(temporary, with: bytes, in: folder)
            try AtomicOutput.publish(temporary, as: name.bytes, in: folder, replacing: true)
            try folder.sync()
        } catch {
            AtomicOutput.discard(temporary, in: folder)
            throw error
        }
    }

    private static func fill(_ name: [UInt8], with bytes: borrowing SecretBytes, in folder: borrowing Descriptor) throws {
        let file = try folder.open(Path(bytes: name), [.write, .createNew])
        let target = file.lent()
        try bytes.withSpan { (span: Span<UInt8>) throws in try target.write(span) }
        try file.sync()
    }

    static func write(_ bytes: [UInt8], to name: Path, in folder: borrowing Descriptor) throws {
        let copy = try SecretBytes(copying: bytes)
        try write(copy, to: name, in: folder)
    }
}
