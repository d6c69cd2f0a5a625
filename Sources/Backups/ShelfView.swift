/// What a place holds, beside what this computer remembers of it. A target can say anything of itself: a remembered checksum is believed, not the one
/// that lies there, and what this computer has never seen on a shelf that it knows is nobody's until people have said so (Docs/decisions/0034).
public struct ShelfView {
    /// Whether this computer has not seen the shelf before. Then it believes what is there: there is nothing else to go by.
    public let isNew: Bool
    /// As they are remembered. Oldest first, like all of these.
    public private(set) var known: [StoredBackup] = []
    /// Remembered with another checksum: somebody has exchanged the backup and what lies beside it.
    public private(set) var altered: [StoredBackup] = []
    /// Neither made nor taken over by this computer.
    public private(set) var unknown: [StoredBackup] = []
    /// Remembered and there, but what lies beside them does not vouch for them.
    public private(set) var unproven: [BackupName] = []
    /// Remembered, not removed by this computer, and not there.
    public private(set) var missing: [BackupName] = []

    /// - Parameter shelf: as it is remembered; nil if it is not.
    public init(_ catalogue: Catalogue, _ shelf: BackupState.Shelf?, job: String) {
        isNew = shelf == nil
        guard let shelf else {
            known = catalogue.backups
            return
        }
        func byTime(_ copies: [BackupState.Copy]) -> [Int64: BackupState.Copy] { Dictionary(copies.map { ($0.time, $0) }) { _, last in last } }
        let (remembered, uncertain) = (byTime(shelf.copies), byTime(shelf.uncertain ?? []))
        for backup in catalogue.backups {
            let time = backup.name.time
            let copy = remembered[time] ?? uncertain[time]
            if let copy, copy.sha256 == backup.sha256.text {
                known.append(backup)
            } else if remembered[time] != nil {
                altered.append(backup)
            } else {
                unknown.append(backup)
            }
        }
        let (proven, present) = (Set(catalogue.backups.map(\.name.time)), Set(catalogue.unproven))
        for time in remembered.keys.sorted() where !proven.contains(time) {
            let name = BackupName(job: job, time: time)
            if present.contains(name.text) { unproven.append(name) } else { missing.append(name) }
        }
    }

    /// What is to be remembered from now on: not what is gone, which is told once, and not what is unknown.
    func remembered(_ shelf: BackupState.Shelf?) -> [BackupState.Copy] {
        let gone = Set(missing.map(\.time))
        let old = (shelf?.copies ?? []).filter { !gone.contains($0.time) }
        let had = Set(old.map(\.time))
        return (old + known.filter { !had.contains($0.name.time) }.map { BackupState.Copy($0) }).sorted { $0.time < $1.time }
    }

    /// What people have to be told.
    func findings(_ target: String, _ stick: String?) -> [ShelfFinding] {
        let kinds: [(ShelfFinding.Kind, [BackupName])] = [
            (.altered, altered.map(\.name)), (.unproven, unproven), (.missing, missing), (.unknown, unknown.map(\.name)),
            (.adopted, isNew ? known.map(\.name) : []),
        ]
        return kinds.filter { !$0.1.isEmpty }.map { ShelfFinding(target: target, stick: stick, kind: $0.0, backups: $0.1.map(\.text)) }
    }
}

/// What is not on a shelf as this computer left it. Kept in the state until the next run, so that `status` says it too.
public struct ShelfFinding: Codable, Equatable, Sendable {
    public enum Kind: String, Codable, Sendable { case altered, unproven, missing, unknown, adopted }

    public let target: String
    public let stick: String?
    public let kind: Kind
    /// Names, oldest first.
    public let backups: [String]
}
