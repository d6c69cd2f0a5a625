import SystemFiles

/// Reads the contents of a tree's files for one thread, and refuses a file that is no longer what it was when the tree was read.
final class SourceReader {
    private let tree: SourceTree
    private var current: OpenFile?
    private var folder: OpenFile?

    private final class OpenFile {
        let entry: Int
        let descriptor: Descriptor
        init(entry: Int, _ descriptor: consuming Descriptor) {
            self.entry = entry
            self.descriptor = descriptor
        }
    }

    init(_ tree: SourceTree) {
        self.tree = tree
    }

    /// Fills `output` with the content of member `entry` from `offset`.
    func read(_ entry: Int, at offset: UInt64, into output: inout MutableSpan<UInt8>) throws {
        let file = try open(entry)
        guard try file.descriptor.read(into: &output, at: offset) == output.count else { throw VaultError.sourceChanged(file.descriptor.path) }
    }

    /// Looks at the file that was read last: that shows a change before and during reading. Call it after the last read.
    func finish() throws {
        guard let file = current else { return }
        current = nil
        guard try file.descriptor.status() == tree.entries[file.entry].status else { throw VaultError.sourceChanged(file.descriptor.path) }
    }

    private func open(_ entry: Int) throws -> OpenFile {
        if let current, current.entry == entry { return current }
        try finish()
        let source = tree.entries[entry]
        let root = tree.roots[source.root]
        let file: OpenFile
        if source.subpath.isEmpty {
            file = OpenFile(entry: entry, try Descriptor.open(root, .read))
        } else {
            // By way of an open folder, so that the path has room even where the root's own path is long.
            file = OpenFile(entry: entry, try openFolder(source.root).descriptor.open(Path(bytes: source.subpath), [.read, .noFollow]))
        }
        current = file
        return file
    }

    /// The folder of the root that was read last stays open.
    private func openFolder(_ root: Int) throws -> OpenFile {
        if let folder, folder.entry == root { return folder }
        let opened = OpenFile(entry: root, try Descriptor.open(tree.roots[root], [.read, .directory]))
        folder = opened
        return opened
    }
}
