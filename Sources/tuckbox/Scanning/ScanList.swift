import FileVerdicts
import SystemFiles

/// The files that a scan is to look at: those that are named, and all below the folders that are named.
struct ScanList {
    private(set) var files: [(path: Path, size: UInt64)] = []
    private(set) var failed: [(path: Path, reason: FileVerdict.Shortfall)] = []
    private var seen: Set<[UInt64]> = []

    /// Links that are named are followed, links in folders are not: what they lead to is either below the folder as well, or not asked for.
    mutating func add(_ path: Path) throws {
        do {
            let status = try FileStatus.of(path)
            switch status.kind {
            case .directory: try addFolder(path)
            case .file: addFile(path, status)
            default: failed.append((path, .notAFile))
            }
        } catch let error as FileError {
            failed.append((path, .unreadable(error)))
        }
    }

    private mutating func addFile(_ path: Path, _ status: FileStatus) {
        if seen.insert([status.device, status.inode]).inserted { files.append((path, status.size)) }
    }

    private mutating func addFolder(_ top: Path) throws {
        var pending: [(path: Path, status: FileStatus?)] = [(top, nil)]
        while let (path, known) = pending.popLast() {
            try Interruption.check()
            if let known, known.kind == .file {
                addFile(path, known)
                continue
            }
            do {
                let folder = try Descriptor.open(path, known == nil ? [.read, .directory] : [.read, .directory, .noFollow])
                for name in try folder.directoryEntries().reversed() {
                    let status = try folder.status(of: Path(bytes: name))
                    if status.kind == .directory || status.kind == .file { pending.append((path.appending(name), status)) }
                }
            } catch {
                failed.append((path, .unreadable(error)))
            }
        }
    }
}
