import MediaRead

/// A file that is to be examined.
struct Candidate: Sendable {
    enum State: Sendable { case live, deleted, orphan, carved }

    /// The volume's number, from 1; nil outside of every volume.
    var volume: Int?
    var state: State
    /// Nil: it has no name.
    var path: [UInt8]?
    var size: UInt64
    var storage: MediumEntry.Storage
    var modified: Int64?
    var created: Int64?
    var accessed: Int64?
    /// What the file system has for itself.
    var isBookkeeping = false

    init(_ entry: MediumEntry, volume: Int) {
        self.volume = volume
        state =
            switch entry.state {
            case .live: .live
            case .deleted: .deleted
            case .orphan: .orphan
            }
        (path, size, storage, isBookkeeping) = (entry.path, entry.size, entry.storage, entry.isBookkeeping)
        (modified, created, accessed) = (entry.modified, entry.created, entry.accessed)
    }

    init(carved extents: [Extent], volume: Int?) {
        (self.volume, state, path, size, storage) = (volume, .carved, nil, extents.byteCount, .extents(extents))
    }

    var extents: [Extent] {
        if case .extents(let extents) = storage { extents } else { [] }
    }

    /// The first byte of the medium behind all of it: when a reader from front to back has been there, it is in memory.
    var end: UInt64 { extents.reduce(0) { max($0, $1.end ?? 0) } }

    var name: [UInt8] { path.map { Array($0[(($0.lastIndex(of: 0x2f) ?? -1) + 1)...]) } ?? [] }
}
