internal import CFuse
internal import Glibc
import Synchronization

extension Gate {
    func openFolder(_ id: UInt64) throws(Errno) -> UInt64 {
        digUp()
        let (node, entries) = try tree.withLock { (tree) throws(Errno) -> (Node, [(name: [UInt8], inode: UInt64, kind: UInt8)]) in
            guard let entry = tree[id], let location = tree.location(id) else { throw .missing }
            guard entry.node.kind == .folder else { throw Errno(ENOTDIR) }
            let waiting = tree.waiting(in: id).filter { !isBuried($0.node) }
            let listed = try stick.list(location).filter { !PreparedFile.isOurs($0.name) && !tree.isHidden($0.name, in: id) }
            return (entry.node, listed + waiting.map { ($0.place?.name ?? [], $0.node.id, UInt8(DT_REG)) })
        }
        return try handles.withLock { (handles) throws(Errno) in try handles.add(Handles.Folder(node: node, entries: entries)) }
    }

    /// What stands at a position of an open folder, from 0; nil behind the last. Its node is counted if it is wanted, and 0 if there is none.
    func entry(_ handle: UInt64, at position: UInt64, isWanted: Bool) throws(Errno) -> (name: [UInt8], shown: Shown)? {
        guard let folder = handles.withLock({ $0.folder(handle) }) else { throw Errno(EBADF) }
        var attributes = stat()
        guard position >= 2 else {
            (attributes.st_mode, attributes.st_ino) = (S_IFDIR, UInt(folder.node.id))
            return (position == 0 ? [0x2e] : [0x2e, 0x2e], Shown(node: 0, attributes: attributes, isSettled: true))
        }
        guard let index = Int(exactly: position - 2), index < folder.entries.count else { return nil }
        let entry = folder.entries[index]
        // What was removed since is listed all the same, without a node.
        if isWanted, let found = try? lookUp(folder.node.id, entry.name) { return (entry.name, found) }
        (attributes.st_mode, attributes.st_ino) = (UInt32(entry.kind) << 12, UInt(entry.inode))
        return (entry.name, Shown(node: 0, attributes: attributes, isSettled: true))
    }

    func releaseFolder(_ handle: UInt64) { handles.withLock { $0.remove(handle) } }

    func syncFolder(_ id: UInt64) throws(Errno) {
        let location = tree.withLock { tree in
            removeHidden(&tree, tree.hidden(in: id))
            return tree.location(id)
        }
        // A removed one has nothing that could be lost.
        if let location { try stick.syncFolder(location) }
    }
}
