internal import CTSK
public import MediaRead

extension MediumImage {
    /// Files of a volume: those that folders name, or those that none does. What `take` throws ends it and is thrown on.
    public func entries(of volume: MediumVolume, orphans: Bool, _ take: @escaping (MediumEntry) throws -> Void) throws -> MediaShortfall? {
        renewBudget()
        guard let system = FileSystem(self, at: volume.extent.offset ?? 0, type: volume.fileSystemType) else { return .damaged }
        if orphans, !system.keepsOrphans { return nil }
        return try EntryWalk(system, orphans: orphans, take).run()
    }
}

/// One walk through a file system's folders.
@safe private final class EntryWalk {
    private let system: FileSystem
    private let orphans: Bool
    private let take: (MediumEntry) throws -> Void
    private var seen: Set<UInt64> = []
    private var failure: (any Error)?
    private var isFull = false

    /// A file that is told at the end.
    private struct Long {
        var inode: UInt64
        var path: [UInt8]
        var state: MediumEntry.State
    }
    /// libtsk makes a list of every block of a file of ext, and needs ever longer for each: what may be too much for it comes last, so that all others are told.
    private var long: [Long] = []
    private static let longest: UInt64 = 65_536

    private static let limit = 500_000

    init(_ system: FileSystem, orphans: Bool, _ take: @escaping (MediumEntry) throws -> Void) {
        (self.system, self.orphans, self.take) = (system, orphans, take)
    }

    func run() throws -> MediaShortfall? {
        let top = unsafe orphans ? tuckbox_orphan_folder(system.info) : system.info.pointee.root_inum
        var flags = TSK_FS_DIR_WALK_FLAG_ALLOC.rawValue | TSK_FS_DIR_WALK_FLAG_UNALLOC.rawValue | TSK_FS_DIR_WALK_FLAG_RECURSE.rawValue
        if !orphans { flags |= TSK_FS_DIR_WALK_FLAG_NOORPHAN.rawValue }
        let status = unsafe tsk_fs_dir_walk(
            system.info, top, TSK_FS_DIR_WALK_FLAG_ENUM(flags),
            { file, path, context in
                guard let file = unsafe file, let context = unsafe context else { return TSK_WALK_ERROR }
                return unsafe Unmanaged<EntryWalk>.fromOpaque(context).takeUnretainedValue().visit(file, path)
            }, Unmanaged.passUnretained(self).toOpaque())
        if let failure { throw failure }
        for file in long { try reopen(file) }
        if isFull || system.image.isExhausted { return .limit }
        return status == 0 ? nil : .damaged
    }

    private func visit(_ file: UnsafeMutablePointer<TSK_FS_FILE>, _ folder: UnsafePointer<CChar>?) -> TSK_WALK_RET_ENUM {
        do {
            try unsafe report(file, folder)
        } catch {
            failure = error
            return TSK_WALK_STOP
        }
        isFull = isFull || seen.count >= Self.limit
        return isFull ? TSK_WALK_STOP : TSK_WALK_CONT
    }

    private func report(_ file: UnsafeMutablePointer<TSK_FS_FILE>, _ folder: UnsafePointer<CChar>?) throws {
        guard let name = unsafe file.pointee.name, let text = unsafe name.pointee.name else { return }
        let isNameLive = unsafe name.pointee.flags == TSK_FS_NAME_FLAG_ALLOC
        var path = unsafe folder.map { unsafe Self.bytes($0) } ?? []
        unsafe path += Self.bytes(text)
        guard let meta = unsafe file.pointee.meta else {
            // A name without its file: it was one, as far as its kind is still there.
            let kind = unsafe name.pointee.type
            if !isNameLive, kind == TSK_FS_NAME_TYPE_REG {
                try take(MediumEntry(path: path, state: .deleted, size: 0, storage: .lost(.notKept)))
            }
            return
        }
        // Of a deleted file of NTFS the name's kind is undefined, so the file's own counts.
        let kind = unsafe meta.pointee.type
        guard kind == TSK_FS_META_TYPE_REG, unsafe !isSystemFile(meta) else { return }
        let isLive = unsafe meta.pointee.flags.rawValue & TSK_FS_META_FLAG_ALLOC.rawValue != 0
        // Something else has the file's place in the list of files: the contents are not those of this name.
        if !isNameLive, isLive, !orphans { return }
        let state: MediumEntry.State = orphans ? .orphan : isNameLive && isLive ? .live : .deleted
        guard unsafe seen.insert(meta.pointee.addr).inserted else { return }
        if system.isExt, unsafe UInt64(clamping: meta.pointee.size) / system.blockSize > Self.longest {
            unsafe long.append(Long(inode: meta.pointee.addr, path: path, state: state))
        } else {
            try unsafe tell(file, meta, path, state)
        }
    }

    private func reopen(_ long: Long) throws {
        guard let file = unsafe tsk_fs_file_open_meta(system.info, nil, long.inode) else { return }
        defer { unsafe tsk_fs_file_close(file) }
        guard let meta = unsafe file.pointee.meta else { return }
        try unsafe tell(file, meta, long.path, long.state)
    }

    private func tell(
        _ file: UnsafeMutablePointer<TSK_FS_FILE>, _ meta: UnsafeMutablePointer<TSK_FS_META>, _ path: [UInt8], _ state: MediumEntry.State
    ) throws {
        let isBookkeeping = system.isBookkeeping(path)
        for stream in unsafe FileStreams(system, file, isLive: state == .live).all() {
            var entry = MediumEntry(
                path: path + (stream.name.isEmpty ? [] : [0x3a] + stream.name), state: state, size: stream.size, storage: stream.storage)
            entry.isBookkeeping = isBookkeeping
            unsafe (entry.modified, entry.created, entry.accessed) = (
                Self.time(meta.pointee.mtime), Self.time(meta.pointee.crtime), Self.time(meta.pointee.atime)
            )
            try take(entry)
        }
    }

    /// $MFT and the like; what libtsk makes up for the areas of a file system is of a type of its own.
    private func isSystemFile(_ meta: UnsafeMutablePointer<TSK_FS_META>) -> Bool {
        unsafe system.type == TSK_FS_TYPE_NTFS && meta.pointee.addr < 24
    }

    private static func bytes(_ text: UnsafePointer<CChar>) -> [UInt8] {
        let length = unsafe strnlen(text, 4096)
        return unsafe UnsafeBufferPointer(start: text, count: length).map(UInt8.init(bitPattern:))
    }

    private static func time(_ seconds: time_t) -> Int64? { seconds == 0 ? nil : Int64(seconds) }
}
