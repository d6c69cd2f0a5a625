internal import CFuse
internal import Glibc
import Synchronization
import SystemFiles

extension Gate {
    /// UTIME_NOW and UTIME_OMIT, whose macros Swift does not see.
    static let now = timespec(tv_sec: 0, tv_nsec: (1 << 30) - 1)
    static let unchanged = timespec(tv_sec: 0, tv_nsec: (1 << 30) - 2)

    func attributes(of id: UInt64) throws(Errno) -> Shown {
        // A new version gets its name under the tree's lock, and is a stage until then: without it, this could be the old one's size, which the kernel keeps.
        try tree.withLock { (tree) throws(Errno) in
            guard let entry = tree[id] else { throw .missing }
            guard entry.isOnStick else { return shown(entry.node, nil) }
            guard let location = tree.location(id) else { return shown(entry.node, try entry.node.content.withLock { $0.file }?.status()) }
            return shown(entry.node, try stick.status(location))
        }
    }

    /// - Parameter raw: as the stick has it; nil if it does not have it.
    func shown(_ node: Node, _ raw: stat?) -> Shown {
        var shown = raw ?? stat()
        let (stage, mode, owner, accessTime, changeTime) = node.content.withLock { ($0.stage, $0.mode, $0.owner, $0.accessTime, $0.changeTime) }
        shown.st_ino = UInt(node.id)
        if raw == nil {
            shown.st_mode = node.kind == .folder ? S_IFDIR | 0o700 : S_IFREG | 0o600
            (shown.st_uid, shown.st_gid) = (geteuid(), getegid())
            shown.st_blksize = 4096
        }
        // Two names of one file are two files here: each gets its own new version.
        if node.kind == .file { shown.st_nlink = 1 }
        if let stage, let staged = try? stage.status() {
            (shown.st_size, shown.st_blocks) = (staged.st_size, staged.st_blocks)
            (shown.st_mtim, shown.st_ctim) = (staged.st_mtim, staged.st_ctim)
            if raw == nil { shown.st_atim = staged.st_atim }
        }
        if let mode { shown.st_mode = shown.st_mode & S_IFMT | mode & 0o777 }
        if let owner { shown.st_uid = owner }
        if let accessTime { shown.st_atim = accessTime }
        if let changeTime { shown.st_mtim = changeTime }
        if let owner = options.owner { (shown.st_uid, shown.st_gid) = owner }
        return Shown(node: node.id, attributes: shown, isSettled: stage == nil)
    }

    /// chmod, chown, truncate, utimens.
    func change(_ id: UInt64, _ changes: tuckbox_fuse_changes, user: UInt32) throws(Errno) -> Shown {
        try requireWritable()
        guard let entry = tree.withLock({ $0[id] }) else { throw .missing }
        if changes.has_size != 0 {
            if changes.has_handle != 0 { try truncate(changes.handle, to: changes.size) } else { try truncate(id, to: changes.size, user) }
        }
        // In its turn: what is on its way to the stick would take the old attributes with it.
        try entry.node.turn.withLock { (_) throws(Errno) in
            if changes.has_owner != 0 { try setOwner(entry, changes.user, changes.group) }
            if changes.has_mode != 0 { try setMode(entry, changes.mode) }
            if changes.has_access_time != 0 || changes.has_change_time != 0 { try setTimes(entry, changes) }
        }
        return try attributes(of: id)
    }

    /// Without a handle: as if somebody opened, truncated and closed it.
    private func truncate(_ id: UInt64, to size: UInt64, _ user: UInt32) throws(Errno) {
        let handle = try open(id, O_WRONLY, user: user)
        defer { release(handle) }
        try truncate(handle, to: size)
        try flush(handle, isLast: true)
    }

    /// Nobody on a stick owns anything: what is so already is granted.
    private func setOwner(_ entry: Tree.Entry, _ user: UInt32, _ group: UInt32) throws(Errno) {
        if let owner = options.owner {
            guard user == .max || user == owner.user, group == .max || group == owner.group else { throw .notPermitted }
            return
        }
        if let location = tree.withLock({ $0[entry.node.id]?.isOnStick == true ? $0.location(entry.node.id) : nil }) {
            try stick.setOwner(location, user: user, group: group)
        }
        if user != .max { entry.node.content.withLock { if $0.stage != nil { $0.owner = user } } }
    }

    private func setMode(_ entry: Tree.Entry, _ mode: UInt32) throws(Errno) {
        if let location = tree.withLock({ $0[entry.node.id]?.isOnStick == true ? $0.location(entry.node.id) : nil }) {
            try stick.setMode(location, mode & 0o777)
        }
        entry.node.content.withLock { if $0.stage != nil { $0.mode = mode & 0o777 } }
    }

    private func setTimes(_ entry: Tree.Entry, _ changes: tuckbox_fuse_changes) throws(Errno) {
        let access = changes.has_access_time != 0 ? changes.access_time : Self.unchanged
        let change = changes.has_change_time != 0 ? changes.change_time : Self.unchanged
        let isWaiting = entry.node.content.withLock { content in
            // Who has it open to write may have changed it already, in a way that the kernel tells later.
            guard content.stage != nil || content.writers > 0 else { return false }
            if changes.has_access_time != 0 { content.accessTime = Self.resolved(access) }
            if changes.has_change_time != 0 { content.changeTime = Self.resolved(change) }
            return content.stage != nil && (content.isChanged || content.prepared != nil)
        }
        guard !isWaiting, let location = tree.withLock({ $0.location(entry.node.id) }) else { return }
        try stick.setTimes(location, [access, change])
    }

    private static func resolved(_ time: timespec) -> timespec {
        guard time.tv_nsec == now.tv_nsec else { return time }
        var now = timespec()
        _ = unsafe clock_gettime(CLOCK_REALTIME, &now)
        return now
    }
}
