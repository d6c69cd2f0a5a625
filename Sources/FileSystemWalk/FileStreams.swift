internal import CTSK
internal import MediaRead

/// The contents of a file: one stream in most file systems, several in NTFS and HFS+.
@safe struct FileStreams {
    struct Stream {
        var name: [UInt8] = []
        var size: UInt64
        var storage: MediumEntry.Storage
    }

    private let system: FileSystem
    private let file: UnsafeMutablePointer<TSK_FS_FILE>
    private let isLive: Bool

    /// Runs of one stream that are told one by one.
    private static let runs = 16_384
    private static let streams: Int32 = 64

    init(_ system: FileSystem, _ file: UnsafeMutablePointer<TSK_FS_FILE>, isLive: Bool) {
        (self.system, self.isLive) = (system, isLive)
        unsafe self.file = file
    }

    func all() -> [Stream] {
        let claimed = unsafe UInt64(clamping: file.pointee.meta?.pointee.size ?? 0)
        // Nobody would read it, and libtsk makes a list of all of its blocks.
        if system.isExt, claimed > MediumEntry.mostContents(ofMedium: system.image.size) { return [Stream(size: claimed, storage: .extents([]))] }
        let count = unsafe tsk_fs_file_attr_getsize(file)
        guard count > 0 else {
            // ext takes the size with the place when a file is deleted.
            if !isLive, system.isExt { return [Stream(size: claimed, storage: .lost(.notKept))] }
            return claimed == 0 ? [] : [Stream(size: claimed, storage: .lost(isLive ? .damaged : .overwritten))]
        }
        var streams: [Stream] = []
        for index in 0..<min(count, Self.streams) {
            guard let attribute = unsafe tsk_fs_file_attr_get_idx(file, index), unsafe isContent(attribute) else { continue }
            if let stream = unsafe stream(attribute) { streams.append(stream) }
        }
        if streams.isEmpty, !isLive, system.isExt { return [Stream(size: claimed, storage: .lost(.notKept))] }
        return streams
    }

    private func isContent(_ attribute: UnsafePointer<TSK_FS_ATTR>) -> Bool {
        let type = unsafe attribute.pointee.type
        if system.type == TSK_FS_TYPE_NTFS { return type == TSK_FS_ATTR_TYPE_NTFS_DATA }
        if system.type == TSK_FS_TYPE_HFS { return type == TSK_FS_ATTR_TYPE_HFS_DATA || type == TSK_FS_ATTR_TYPE_HFS_RSRC }
        return type == TSK_FS_ATTR_TYPE_DEFAULT
    }

    private func stream(_ attribute: UnsafePointer<TSK_FS_ATTR>) -> Stream? {
        let size = unsafe UInt64(clamping: attribute.pointee.size)
        let flags = unsafe attribute.pointee.flags.rawValue
        guard size > 0 || isLive || system.isExt else { return nil }
        var name: [UInt8] = []
        if let text = unsafe attribute.pointee.name {
            name = unsafe UnsafeBufferPointer(start: text, count: min(strnlen(text, 1024), attribute.pointee.name_size)).map(UInt8.init(bitPattern:))
            // The names that libtsk gives to unnamed streams of other file systems.
            if system.type != TSK_FS_TYPE_NTFS { name = name == Array("RSRC".utf8) ? name : [] }
            if name == Array("$Data".utf8) { name = [] }
        }
        if size == 0 {
            return !isLive && system.isExt
                ? Stream(name: name, size: 0, storage: .lost(.notKept)) : Stream(name: name, size: 0, storage: .extents([]))
        }
        if flags & TSK_FS_ATTR_ENC.rawValue != 0 { return Stream(name: name, size: size, storage: .lost(.encrypted)) }
        if flags & (TSK_FS_ATTR_COMP.rawValue | TSK_FS_ATTR_RES.rawValue) != 0 {
            return Stream(name: name, size: size, storage: unsafe .reference(reference(attribute)))
        }
        return unsafe runs(attribute, name, size)
    }

    private func reference(_ attribute: UnsafePointer<TSK_FS_ATTR>) -> ContentReference {
        unsafe ContentReference(
            inode: file.pointee.meta?.pointee.addr ?? 0, type: attribute.pointee.type.rawValue, id: attribute.pointee.id)
    }

    /// Where the runs of a stream are. The numbers are the medium's: any of them may be absurd.
    private func runs(_ attribute: UnsafePointer<TSK_FS_ATTR>, _ name: [UInt8], _ size: UInt64) -> Stream? {
        var extents: [Extent] = []
        var told: UInt64 = 0
        var left = Self.runs
        var run = unsafe attribute.pointee.nrd.run
        let skipped = unsafe UInt64(attribute.pointee.nrd.skiplen)
        while let current = unsafe run {
            guard left > 0 else { return Stream(name: name, size: size, storage: unsafe .reference(reference(attribute))) }
            left -= 1
            let (count, overflow) = unsafe current.pointee.len.multipliedReportingOverflow(by: system.blockSize)
            guard !overflow, count <= UInt64(Int64.max) - told else { return Stream(name: name, size: size, storage: .lost(.damaged)) }
            let flags = unsafe current.pointee.flags.rawValue
            if flags & (TSK_FS_ATTR_RUN_FLAG_SPARSE.rawValue | TSK_FS_ATTR_RUN_FLAG_FILLER.rawValue) != 0 {
                extents.appendJoining(Extent(nil, count))
            } else {
                guard let place = unsafe system.place(ofBlock: current.pointee.addr) else { break }
                extents.appendJoining(Extent(place, min(count, system.image.size - place)))
            }
            told += count
            unsafe run = current.pointee.next
        }
        // Nothing of it was ever written: $BadClus, say.
        let content = extents.stretch(skipped..<skipped.addingReportingOverflow(size).partialValue)
        guard !content.allSatisfy({ $0.offset == nil }) else {
            if isLive { return Stream(name: name, size: size, storage: content.isEmpty ? .lost(.damaged) : .extents(content)) }
            return Stream(name: name, size: size, storage: .lost(system.isExt ? .notKept : .overwritten))
        }
        if !isLive, isInUse(content) { return Stream(name: name, size: size, storage: .lost(.overwritten)) }
        return Stream(name: name, size: size, storage: .extents(content))
    }

    /// Whether something else has the place of a deleted file: of its first and last block of each run.
    private func isInUse(_ extents: [Extent]) -> Bool {
        for extent in extents.prefix(256) {
            guard let offset = extent.offset, offset >= system.offset else { continue }
            for place in [offset, offset + extent.count - 1] {
                if system.isInUse(block: (place - system.offset) / system.blockSize) { return true }
            }
        }
        return false
    }
}
