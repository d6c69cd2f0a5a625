import AuditTrail
import SystemFiles

/// Vaults of one action on their way into the record: one stands in the outcome itself, many in entries of up to 128.
struct VaultBatch {
    struct Vault {
        /// Nil if it was not known, because it failed before.
        var identifier: [UInt8]?
        var failed = false
        var label: String?
        var medium: MediumIdentity?
        var files: UInt64 = 0
        var contentBytes: UInt64 = 0
        var vaultBytes: UInt64 = 0
    }

    /// So that a line, and what is forwarded of it, stays below the 8 KiB that many collectors take.
    private static let size = 128
    private let verb: String
    private var waiting: [Vault] = []
    private var sum = Vault()
    private var (count, failed) = (UInt64(0), UInt64(0))
    private var isSplit = false

    init(_ verb: String) { self.verb = verb }

    /// An entry to be written, of the vaults before this one.
    mutating func add(_ vault: Vault) -> TrailEntry? {
        var entry: TrailEntry?
        if let last = waiting.last, waiting.count == Self.size || last.label != vault.label || last.medium != vault.medium { entry = flush() }
        waiting.append(vault)
        count += 1
        if vault.failed { failed += 1 }
        sum.files &+= vault.files
        sum.contentBytes &+= vault.contentBytes
        sum.vaultBytes &+= vault.vaultBytes
        return entry
    }

    private mutating func flush() -> TrailEntry {
        var entry = TrailEntry(verb: verb, .progress)
        (entry.label, entry.medium) = (waiting.first?.label, waiting.first?.medium)
        entry.vaultIDs = waiting.filter { !$0.failed }.compactMap(\.identifier)
        entry.failedIDs = waiting.filter(\.failed).compactMap(\.identifier)
        (entry.vaults, entry.failed) = (UInt64(waiting.count), UInt64(waiting.count { $0.failed }))
        entry.files = waiting.reduce(0) { $0 &+ $1.files }
        entry.contentBytes = waiting.reduce(0) { $0 &+ $1.contentBytes }
        entry.vaultBytes = waiting.reduce(0) { $0 &+ $1.vaultBytes }
        waiting = []
        isSplit = true
        return entry
    }

    /// Puts the sums into the outcome; what is still waiting into an entry before it.
    mutating func end(into outcome: inout TrailEntry) -> [TrailEntry] {
        guard count > 0 else { return [] }
        (outcome.vaults, outcome.failed) = (count, failed > 0 ? failed : nil)
        if sum.vaultBytes > 0 || sum.files > 0 {
            (outcome.files, outcome.contentBytes, outcome.vaultBytes) = (sum.files, sum.contentBytes, sum.vaultBytes > 0 ? sum.vaultBytes : nil)
        }
        if count == 1, !isSplit, let only = waiting.first {
            outcome.vaultID = only.identifier ?? outcome.vaultID
            (outcome.label, outcome.medium) = (only.label ?? outcome.label, only.medium ?? outcome.medium)
            return []
        }
        return waiting.isEmpty ? [] : [flush()]
    }
}
