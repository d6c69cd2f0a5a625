internal import CFuse
internal import Glibc
import Synchronization

/// The gate's operations as C calls them.
enum GateOperations {
    static var table: tuckbox_fuse_operations {
        var table = tuckbox_fuse_operations()
        addNames(&table)
        addFiles(&table)
        addFolders(&table)
        return table
    }

    private static func addNames(_ table: inout tuckbox_fuse_operations) {
        unsafe table.lookup = { context, folder, name, entry in
            answer { try unsafe put(gate(context).lookUp(folder, bytes(name)), entry) }
        }
        unsafe table.forget = { context, node, count in unsafe gate(context).tree.withLock { $0.forget(node, count) } }
        unsafe table.attributes = { context, node, entry in
            answer { try unsafe put(gate(context).attributes(of: node), entry) }
        }
        unsafe table.change = { context, node, changes, user, entry in
            answer {
                guard let changes = unsafe changes else { throw Errno(EINVAL) }
                try unsafe put(gate(context).change(node, changes.pointee, user: user), entry)
            }
        }
        unsafe table.link_target = { context, node, target, size in
            answer {
                let link = try unsafe gate(context).linkTarget(of: node)
                guard let target = unsafe target, link.count < size else { throw Errno(ENAMETOOLONG) }
                for (i, byte) in link.enumerated() { unsafe target[i] = CChar(bitPattern: byte) }
            }
        }
        unsafe table.make_folder = { context, folder, name, mode, entry in
            answer { try unsafe put(gate(context).makeFolder(folder, bytes(name), mode: mode), entry) }
        }
        unsafe table.remove_file = { context, folder, name in
            answer { try unsafe gate(context).removeFile(folder, bytes(name)) }
        }
        unsafe table.remove_folder = { context, folder, name in
            answer { try unsafe gate(context).removeFolder(folder, bytes(name)) }
        }
        unsafe table.rename = { context, folder, name, newFolder, newName, flags in
            answer { try unsafe gate(context).rename(folder, bytes(name), to: newFolder, bytes(newName), flags: flags) }
        }
    }

    private static func addFiles(_ table: inout tuckbox_fuse_operations) {
        unsafe table.create = { context, folder, name, mode, flags, user, entry, handle in
            answer {
                let made = try unsafe gate(context).create(folder, bytes(name), mode: mode, flags: flags, user: user)
                unsafe put(made.0, entry)
                unsafe handle?.pointee = made.handle
            }
        }
        unsafe table.open = { context, node, flags, user, handle in
            answer { unsafe handle?.pointee = try unsafe gate(context).open(node, flags, user: user) }
        }
        unsafe table.read = { context, handle, start, count, offset in
            answer {
                guard let count = unsafe count else { throw Errno(EINVAL) }
                let buffer = unsafe UnsafeMutableRawBufferPointer(start: start, count: Int(count.pointee))
                unsafe count.pointee = UInt64(try unsafe gate(context).read(handle, into: buffer, at: offset))
            }
        }
        unsafe table.write = { context, handle, start, count, offset, isLate in
            answer {
                try unsafe gate(context).write(handle, UnsafeRawBufferPointer(start: start, count: Int(count)), at: offset, isLate: isLate != 0)
            }
        }
        unsafe table.allocate = { context, handle, mode, offset, count in
            answer { try unsafe gate(context).allocate(handle, mode: mode, offset: offset, count: count) }
        }
        unsafe table.flush = { context, handle in answer { try unsafe gate(context).flush(handle) } }
        unsafe table.sync = { context, handle in answer { try unsafe gate(context).sync(handle) } }
        unsafe table.release = { context, handle in unsafe gate(context).release(handle) }
    }

    private static func addFolders(_ table: inout tuckbox_fuse_operations) {
        unsafe table.open_folder = { context, node, handle in
            answer { unsafe handle?.pointee = try unsafe gate(context).openFolder(node) }
        }
        unsafe table.folder_entry = { context, handle, position, isWanted, name, entry in
            answer {
                guard let found = try unsafe gate(context).entry(handle, at: position, isWanted: isWanted != 0), let name = unsafe name else {
                    return
                }
                // Linux's names are at most 255 bytes; others' file systems say so too.
                guard found.name.count < TUCKBOX_FUSE_NAME else { throw Errno(ENAMETOOLONG) }
                for (i, byte) in found.name.enumerated() { unsafe name[i] = CChar(bitPattern: byte) }
                unsafe put(found.shown, entry)
            }
        }
        unsafe table.release_folder = { context, handle in unsafe gate(context).releaseFolder(handle) }
        unsafe table.sync_folder = { context, node in answer { try unsafe gate(context).syncFolder(node) } }
        unsafe table.space = { context, space in answer { unsafe space?.pointee = try unsafe gate(context).stick.space() } }
    }
}

private func gate(_ context: UnsafeMutableRawPointer?) -> Gate {
    unsafe Unmanaged<Gate>.fromOpaque(context.unsafelyUnwrapped).takeUnretainedValue()
}

private func bytes(_ name: UnsafePointer<CChar>?) -> [UInt8] {
    guard let name = unsafe name else { return [] }
    return unsafe UnsafeBufferPointer(start: name, count: strlen(name)).map(UInt8.init(bitPattern:))
}

private func put(_ found: Shown, _ entry: UnsafeMutablePointer<tuckbox_fuse_entry>?) { unsafe entry?.pointee = found.entry }

/// 0, or the error number.
private func answer(_ body: () throws -> Void) -> Int32 {
    do {
        try body()
        return 0
    } catch {
        return (error as? Errno)?.code ?? EIO
    }
}
