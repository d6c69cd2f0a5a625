/// What is to be taken out of a vault: everything, or some members with what is below them.
public struct Selection: Sendable {
    struct Root: Sendable {
        /// Indices of entries: the member itself, then what is below it.
        let entries: Range<Int>
        /// Its last component.
        let name: [UInt8]
    }

    let roots: [Root]
    let contents: VaultContents

    /// - Parameter paths: members as `list` names them; none means everything.
    public init(_ paths: [[UInt8]], in contents: VaultContents) throws {
        self.contents = contents
        let entries = contents.entries
        var starts: [Int] = []
        if paths.isEmpty {
            starts = entries.indices.filter { !entries[$0].path.contains(0x2f) }
        } else {
            for path in paths {
                let wanted = path.last == 0x2f ? Array(path.dropLast()) : path
                guard let index = Self.find(wanted, in: entries) else { throw VaultError.noSuchMember(path) }
                if !starts.contains(index) { starts.append(index) }
            }
        }
        roots = starts.map { start in
            let prefix = entries[start].path + [0x2f]
            let end = entries[(start + 1)...].firstIndex { !$0.path.starts(with: prefix) } ?? entries.endIndex
            return Root(entries: start..<end, name: Array(entries[start].path[(entries[start].path.lastIndex(of: 0x2f).map { $0 + 1 } ?? 0)...]))
        }
        let names = roots.map(\.name).sorted { $0.lexicographicallyPrecedes($1) }
        for (a, b) in zip(names, names.dropFirst()) where a == b { throw VaultError.sameMemberName(a) }
    }

    /// The name that the output would have by itself; nil if there are several.
    public var name: [UInt8]? { roots.count == 1 ? roots[0].name : nil }

    /// Whether it is one file, so that it can be written to a file or a stream as it is.
    public var isSingleFile: Bool { roots.count == 1 && contents.entries[roots[0].entries.lowerBound].kind == .file }

    public var fileCount: Int { roots.reduce(0) { sum, root in sum + contents.entries[root.entries].count { $0.kind == .file } } }
    /// Bytes of content.
    public var size: UInt64 { roots.reduce(0) { sum, root in contents.entries[root.entries].reduce(sum) { $0 &+ $1.size } } }

    /// Where an entry of a root goes, below the output; empty for the output itself.
    func relativePath(of entry: Int, in root: Root) -> [UInt8] {
        let below = contents.entries[entry].path.dropFirst(contents.entries[root.entries.lowerBound].path.count)
        if roots.count == 1 { return Array(below.dropFirst()) }
        return root.name + below
    }

    /// Entries are sorted.
    private static func find(_ path: [UInt8], in entries: [VaultContents.Entry]) -> Int? {
        var (low, high) = (0, entries.count)
        while low < high {
            let middle = (low + high) / 2
            if MemberRules.precedes(entries[middle].path, path) { low = middle + 1 } else { high = middle }
        }
        return low < entries.count && entries[low].path == path ? low : nil
    }
}
