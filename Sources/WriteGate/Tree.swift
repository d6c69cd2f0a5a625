import Synchronization
import SystemFiles

/// Which names lead to which nodes. Not the whole stick: what the kernel has asked for, and what waits.
struct Tree {
    struct Place: Equatable {
        var folder: UInt64
        var name: [UInt8]
    }

    struct Entry {
        let node: Node
        /// Nil for what was removed and is still open.
        var place: Place?
        /// What the kernel counts.
        var lookups: UInt64 = 0
        /// False for a file that was never found good: nobody but the gate knows its name.
        var isOnStick: Bool
        /// Of a folder: a path goes through it as long as one of these is known.
        var children = 0
    }

    private struct Key: Hashable {
        let folder: UInt64
        let name: [UInt8]
    }

    private let rules: NameRules
    private var entries: [UInt64: Entry]
    private var children: [Key: UInt64] = [:]
    /// What is not on the stick, by folder.
    private var waiting: [UInt64: Set<UInt64>] = [:]
    /// Files that programs have removed and that are on the stick all the same for a moment. See `Gate+Hiding.swift`.
    private var hidden: [Key: Hidden] = [:]
    private var lastID: UInt64

    private struct Hidden {
        let place: Place
        var until: MonotonicTime
    }

    init(_ rules: NameRules, root: UInt64) {
        self.rules = rules
        lastID = root
        entries = [root: Entry(node: Node(id: root, kind: .folder), place: nil, lookups: 1, isOnStick: true)]
    }

    subscript(_ id: UInt64) -> Entry? { entries[id] }

    func child(_ folder: UInt64, _ name: [UInt8]) -> Entry? { children[key(Place(folder: folder, name: name))].flatMap { entries[$0] } }

    /// Files of a folder that are not on the stick.
    func waiting(in folder: UInt64) -> [Entry] { waiting[folder, default: []].compactMap { entries[$0] } }

    var files: [Node] { entries.values.map(\.node).filter { $0.kind == .file } }

    /// Nil for a file that was removed.
    func location(_ id: UInt64) -> Stick.Location? {
        var (names, place): ([[UInt8]], Place?) = ([], entries[id]?.place)
        guard id == Gate.root || place != nil else { return nil }
        while let at = place {
            names.append(at.name)
            guard at.folder != Gate.root else { break }
            guard let above = entries[at.folder]?.place else { return nil }
            place = above
        }
        return Array(names.reversed().joined(separator: [0x2f]))
    }

    func location(_ name: [UInt8], in folder: UInt64) -> Stick.Location? {
        location(folder).map { $0.isEmpty ? name : $0 + [0x2f] + name }
    }

    mutating func add(_ kind: Node.Kind, _ name: [UInt8], in folder: UInt64, isOnStick: Bool) -> Node {
        lastID += 1
        let node = Node(id: lastID, kind: kind)
        entries[node.id] = Entry(node: node, place: nil, isOnStick: isOnStick)
        put(node.id, Place(folder: folder, name: name))
        return node
    }

    /// Gives a node a place; what had it loses it.
    mutating func put(_ id: UInt64, _ place: Place) {
        remove(id)
        let key = key(place)
        if let other = children[key] { remove(other) }
        children[key] = id
        entries[id]?.place = place
        entries[place.folder]?.children += 1
        if entries[id]?.isOnStick == false { waiting[place.folder, default: []].insert(id) }
    }

    /// Takes a node's place from it.
    mutating func remove(_ id: UInt64) {
        guard let place = entries[id]?.place else { return }
        entries[id]?.place = nil
        stopWaiting(id, in: place.folder)
        dropChild(place)
        prune(id)
    }

    mutating func setOnStick(_ id: UInt64) {
        entries[id]?.isOnStick = true
        if let place = entries[id]?.place { stopWaiting(id, in: place.folder) }
    }

    mutating func count(_ id: UInt64) { entries[id]?.lookups += 1 }

    mutating func forget(_ id: UInt64, _ count: UInt64) {
        guard let lookups = entries[id]?.lookups else { return }
        entries[id]?.lookups = lookups - min(lookups, count)
        prune(id)
    }

    /// Drops a node that the kernel does not know and that has nothing to lose.
    mutating func prune(_ id: UInt64) {
        guard id != Gate.root, let entry = entries[id], entry.lookups == 0, entry.children == 0, entry.isOnStick || entry.place == nil
        else { return }
        guard entry.node.content.withLock({ $0.handles == 0 && $0.stage == nil && $0.buriedUntil == nil }) else { return }
        entries[id] = nil
        if let place = entry.place { dropChild(place) }
    }

    private mutating func dropChild(_ place: Place) {
        children[key(place)] = nil
        entries[place.folder]?.children -= 1
        prune(place.folder)
    }

    private mutating func stopWaiting(_ id: UInt64, in folder: UInt64) {
        waiting[folder]?.remove(id)
        if waiting[folder]?.isEmpty == true { waiting[folder] = nil }
    }

    mutating func hide(_ name: [UInt8], in folder: UInt64) {
        let place = Place(folder: folder, name: name)
        let hidden = Hidden(place: place, until: .now.adding(milliseconds: Gate.hiding))
        if self.hidden.updateValue(hidden, forKey: key(place)) == nil { entries[folder]?.children += 1 }
    }

    /// - Returns: whether it was hidden.
    @discardableResult mutating func unhide(_ name: [UInt8], in folder: UInt64) -> Bool {
        guard hidden.removeValue(forKey: key(Place(folder: folder, name: name))) != nil else { return false }
        entries[folder]?.children -= 1
        prune(folder)
        return true
    }

    func isHidden(_ name: [UInt8], in folder: UInt64) -> Bool { !hidden.isEmpty && hidden[key(Place(folder: folder, name: name))] != nil }

    /// Those that nothing is about to take the place of.
    /// - Parameters:
    ///   - folder: nil for all.
    ///   - until: those alone that were hidden long enough by then; nil for all.
    func hidden(in folder: UInt64? = nil, until: MonotonicTime? = nil) -> [Place] {
        hidden.filter { key, hidden in
            (folder == nil || key.folder == folder) && children[key] == nil && (until.map { hidden.until.milliseconds <= $0.milliseconds } ?? true)
        }.map(\.value.place)
    }

    private func key(_ place: Place) -> Key { Key(folder: place.folder, name: rules.key(place.name)) }
}
