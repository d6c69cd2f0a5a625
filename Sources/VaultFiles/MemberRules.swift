/// The rules for one record after another, which together keep every name inside the folder it was stored in.
struct MemberRules {
    private var previous: Member?
    /// Ends of the open folders' paths: `folders.last` is the innermost.
    private var folders: [[UInt8]] = []

    /// Whether `member` may follow the ones before it.
    mutating func accept(_ member: Member) -> Bool {
        guard member.permissions <= 0o777, Self.isPath(member.path) else { return false }
        switch member.kind {
        case .file: guard member.linkTarget.isEmpty else { return false }
        case .folder: guard member.linkTarget.isEmpty, member.size == 0, member.part == 0 else { return false }
        case .symbolicLink:
            guard member.size == 0, member.part == 0, Self.staysInside(target: member.linkTarget, of: member.path) else { return false }
        }
        guard isInOrder(member), isInOpenFolder(member.path) else { return false }
        if member.kind == .folder { folders.append(member.path) }
        previous = member
        return true
    }

    private func isInOrder(_ member: Member) -> Bool {
        guard let previous else { return member.part <= 1 }
        if previous.isContinued(by: member) { return true }
        return member.part <= 1 && Self.precedes(previous.path, member.path)
    }

    /// Closes the folders that `path` is not in; then the innermost must be its parent.
    private mutating func isInOpenFolder(_ path: [UInt8]) -> Bool {
        while let folder = folders.last {
            if path.count > folder.count, path[folder.count] == 0x2f, path.starts(with: folder) { break }
            folders.removeLast()
        }
        let parentLength = path.lastIndex(of: 0x2f) ?? 0
        return parentLength == folders.last?.count ?? 0
    }

    /// The order of paths: as bytes, `/` below every other.
    static func precedes(_ a: [UInt8], _ b: [UInt8]) -> Bool {
        for (x, y) in zip(a, b) where x != y { return (x == 0x2f ? 0 : x) < (y == 0x2f ? 0 : y) }
        return a.count < b.count
    }

    static func isPath(_ path: [UInt8]) -> Bool {
        guard (1...Member.maximumPathLength).contains(path.count) else { return false }
        var start = 0
        for end in 0...path.count where end == path.count || path[end] == 0x2f {
            guard (1...Member.maximumComponentLength).contains(end - start) else { return false }
            let isDots = end - start <= 2 && path[start..<end].allSatisfy { $0 == 0x2e }
            if isDots { return false }
            start = end + 1
        }
        return !path.contains(0)
    }

    /// `..` may only lead, and not above the outermost folder: what follows then goes down, through whatever links there are.
    static func staysInside(target: [UInt8], of path: [UInt8]) -> Bool {
        guard (1...Member.maximumPathLength).contains(target.count), !target.contains(0), target.first != 0x2f else { return false }
        let depth = path.count { $0 == 0x2f }
        guard depth >= 1 else { return false }
        if target == [0x2e] { return true }
        var climbed = 0
        var leading = true
        for component in target.split(separator: 0x2f, omittingEmptySubsequences: false) {
            if component.isEmpty || component.elementsEqual([0x2e]) { return false }
            if component.elementsEqual([0x2e, 0x2e]) {
                guard leading else { return false }
                climbed += 1
            } else {
                leading = false
            }
        }
        return climbed <= depth - 1
    }
}
