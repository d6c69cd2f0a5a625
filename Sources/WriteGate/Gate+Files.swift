internal import CFuse
internal import Glibc
import Synchronization
import SystemFiles

extension Gate {
    /// Returns the node, counted, and a handle.
    func create(_ folder: UInt64, _ name: [UInt8], mode: UInt32, flags: Int32, user: UInt32) throws(Errno) -> (Shown, handle: UInt64) {
        try requireWritable()
        try requireAllowed(name)
        digUp()
        let node = try find(folder, name, isNew: flags & O_EXCL != 0)
        node.content.withLock { if $0.stage == nil, $0.file == nil { ($0.mode, $0.owner) = (mode & 0o777, user) } }
        do throws(Errno) {
            let handle = try open(node.id, flags & O_ACCMODE == O_RDONLY ? flags | O_RDWR : flags, user: user, isNew: true)
            // The kernel drops what it keeps of a file when it writes to it: until then it need not ask again.
            let shown = try attributes(of: node.id)
            return (Shown(node: shown.node, attributes: shown.attributes, isSettled: true), handle)
        } catch {
            tree.withLock { tree in
                tree.forget(node.id, 1)
                if tree[node.id]?.isOnStick == false { tree.remove(node.id) }
            }
            throw error
        }
    }

    /// The node that a name leads to, counted; a new one if there is none, or only a buried one, whose name is free.
    private func find(_ folder: UInt64, _ name: [UInt8], isNew: Bool) throws(Errno) -> Node {
        do throws(Errno) {
            let id = try lookUp(folder, name).node
            guard let entry = tree.withLock({ $0[id] }) else { throw .missing }
            guard isNew, entry.isOnStick || !isBuried(entry.node) else { return entry.node }
            tree.withLock { $0.forget(id, 1) }
            throw Errno(EEXIST)
        } catch {
            guard error == .missing else { throw error }
            try requirePossible(name)
            return try tree.withLock { (tree) throws(Errno) in
                guard tree.location(folder) != nil else { throw .missing }
                let node = tree.add(.file, name, in: folder, isOnStick: false)
                tree.count(node.id)
                return node
            }
        }
    }

    func open(_ id: UInt64, _ flags: Int32, user: UInt32, isNew: Bool = false) throws(Errno) -> UInt64 {
        let isWritable = flags & O_ACCMODE != O_RDONLY
        if isWritable || flags & O_TRUNC != 0 { try requireWritable() }
        let (node, location) = try tree.withLock { (tree) throws(Errno) -> (Node, Stick.Location?) in
            guard let entry = tree[id] else { throw .missing }
            guard entry.node.kind == .file else { throw Errno(entry.node.kind == .folder ? EISDIR : EACCES) }
            return (entry.node, entry.isOnStick ? tree.location(id) : nil)
        }
        // Only who begins anew gets a buried file: what it held is gone, and empty it would take the old version's place.
        if flags & O_TRUNC == 0, !isNew, isBuried(node), try isEmpty(location) { throw .refused }
        node.content.withLock { content in
            content.handles += 1
            if isWritable {
                content.writers += 1
                content.user = user
            }
        }
        let handle = handles.withLock { $0.add(Handles.File(node: node, isWritable: isWritable)) }
        do throws(Errno) {
            // Only now, when the node keeps what it has open: a version that was on its way to the stick may have arrived since.
            try openFile(of: node)
            if isWritable, flags & O_TRUNC != 0 || location == nil {
                try node.turn.withLock { (_) throws(Errno) in
                    if flags & O_TRUNC == 0 {
                        // It has been judged while this waited for its turn.
                        guard node.content.withLock({ $0.stage == nil && $0.file == nil }) else { return }
                        if !isNew, isBuried(node) { throw .refused }
                    }
                    // The version before has been told to be written, though its last handle may be on its way to us still: this one may be refused.
                    try? publish(node, durably: false)
                    let stage = try stageForChange(node, keeping: 0)
                    if stage.size > 0 { try stage.truncate(to: 0) }
                }
            }
            return handle
        } catch {
            release(handle)
            throw error
        }
    }

    private func openFile(of node: Node) throws(Errno) {
        guard node.content.withLock({ $0.file == nil }),
            let location = tree.withLock({ $0[node.id]?.isOnStick == true ? $0.location(node.id) : nil })
        else { return }
        let file = try stick.open(location)
        node.content.withLock { if $0.file == nil { $0.file = file } }
    }

    private func isEmpty(_ location: Stick.Location?) throws(Errno) -> Bool {
        guard let location else { return true }
        return try stick.status(location).st_size == 0
    }

    func read(_ handle: UInt64, into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64) throws(Errno) -> Int {
        guard let node = handles.withLock({ $0.file(handle)?.node }), let offset = Int(exactly: offset) else { throw Errno(EBADF) }
        let (stage, file) = node.content.withLock { ($0.stage, $0.file) }
        // Everybody reads what was written last.
        if let stage { return try unsafe stage.read(into: buffer, at: offset) }
        return try unsafe file?.read(into: buffer, at: offset) ?? 0
    }

    /// - Parameter isLate: the kernel writes what a program has changed in its mapping of the file, and does so when it likes: also after the program has set the
    ///   file's times, which stay.
    func write(_ handle: UInt64, _ bytes: UnsafeRawBufferPointer, at offset: UInt64, isLate: Bool = false) throws(Errno) {
        try changing(handle, keepingTimes: isLate) { (stage) throws(Errno) in try unsafe stage.write(bytes, at: offset) }
    }

    func truncate(_ handle: UInt64, to size: UInt64) throws(Errno) {
        try changing(handle, keeping: size) { (stage) throws(Errno) in try stage.truncate(to: size) }
    }

    func allocate(_ handle: UInt64, mode: Int32, offset: UInt64, count: UInt64) throws(Errno) {
        // FALLOC_FL_KEEP_SIZE promises room, which is not ours to promise; holes cannot be punched.
        guard mode == 0 else { throw Errno(EOPNOTSUPP) }
        let (end, overflow) = offset.addingReportingOverflow(count)
        guard !overflow else { throw .tooLarge }
        try changing(handle) { (stage) throws(Errno) in if stage.size < end { try stage.truncate(to: end) } }
    }

    private func changing(
        _ handle: UInt64, keeping: UInt64 = .max, keepingTimes: Bool = false, _ change: (Stage) throws(Errno) -> Void
    ) throws(Errno) {
        guard let file = handles.withLock({ $0.file(handle) }), file.isWritable else { throw Errno(EBADF) }
        try requireWritable()
        try file.node.turn.withLock { (_) throws(Errno) in
            try change(stageForChange(file.node, keeping: keeping, keepingTimes: keepingTimes))
        }
    }

    /// A program closes one of its descriptors. Nothing that was only read is refused.
    func flush(_ handle: UInt64, isLast: Bool = false) throws(Errno) {
        guard let file = handles.withLock({ $0.file(handle) }), file.isWritable else { return }
        try file.node.turn.withLock { (_) throws(Errno) in try settle(file.node, isLast: isLast) }
    }

    /// fsync. When it returns, the new version is on the medium under its name.
    func sync(_ handle: UInt64) throws(Errno) {
        guard let file = handles.withLock({ $0.file(handle) }), file.isWritable else { return }
        try file.node.turn.withLock { (_) throws(Errno) in
            try settle(file.node, isLast: true)
            try publish(file.node, durably: true)
        }
    }

    func release(_ handle: UInt64) {
        guard
            let file = handles.withLock({ handles in
                defer { handles.remove(handle) }
                return handles.file(handle)
            })
        else { return }
        let isOver = file.node.content.withLock { content in
            content.handles -= 1
            if file.isWritable { content.writers -= 1 }
            if content.handles == 0, content.stage == nil { content.file = nil }
            if content.writers == 0, content.stage == nil { (content.accessTime, content.changeTime) = (nil, nil) }
            return content.writers == 0 && content.stage != nil && (file.isWritable || content.handles == 0)
        }
        if isOver { conclude(file.node) } else { tree.withLock { $0.prune(file.node.id) } }
    }
}
