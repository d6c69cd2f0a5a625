import CryptoCore
public import SystemFiles

/// Finds vaults: files by name, and in folders whatever begins as a vault does.
public struct VaultFinder {
    public private(set) var found: [(path: Path, size: UInt64)] = []
    public private(set) var failed: [FileError] = []
    private var seen: Set<[UInt64]> = []

    public init() {}

    /// Adds the file at `path`, or the vaults in the folder at `path`. Links in folders are not followed. A file that is reached twice counts once.
    public mutating func add(_ path: Path) throws {
        do {
            let status = try FileStatus.of(path)
            // A link that is named stands for what it leads to: a new vault must not take the link's place.
            if status.kind == .directory { return try addFolder(path) }
            addFile(try FileStatus.of(path, following: false).kind == .symbolicLink ? path.resolved() : path, status)
        } catch let error as FileError {
            failed.append(error)
        }
    }

    /// Leaves out the files that `isWanted` does not want.
    public mutating func keep(where isWanted: (Path) -> Bool) {
        found.removeAll { !isWanted($0.path) }
    }

    private mutating func addFile(_ path: Path, _ status: FileStatus) {
        if seen.insert([status.device, status.inode]).inserted { found.append((path, status.size)) }
    }

    private mutating func addFolder(_ top: Path) throws {
        var pending = [top]
        while let path = pending.popLast() {
            try Interruption.check()
            do {
                let folder = try Descriptor.open(path, [.read, .directory])
                var folders: [Path] = []
                for name in try folder.directoryEntries() where !AtomicOutput.isTemporary(name) {
                    // What cannot be looked at is told of, and hides nothing beside it.
                    do { try look(at: name, in: folder, path, &folders) } catch let error as FileError { failed.append(error) }
                }
                pending += folders.reversed()
            } catch let error as FileError {
                failed.append(error)
            }
        }
    }

    private mutating func look(at name: [UInt8], in folder: borrowing Descriptor, _ path: Path, _ folders: inout [Path]) throws {
        let status = try folder.status(of: Path(bytes: name))
        switch status.kind {
        case .directory: folders.append(path.appending(name))
        case .file where try Self.looksLikeVault(Path(bytes: name), in: folder): addFile(path.appending(name), status)
        default: break
        }
    }

    private static func looksLikeVault(_ name: Path, in folder: borrowing Descriptor) throws -> Bool {
        if name.bytes.suffix(6).elementsEqual(".vault".utf8) { return true }
        return try folder.open(name, [.read, .noFollow]).bytes(count: Header.finderMagic.utf8.count, at: 0).elementsEqual(Header.finderMagic.utf8)
    }
}
