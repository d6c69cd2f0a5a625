internal import CFuse
internal import Glibc
import Synchronization
import SystemFiles

extension Gate {
    /// The node that a name leads to, counted once more, and what it is like.
    func lookUp(_ folder: UInt64, _ name: [UInt8]) throws(Errno) -> Shown {
        try requireAllowed(name)
        return try tree.withLock { (tree) throws(Errno) in
            guard let location = tree.location(name, in: folder) else { throw .missing }
            if let entry = tree.child(folder, name), !entry.isOnStick {
                tree.count(entry.node.id)
                return shown(entry.node, nil)
            }
            guard !tree.isHidden(name, in: folder) else { throw .missing }
            let raw = try stick.status(location)
            let node = tree.child(folder, name)?.node ?? tree.add(Self.kind(raw), name, in: folder, isOnStick: true)
            tree.count(node.id)
            return shown(node, raw)
        }
    }

    private static func kind(_ raw: stat) -> Node.Kind {
        switch raw.st_mode & S_IFMT {
        case S_IFREG: .file
        case S_IFDIR: .folder
        default: .other
        }
    }

    /// The gate's own files are nobody's.
    func requireAllowed(_ name: [UInt8]) throws(Errno) {
        if PreparedFile.isOurs(name) { throw .refused }
        if name.count > Int(NAME_MAX) { throw Errno(ENAMETOOLONG) }
    }

    /// A file system looks for any name, and refuses some when they are made: that must not be when the program has gone on.
    func requirePossible(_ name: [UInt8]) throws(Errno) { if let problem = stick.rules.problem(with: name) { throw problem } }

    func makeFolder(_ folder: UInt64, _ name: [UInt8], mode: UInt32) throws(Errno) -> Shown {
        try requireWritable()
        try requireAllowed(name)
        try tree.withLock { (tree) throws(Errno) in
            guard let location = tree.location(name, in: folder) else { throw .missing }
            if let entry = tree.child(folder, name), !entry.isOnStick {
                guard isBuried(entry.node) else { throw Errno(EEXIST) }
                tree.remove(entry.node.id)
            }
            if tree.isHidden(name, in: folder) { removeHidden(&tree, [Tree.Place(folder: folder, name: name)]) }
            try stick.makeFolder(location, mode: mode & 0o777)
        }
        return try lookUp(folder, name)
    }

    func removeFile(_ folder: UInt64, _ name: [UInt8]) throws(Errno) {
        try requireWritable()
        try requireAllowed(name)
        try tree.withLock { (tree) throws(Errno) in
            guard let location = tree.location(name, in: folder) else { throw .missing }
            let entry = tree.child(folder, name)
            if let entry { tree.remove(entry.node.id) }
            guard entry?.isOnStick != false else { return }
            if entry?.node.kind == .file { tree.hide(name, in: folder) } else { try stick.removeFile(location) }
        }
        removeHiddenLater()
    }

    func removeFolder(_ folder: UInt64, _ name: [UInt8]) throws(Errno) {
        try requireWritable()
        try tree.withLock { (tree) throws(Errno) in
            guard let location = tree.location(name, in: folder) else { throw .missing }
            if let entry = tree.child(folder, name) {
                try clear(&tree, entry.node.id)
                removeHidden(&tree, tree.hidden(in: entry.node.id))
                try stick.removeFolder(location)
                tree.remove(entry.node.id)
            } else {
                try stick.removeFolder(location)
            }
        }
    }

    /// A folder that nobody sees anything in is empty.
    private func clear(_ tree: inout Tree, _ folder: UInt64) throws(Errno) {
        let waiting = tree.waiting(in: folder)
        guard waiting.allSatisfy({ isBuried($0.node) }) else { throw Errno(ENOTEMPTY) }
        for entry in waiting { tree.remove(entry.node.id) }
    }

    /// A file that was refused cannot take another one's place: its name answers "permission denied" for a while.
    func rename(_ folder: UInt64, _ name: [UInt8], to newFolder: UInt64, _ newName: [UInt8], flags: UInt32) throws(Errno) {
        try requireWritable()
        try requireAllowed(name)
        try requireAllowed(newName)
        try requirePossible(newName)
        // Only RENAME_NOREPLACE, which the kernel has seen to.
        guard flags & ~1 == 0 else { throw Errno(EINVAL) }
        let (source, replaces) = try tree.withLock { (tree) throws(Errno) -> (Node?, Bool) in
            guard let target = tree.location(newName, in: newFolder) else { throw .missing }
            if let other = tree.child(newFolder, newName), !other.isOnStick { return (tree.child(folder, name)?.node, !isBuried(other.node)) }
            return (tree.child(folder, name)?.node, (try? stick.status(target)) != nil)
        }
        guard let source else {
            if replaces { try syncContent(folder, name) }
            return try move(folder, name, newFolder, newName)
        }
        try source.turn.withLock { (_) throws(Errno) in
            do throws(Errno) {
                if isBuried(source) { throw .refused }
                if replaces {
                    try settle(source, isLast: true)
                    try publish(source, durably: false)
                    try syncContent(folder, name)
                }
            } catch {
                // Removed to make room for what does not come.
                tree.withLock { if $0.child(newFolder, newName) == nil { $0.unhide(newName, in: newFolder) } }
                throw error
            }
            try move(folder, name, newFolder, newName)
        }
    }

    /// The old version goes when another file takes its name: that one's content has to be on the medium before.
    private func syncContent(_ folder: UInt64, _ name: [UInt8]) throws(Errno) {
        let location = tree.withLock { tree in tree.child(folder, name)?.node.kind == .folder ? nil : tree.location(name, in: folder) }
        guard let location, try stick.status(location).st_mode & S_IFMT == S_IFREG else { return }
        try stick.open(location).sync()
    }

    private func move(_ folder: UInt64, _ name: [UInt8], _ newFolder: UInt64, _ newName: [UInt8]) throws(Errno) {
        try tree.withLock { (tree) throws(Errno) in
            guard let location = tree.location(name, in: folder), let target = tree.location(newName, in: newFolder) else { throw .missing }
            let source = tree.child(folder, name)
            if let other = tree.child(newFolder, newName), other.node.kind == .folder, other.node !== source?.node {
                try clear(&tree, other.node.id)
                removeHidden(&tree, tree.hidden(in: other.node.id))
            }
            if source?.isOnStick != false {
                // A folder takes no file's place, not even a hidden one's.
                if source?.node.kind != .file, tree.isHidden(newName, in: newFolder) {
                    removeHidden(&tree, [Tree.Place(folder: newFolder, name: newName)])
                }
                try stick.rename(location, to: target)
                tree.unhide(newName, in: newFolder)
            }
            if let source { tree.put(source.node.id, Tree.Place(folder: newFolder, name: newName)) }
        }
    }
}

extension Gate {
    func linkTarget(of id: UInt64) throws(Errno) -> [UInt8] {
        guard let location = tree.withLock({ $0.location(id) }) else { throw .missing }
        return try stick.linkTarget(location)
    }
}
