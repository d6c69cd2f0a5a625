import SystemFiles

/// The files and folders of a selection while they are being written: where each record's content goes.
final class StagedFiles: Sendable {
    /// Where the content of a record goes.
    struct Target: Sendable {
        /// Below the staging folder; empty for the staged file itself.
        let path: [UInt8]
        /// Where the record's content begins in the file: parts of a stream follow each other.
        let base: UInt64
    }

    private let selection: Selection
    private let folder: Descriptor?
    /// The one output file, if there is only one.
    let file: SharedDescriptor?
    /// By record; nil for what is not selected.
    private let targets: [Target?]

    init(_ selection: Selection, folder: consuming Descriptor?, file: SharedDescriptor?) {
        self.selection = selection
        self.folder = folder
        self.file = file
        var targets = [Target?](repeating: nil, count: selection.contents.layout.members.count)
        for root in selection.roots {
            for index in root.entries {
                let path = selection.relativePath(of: index, in: root)
                var base: UInt64 = 0
                for record in selection.contents.entries[index].members {
                    targets[record] = Target(path: path, base: base)
                    base += selection.contents.layout.members[record].size
                }
            }
        }
        self.targets = targets
    }

    func target(of record: Int) -> Target? { targets[record] }

    /// Opens a staged file for writing.
    func open(_ path: [UInt8]) throws -> Descriptor {
        switch folder {
        case .some(let folder): try folder.open(Path(bytes: path), [.write, .noFollow])
        case .none: throw VaultError.outputExists(Path(bytes: path))
        }
    }

    /// Makes every folder, file and link, each name once: two that this file system takes for one are refused.
    func create() throws {
        try forEachEntry { (entry, path, folder) in
            guard !path.bytes.isEmpty else { return }
            do throws(FileError) {
                switch entry.kind {
                case .folder: try folder.makeDirectory(path)
                case .symbolicLink: try folder.makeSymbolicLink(path, target: entry.linkTarget)
                case .file: _ = try folder.open(path, [.write, .createNew])
                }
            } catch {
                throw error.isExisting ? VaultError.namesCollide(path) : error
            }
        }
    }

    /// Sizes, permissions and times, folders after what is in them.
    func finish() throws {
        try forEachEntry(reversed: true) { (entry, path, folder) in
            if entry.kind == .file {
                let file = try folder.open(path, [.write, .noFollow])
                try file.finish(size: entry.size, permissions: entry.permissions, modified: entry.modified)
            } else {
                let place = path.bytes.isEmpty ? Path.current : path
                try folder.setAttributes(of: place, permissions: entry.permissions, modified: entry.modified, isLink: entry.kind == .symbolicLink)
            }
        }
    }

    private func forEachEntry(
        reversed: Bool = false, _ body: (VaultContents.Entry, Path, borrowing Descriptor) throws -> Void
    ) throws {
        for root in reversed ? selection.roots.reversed() : selection.roots {
            for offset in 0..<root.entries.count {
                try Interruption.check()
                let index = reversed ? root.entries.upperBound - 1 - offset : root.entries.lowerBound + offset
                let path = Path(bytes: selection.relativePath(of: index, in: root))
                switch folder {
                case .some(let folder): try body(selection.contents.entries[index], path, folder)
                case .none: return
                }
            }
        }
    }
}

/// One thread's way to the staged files: the one that was written last stays open.
final class FileSink: ContentSink {
    private let staged: StagedFiles
    private var current: (path: [UInt8], file: SharedDescriptor)?

    init(_ staged: StagedFiles) {
        self.staged = staged
    }

    func put(_ bytes: Span<UInt8>, member: Int, offset: UInt64) throws {
        // Holes stay holes; `finish` makes the size right.
        guard let target = staged.target(of: member), bytes.count > 0, !(bytes[0] == 0 && isZero(bytes)) else { return }
        try file(target.path).write(bytes, at: target.base + offset)
    }

    func finish() { current = nil }

    private func file(_ path: [UInt8]) throws -> SharedDescriptor {
        if let file = staged.file { return file }
        if let current, current.path == path { return current.file }
        let file = SharedDescriptor(owning: try staged.open(path))
        current = (path, file)
        return file
    }
}

/// Content in order to a stream; for one thread.
final class StreamSink: ContentSink {
    private let output: SharedDescriptor
    private let staged: StagedFiles

    init(_ output: SharedDescriptor, _ staged: StagedFiles) {
        self.output = output
        self.staged = staged
    }

    func put(_ bytes: Span<UInt8>, member: Int, offset: UInt64) throws {
        if staged.target(of: member) != nil { try output.write(bytes) }
    }

    func finish() {}
}
