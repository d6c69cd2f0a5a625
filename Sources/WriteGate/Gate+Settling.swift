internal import CFuse
internal import Dispatch
import GateMessages
internal import Glibc
import Synchronization
import SystemFiles

/// From what a program wrote to a file on the stick. Everything here is done in the node's turn.
extension Gate {
    /// The stage of a file that is about to change: everything that was decided about it is void.
    /// - Parameters:
    ///   - keeping: bytes of the present content that it begins with.
    ///   - keepingTimes: whether the time of the change is the one that somebody has set.
    func stageForChange(_ node: Node, keeping: UInt64 = .max, keepingTimes: Bool = false) throws(Errno) -> Stage {
        let (old, file, prepared) = node.content.withLock { content in
            defer { content.prepared = nil }
            return (content.stage, content.file, content.prepared)
        }
        if let prepared { stick.discard(prepared) }
        let stage: Stage
        if let old {
            stage = old
        } else {
            stage = Stage(budget)
            if let file, keeping > 0 { try stage.fill(from: file, size: min(keeping, UInt64(clamping: try file.status().st_size))) }
        }
        node.content.withLock {
            $0.stage = stage
            ($0.isChanged, $0.refusal, $0.buriedUntil) = (true, nil, nil)
            if !keepingTimes { $0.changeTime = nil }
        }
        return stage
    }

    /// Judges what was written since the last time, and writes what is good to the stick, beside its name.
    /// - Parameter isLast: false leaves an empty file alone: a shell's redirection closes it once before anything is in it.
    /// - Throws: `Errno.refused`; or what the stick says, and then it is still to be judged.
    func settle(_ node: Node, isLast: Bool) throws(Errno) {
        let (stage, isChanged, refused) = node.content.withLock { ($0.stage, $0.isChanged, $0.refusal) }
        guard let stage else { return }
        guard isChanged else {
            if refused != nil { throw .refused }
            return
        }
        let whereabouts = tree.withLock { tree in tree[node.id]?.place.flatMap { place in tree.location(node.id).map { (place, $0) } } }
        guard let (place, path) = whereabouts, isLast || stage.size > 0 else { return }
        if let why = isReadOnly ? Refusal(.readOnly) : refusal(of: stage, node) {
            node.content.withLock { ($0.isChanged, $0.refusal) = (false, Content.Refused(why: why, place: place, path: path)) }
            throw .refused
        }
        let prepared: PreparedFile
        do throws(Errno) { prepared = try prepare(stage, node) } catch {
            guard error == .full else { throw error }
            // What was removed makes room, also the old version of this file: the new one is good.
            tree.withLock { tree in
                removeHidden(&tree, tree.hidden() + [tree[node.id]?.place].compactMap(\.self).filter { tree.isHidden($0.name, in: $0.folder) })
            }
            prepared = try prepare(stage, node)
        }
        node.content.withLock { ($0.isChanged, $0.prepared) = (false, prepared) }
    }

    private func prepare(_ stage: Stage, _ node: Node) throws(Errno) -> PreparedFile {
        let prepared = try stick.makePrepared(mode: node.content.withLock { $0.mode } ?? 0o600)
        do throws(Errno) {
            // It was found good: the medium may have it while the rest is copied.
            try stage.copy(to: prepared.file) { writeback.begin(prepared.file, $0) }
            return prepared
        } catch {
            stick.discard(prepared)
            throw error
        }
    }

    /// Gives what was found good its name, also when nothing more is taken: its program has been told that it is written.
    /// - Parameter durably: whether it is on the medium afterwards.
    func publish(_ node: Node, durably: Bool) throws(Errno) {
        guard let prepared = node.content.withLock({ $0.prepared }) else { return }
        setAttributes(of: prepared, node)
        // The old version's name must not be on the medium before the new version's content: a stick may be pulled out at any time.
        let replaces = tree.withLock { tree in
            tree[node.id].map { $0.isOnStick || $0.place.map { tree.isHidden($0.name, in: $0.folder) } ?? false } ?? false
        }
        if durably || replaces { try prepared.file.sync() }
        try tree.withLock { (tree) throws(Errno) in
            guard let location = tree.location(node.id) else {
                // It was removed meanwhile; who has it open reads it to the end.
                try? stick.removeFile(prepared.location)
                return
            }
            try stick.rename(prepared.location, to: location)
            tree.setOnStick(node.id)
            if let place = tree[node.id]?.place { tree.unhide(place.name, in: place.folder) }
        }
        node.content.withLock { ($0.prepared, $0.file) = (nil, prepared.file) }
        guard durably else {
            if !replaces { beginGathered(with: prepared.file) }
            return
        }
        // FAT has a file's size and place in its directory entry, and the rename has made a new one.
        try prepared.file.sync()
        if let folder = tree.withLock({ $0.location(node.id) }).map(Stick.folderLocation) { try stick.syncFolder(folder) }
    }

    private func beginGathered(with file: OpenFile) {
        guard let size = try? file.status().st_size, writeback.gather(file, size) else { return }
        soon.asyncAfter(deadline: .now() + .milliseconds(100)) { [self] in writeback.letGo() }
    }

    /// What it was created with, or what the old version had; and the times that programs set or that they wrote at. What the file system cannot keep is no reason to fail.
    private func setAttributes(of prepared: PreparedFile, _ node: Node) {
        let (stage, wanted) = node.content.withLock { ($0.stage, ($0.mode, $0.owner, $0.accessTime, $0.changeTime)) }
        let old = tree.withLock { tree in tree[node.id]?.isOnStick == true ? tree.location(node.id) : nil }.flatMap { try? stick.status($0) }
        let number = prepared.file.number
        // Each change is a transaction of the file system's, so what is right already is let be.
        let made = try? prepared.file.status()
        let (owner, group) = (wanted.1 ?? old?.st_uid, old?.st_gid)
        if hasOwners, let owner, owner != made?.st_uid || group.map({ $0 != made?.st_gid }) ?? false { _ = fchown(number, owner, group ?? .max) }
        let mode = (wanted.0 ?? old?.st_mode ?? 0o600) & 0o777
        if mode != made.map({ $0.st_mode & 0o7777 }) { _ = fchmod(number, mode) }
        let written = (try? stage?.status())?.st_mtim ?? Self.now
        _ = unsafe futimens(number, [wanted.2 ?? Self.now, wanted.3 ?? written])
    }

    /// After the last handle that could write is gone.
    /// - Parameter waits: whether a new file that is still empty gets a moment more: many programs create one, close it and only then open it to write.
    func conclude(_ node: Node, waits: Bool = true) {
        node.turn.withLock { _ in
            guard let stage = node.content.withLock({ $0.writers == 0 ? $0.stage : nil }) else { return }
            // Who has a removed file open sees it as it was left.
            if tree.withLock({ $0[node.id]?.place == nil }), node.content.withLock({ $0.handles > 0 }) { return }
            if waits, stage.size == 0, tree.withLock({ $0[node.id].map { !$0.isOnStick && $0.place != nil } ?? false }) {
                return afterwards.asyncAfter(deadline: .now() + .milliseconds(Int(Self.hiding))) { [self] in conclude(node, waits: false) }
            }
            var failure: Errno?
            do throws(Errno) {
                try settle(node, isLast: true)
                try publish(node, durably: false)
            } catch { failure = error }
            let last = node.content.withLock { content in
                let last = content
                (content.stage, content.isChanged, content.refusal, content.prepared) = (nil, false, nil, nil)
                (content.mode, content.owner, content.accessTime, content.changeTime) = (nil, nil, nil, nil)
                if content.handles == 0 { content.file = nil }
                if last.refusal != nil { content.buriedUntil = .now.adding(milliseconds: Self.burial) }
                return last
            }
            if let prepared = last.prepared { stick.discard(prepared) }
            if last.refusal != nil { graves.withLock { $0.append((.now.adding(milliseconds: Self.burial), node)) } }
            if let stage = last.stage, failure != nil { tell(node, stage, last.refusal, failure, last.user) }
        }
        tree.withLock { $0.prune(node.id) }
    }

    /// Of what did not get onto the stick. The old version is seen again, also one that was removed to make room.
    private func tell(_ node: Node, _ stage: Stage, _ refused: Content.Refused?, _ failure: Errno?, _ user: UInt32) {
        let (place, path, isGone) = tree.withLock { tree -> (Tree.Place?, Stick.Location?, Bool) in
            guard let entry = tree[node.id], let place = entry.place else { return (refused?.place, refused?.path, false) }
            let path = tree.location(node.id)
            if !entry.isOnStick, tree.unhide(place.name, in: place.folder) { tree.setOnStick(node.id) }
            // Nobody is to think that it is there.
            let isGone = refused == nil && tree[node.id]?.isOnStick == false
            if isGone { tree.remove(node.id) }
            return (place, path, isGone)
        }
        guard let place, let path else { return }
        let facts = GateMessage.FileFacts(path: path, size: stage.size, user: user)
        // The kernel waits for its readers when it forgets: never in an operation's thread.
        afterwards.async { [self] in
            tell(.content(node.id))
            if isGone { tell(.name(folder: place.folder, place.name)) }
            if let refused {
                report(.refused(refused.why, facts))
                rescue(stage, place, refused.why, user)
            } else if let failure {
                report(.notWritten(error: failure.code, facts))
            }
        }
    }

    func tell(_ stale: Stale) { self.stale.withLock { $0 }?(stale) }
}
