internal import CFuse
import GateMessages
internal import Glibc
import Synchronization
import SystemFiles

/// A file or folder that the kernel knows, or that waits for its place on the stick.
final class Node: Sendable {
    enum Kind: Sendable { case file, folder, other }

    let id: UInt64
    let kind: Kind
    /// Held by whoever changes the content, judges it or puts it on the stick; as long as a judgement takes. Taken before the tree's lock and the content's.
    let turn = Mutex<Void>(())
    /// Held briefly.
    let content = Mutex(Content())

    init(id: UInt64, kind: Kind) { (self.id, self.kind) = (id, kind) }
}

/// What a file holds, and how far that has come. Of folders, nothing.
struct Content: Sendable {
    /// Open handles, and those that something may be written through.
    var handles = 0
    var writers = 0
    /// The file on the stick, while it is open.
    var file: OpenFile?
    /// What programs have written. Everybody reads it as long as it is there.
    var stage: Stage?
    /// Whether that is more than was last judged.
    var isChanged = false
    /// What was last judged was refused.
    var refusal: Refused?
    /// Until when a refused file's name is held against programs that go on as if nothing had happened. See `Gate.isBuried`.
    var buriedUntil: MonotonicTime?
    /// What was judged and found good.
    var prepared: PreparedFile?
    /// What the file gets with its name.
    var mode: UInt32?
    var owner: UInt32?
    var accessTime: timespec?
    var changeTime: timespec?
    /// Who opened it for writing last.
    var user: UInt32 = 0

    /// Why, and where the file would have been: many programs remove what they could not write, and the kernel tells of that before it tells of the last close.
    struct Refused: Sendable {
        let why: Refusal
        let place: Tree.Place
        let path: Stick.Location
    }
}
