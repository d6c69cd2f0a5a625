public import SystemFiles

/// What is going into one vault: members in the format's order, and where each comes from.
public struct SourceTree: Sendable {
    /// Why something in a folder does not go into the vault.
    public enum Omission: Equatable, Sendable {
        case linkLeavesFolder
        case notFileOrFolder
    }

    struct Entry: Sendable {
        let member: Member
        /// Index of the input it belongs to.
        let root: Int
        /// Path below the input; empty for the input itself.
        let subpath: [UInt8]
        /// As it was when the tree was read.
        let status: FileStatus
    }

    /// Paths as given.
    let roots: [Path]
    let entries: [Entry]
    public let omitted: [(path: Path, reason: Omission)]
    public var members: [Member] { entries.map(\.member) }
    /// Bytes of content.
    public var contentSize: UInt64 { entries.reduce(0) { $0 &+ $1.member.size } }
    public var fileCount: Int { entries.count { $0.member.kind == .file } }

    /// Reads the tree below each of `roots`. Links given as roots are followed, links inside are stored.
    public init(_ roots: [Path]) throws {
        var named: [(name: [UInt8], root: Int)] = []
        for (index, root) in roots.enumerated() { named.append((try Self.name(of: root), index)) }
        named.sort { MemberRules.precedes($0.name, $1.name) }
        for (a, b) in zip(named, named.dropFirst()) where a.name == b.name { throw VaultError.sameName(roots[b.root]) }

        var collector = Collector(roots: roots)
        for (name, root) in named { try collector.collectRoot(name, root) }
        self.roots = roots
        entries = collector.entries
        omitted = collector.omitted
    }

    /// Removes what was wrapped: files that are still what they were, then the folders if nothing else is in them.
    public func removeFromDisk() throws {
        for entry in entries.reversed() {
            let path = roots[entry.root].withoutTrailingSlashes
            let place = entry.subpath.isEmpty ? path : path.appending(entry.subpath)
            if entry.member.kind == .folder {
                try AtomicOutput.removeDirectory(place)
            } else {
                guard try FileStatus.of(place, following: false) == entry.status else { throw VaultError.sourceChanged(place) }
                try AtomicOutput.remove(place)
            }
        }
    }

    /// Whether the file at `path` is one of the tree's own.
    func contains(_ path: Path) throws -> Bool {
        guard let status = try FileStatus.ifPresent(path) else { return false }
        return entries.contains { $0.status.inode == status.inode && $0.status.device == status.device }
    }

    /// The name in the vault: the last component, also for `.` and `..`.
    private static func name(of root: Path) throws -> [UInt8] {
        let last = root.lastComponent
        if !last.isEmpty, last != [0x2e], last != [0x2e, 0x2e] { return last }
        let resolved = try root.resolved().lastComponent
        return resolved.isEmpty ? Array("root".utf8) : resolved
    }

    private struct Collector {
        let roots: [Path]
        var entries: [Entry] = []
        var omitted: [(path: Path, reason: Omission)] = []

        mutating func collectRoot(_ name: [UInt8], _ root: Int) throws {
            let status = try FileStatus.of(roots[root])
            switch status.kind {
            case .file: try add(.file, name, root, [], status)
            case .directory:
                try add(.folder, name, root, [], status)
                let folder = try Descriptor.open(roots[root], [.read, .directory])
                try collect(folder, name: name, root: root)
            default: throw VaultError.notFileOrFolder(roots[root])
            }
        }

        /// Depth first, with a list of its own instead of recursion: a tree may be two thousand deep.
        private mutating func collect(_ top: borrowing Descriptor, name: [UInt8], root: Int) throws {
            var pending: [[UInt8]] = try top.directoryEntries().reversed()
            while let subpath = pending.popLast() {
                try Interruption.check()
                let status = try top.status(of: Path(bytes: subpath))
                let path = name + [0x2f] + subpath
                switch status.kind {
                case .file: try add(.file, path, root, subpath, status)
                case .directory:
                    try add(.folder, path, root, subpath, status)
                    let folder = try top.open(Path(bytes: subpath), [.read, .directory, .noFollow])
                    pending += try folder.directoryEntries().reversed().map { subpath + [0x2f] + $0 }
                case .symbolicLink:
                    let target = try top.linkTarget(Path(bytes: subpath))
                    if MemberRules.staysInside(target: target, of: path) {
                        try add(.symbolicLink, path, root, subpath, status, target)
                    } else {
                        omitted.append((roots[root].appending(subpath), .linkLeavesFolder))
                    }
                default: omitted.append((roots[root].appending(subpath), .notFileOrFolder))
                }
            }
        }

        private mutating func add(
            _ kind: Member.Kind, _ path: [UInt8], _ root: Int, _ subpath: [UInt8], _ status: FileStatus, _ target: [UInt8] = []
        ) throws {
            guard MemberRules.isPath(path) else { throw VaultError.nameTooLong(roots[root].appending(subpath)) }
            guard entries.count < Member.maximumCount else { throw VaultError.tooManyMembers }
            let member = Member(
                kind: kind, permissions: status.permissions, modified: status.modified, size: kind == .file ? status.size : 0,
                path: path, linkTarget: target)
            entries.append(Entry(member: member, root: root, subpath: subpath, status: status))
        }
    }
}
