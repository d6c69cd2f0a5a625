internal import Dispatch
import GateMessages
import Synchronization
import SystemFiles

/// A refused file is buried: for a minute its name answers "permission denied" to programs that do not look at errors and go on to rename it
/// over the old version. It is not listed, and may be written anew or removed at any time.
extension Gate {
    func isBuried(_ node: Node) -> Bool {
        node.content.withLock { content in
            if content.refusal != nil { return true }
            return content.buriedUntil.map { MonotonicTime.now.milliseconds < $0.milliseconds } ?? false
        }
    }

    func isBuried(_ id: UInt64) -> Bool { tree.withLock { $0[id]?.node }.map(isBuried) ?? false }

    /// Forgets names that were held long enough.
    func digUp() {
        let now = MonotonicTime.now.milliseconds
        let due = graves.withLock { graves in
            let due = graves.prefix { $0.until.milliseconds <= now }.map(\.node)
            graves.removeFirst(due.count)
            return due
        }
        for node in due {
            let isOver = node.content.withLock { content in
                guard let until = content.buriedUntil, until.milliseconds <= now else { return false }
                content.buriedUntil = nil
                return content.handles == 0
            }
            guard isOver else { continue }
            let place = tree.withLock { tree -> Tree.Place? in
                defer { tree.prune(node.id) }
                guard let entry = tree[node.id], !entry.isOnStick, let place = entry.place else { return nil }
                tree.remove(node.id)
                return place
            }
            if let place { afterwards.async { [self] in tell(.name(folder: place.folder, place.name)) } }
        }
    }
}
