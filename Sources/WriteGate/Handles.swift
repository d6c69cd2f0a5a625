internal import Glibc

/// What programs have open, by the numbers that the kernel knows them under.
struct Handles: Sendable {
    struct File: Sendable {
        let node: Node
        let isWritable: Bool
    }

    struct Folder: Sendable {
        let node: Node
        /// As it was when it was opened.
        let entries: [(name: [UInt8], inode: UInt64, kind: UInt8)]
    }

    private enum Handle: Sendable {
        case file(File)
        case folder(Folder)
    }

    private var handles: [UInt64: Handle] = [:]
    private var last: UInt64 = 0
    /// Names in all open folders together, and how many there may be, but for one folder that has more.
    private var names = 0
    private static let mostNames = 1 << 20

    private mutating func add(_ handle: Handle) -> UInt64 {
        last += 1
        handles[last] = handle
        return last
    }

    mutating func add(_ file: File) -> UInt64 { add(.file(file)) }

    /// - Throws: ENFILE if others have listed too much already: folders that stay open are somebody's, and the memory is everybody's.
    mutating func add(_ folder: Folder) throws(Errno) -> UInt64 {
        guard names == 0 || names + folder.entries.count <= Self.mostNames else { throw Errno(ENFILE) }
        names += folder.entries.count
        return add(.folder(folder))
    }

    func file(_ number: UInt64) -> File? {
        if case .file(let file)? = handles[number] { file } else { nil }
    }

    func folder(_ number: UInt64) -> Folder? {
        if case .folder(let folder)? = handles[number] { folder } else { nil }
    }

    mutating func remove(_ number: UInt64) {
        if case .folder(let folder)? = handles.removeValue(forKey: number) { names -= folder.entries.count }
    }
}
