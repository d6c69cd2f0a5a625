internal import CFuse
internal import Dispatch
public import GateMessages
internal import Glibc
import Synchronization
public import SystemFiles

/// A folder as its users see it, over a file system that only the gate reaches. What programs write waits off the stick; when they close or sync it is
/// judged, and only what was found good gets its name there, by a rename: the old version stays until then. See Docs/decisions/0013.
public final class Gate: Sendable {
    public struct Options: Sendable {
        public var isReadOnly = false
        /// Whose everything is shown to be; nil: as the file system has it.
        public var owner: (user: UInt32, group: UInt32)?
        public var staging = StagingLimits()
        public init() {}
    }

    static let root = UInt64(TUCKBOX_FUSE_ROOT)
    /// Milliseconds that a refused file's name is held.
    static let burial: Int64 = 60_000
    /// Judgements at a time, each in a process of its own.
    private static let lanes = 4

    let stick: Stick
    let budget: StagingBudget
    let writeback = Writeback()
    let options: Options
    let tree: Mutex<Tree>
    let handles = Mutex(Handles())
    /// Refused files whose names are held, the oldest first.
    let graves = Mutex<[(until: MonotonicTime, node: Node)]>([])
    private let isClosed: Mutex<Bool>
    private let judge: any GateJudge
    let rescuer: (any GateRescuer)?
    let report: @Sendable (GateMessage) -> Void
    private let lanes = (0..<Gate.lanes).map { _ in Lane() }
    /// What the kernel keeps of a file, or of a name in a folder, is no longer so; set by the session.
    let stale = Mutex<(@Sendable (Stale) -> Void)?>(nil)

    enum Stale: Sendable {
        case content(UInt64)
        case name(folder: UInt64, [UInt8])
    }

    /// What need not be done before a program goes on, in order.
    let afterwards = DispatchQueue(label: "tuckbox-gate")
    /// What has its time, whatever else waits.
    let soon = DispatchQueue(label: "tuckbox-gate-soon")
    let isRemovalDue = Mutex(false)

    private final class Lane: Sendable { let turn = Mutex<Void>(()) }

    /// - Parameters:
    ///   - folder: the root folder of the real file system. What an earlier gate left half-done there is removed.
    ///   - rescuer: what to do about a refused file; nil: nothing.
    ///   - report: called from several threads.
    public init(
        over folder: borrowing Descriptor, _ options: Options, judge: any GateJudge, rescuer: (any GateRescuer)? = nil,
        report: @escaping @Sendable (GateMessage) -> Void
    ) throws {
        let number = fcntl(folder.numberForPrograms, F_DUPFD_CLOEXEC, 3)
        guard number >= 0 else { throw Errno.last }
        stick = Stick(root: number)
        (self.options, self.judge, self.rescuer, self.report) = (options, judge, rescuer, report)
        budget = StagingBudget(options.staging)
        tree = Mutex(Tree(stick.rules, root: Self.root))
        isClosed = Mutex(options.isReadOnly)
        if !options.isReadOnly { stick.removeLeftovers() }
    }

    /// From now on nothing is taken; what was not judged yet is refused.
    public func becomeReadOnly() {
        isClosed.withLock { $0 = true }
        writeback.stop()
    }

    var isReadOnly: Bool { isClosed.withLock { $0 } }

    /// Whether files on it are somebody's, also on the next computer. On FAT they are whose the mount says.
    var hasOwners: Bool { !stick.rules.ignoresCase }

    func requireWritable() throws(Errno) { if isReadOnly { throw .readOnly } }

    /// Takes nothing more, and has everything that was found good on the medium.
    /// - Returns: files that were still being written to.
    public func finish() -> Int {
        for node in tree.withLock({ $0.files }) { conclude(node, waits: false) }
        tree.withLock { tree in removeHidden(&tree, tree.hidden()) }
        becomeReadOnly()
        afterwards.sync {}
        // What was judged until a moment ago, and whose program has been told that it is written.
        var lost = 0
        for node in tree.withLock({ $0.files }) {
            node.turn.withLock { _ in
                if node.content.withLock({ $0.isChanged }) { lost += 1 }
                try? publish(node, durably: false)
            }
        }
        try? stick.sync()
        return lost
    }

    func refusal(of stage: Stage, _ node: Node) -> Refusal? {
        // What cannot be asked its size is not taken for empty.
        guard let status = try? stage.status() else { return Refusal(.notExamined) }
        guard status.st_size > 0 else { return nil }
        let name = tree.withLock { $0[node.id]?.place?.name } ?? []
        return lanes[Int(node.id % UInt64(Self.lanes))].turn.withLock { _ in
            if let bytes = stage.bytes, let judgement = judge.judgement(of: bytes, named: name) { return judgement.refusal }
            guard let file = try? stage.readOnly() else { return Refusal(.notExamined) }
            return judge.refusal(of: file, named: name)
        }
    }
}
