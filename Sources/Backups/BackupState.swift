internal import CryptoCore

/// What this computer remembers of a job: where good backups are, also on sticks that are away, and how the last run ended. Nothing secret, no name of a file.
public struct BackupState: Codable, Equatable, Sendable {
    public struct Copy: Codable, Equatable, Sendable {
        /// Seconds since 1970.
        public let time: Int64
        public let size: UInt64
        public let sha256: String

        init(time: Int64, size: UInt64, sha256: String) { (self.time, self.size, self.sha256) = (time, size, sha256) }
        init(_ backup: StoredBackup) { self.init(time: backup.name.time, size: backup.size, sha256: backup.sha256.text) }
    }

    /// What is on one stick, in one folder or on one remote. Oldest first.
    public struct Shelf: Codable, Equatable, Sendable {
        public let target: String
        public let stick: String?
        public var copies: [Copy]
        /// About to get their names or to be removed when this was saved: after a kill they are there or they are not.
        var uncertain: [Copy]?

        init(target: String, stick: String?, copies: [Copy]) { (self.target, self.stick, self.copies) = (target, stick, copies) }
    }

    public struct Run: Codable, Equatable, Sendable {
        public let began: Int64
        /// Nil while it goes on, and for ever if it was cut off.
        public var ended: Int64?
        /// Names of targets that got no backup.
        public var failed: [String] = []
        /// Whether the clock was behind the newest backup.
        public var clockWasBehind = false
        /// What was not on a shelf as this computer had left it; nil if all was.
        public var findings: [ShelfFinding]?
        /// The state before could not be read; nil if it could.
        var stateWasDamaged: Bool?
        /// Bytes of the source the last time that it was plausible, if this run found less than half of them.
        public var shrankFrom: UInt64?
    }

    /// The last backup that this computer made from the source, and found plausible.
    struct Made: Codable, Equatable, Sendable {
        /// Of the vault.
        let size: UInt64
        /// Bytes of what was backed up.
        let contentSize: UInt64
    }

    public var schema = 1
    /// Stands in temporary names, so that what another computer is writing under the same job's name is not taken for a leftover.
    public private(set) var number: String?
    public var shelves: [Shelf] = []
    public var lastRun: Run?
    var lastMade: Made?

    public init() {}

    /// The number, which a state has from its first run on.
    mutating func ownNumber() -> String {
        let own = number ?? String(UInt64.random(in: 0 ... .max), radix: 36)
        number = own
        return own
    }

    public func shelf(_ target: String, _ stick: String?) -> Shelf? { shelves.first { $0.target == target && $0.stick == stick } }

    /// Compares what a place holds with what is remembered of it, and remembers what is to be believed of it.
    mutating func look(at catalogue: Catalogue, _ target: String, _ stick: String?, job: String) -> ShelfView {
        let shelf = shelf(target, stick)
        let view = ShelfView(catalogue, shelf, job: job)
        note(view.remembered(shelf), target, stick)
        return view
    }

    /// Remembers what is on a shelf, and what may be.
    mutating func note(_ copies: [Copy], uncertain: [Copy] = [], _ target: String, _ stick: String?) {
        var shelf = Shelf(target: target, stick: stick, copies: copies)
        if !uncertain.isEmpty { shelf.uncertain = uncertain }
        shelves.removeAll { $0.target == target && $0.stick == stick }
        shelves.append(shelf)
    }

    /// Forgets a backup of one target, wherever it was.
    mutating func forget(_ time: Int64, on target: String) {
        for i in shelves.indices where shelves[i].target == target { shelves[i].copies.removeAll { $0.time == time } }
    }

    /// What the last run found and could hardly tell, because it was cut off or made no backup at all.
    func untoldFindings(of job: BackupJob) -> [ShelfFinding] {
        guard let lastRun, let findings = lastRun.findings else { return [] }
        return lastRun.ended == nil || job.targets.allSatisfy { lastRun.failed.contains($0.name) }
            ? findings.filter { $0.kind == .missing || $0.kind == .adopted } : []
    }

    /// The sticks that take turns, the one that is due first: the one whose newest backup is the oldest.
    public func turns(of sticks: [Stick], in target: String) -> [Stick] {
        let newest = sticks.map { shelf(target, $0.name)?.copies.last?.time ?? .min }
        return zip(sticks, newest).enumerated().sorted { a, b in
            a.element.1 != b.element.1 ? a.element.1 < b.element.1 : a.offset < b.offset
        }.map(\.element.0)
    }
}
