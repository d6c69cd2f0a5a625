import MediaGuard
import SystemFiles

/// What is to be done to have a stick mounted in a way. A value, because it is done elsewhere: a slow stick can take minutes for it.
struct Opening: Sendable {
    let node: Path
    /// The disk that a partition is on: a partition can be written only if its disk can.
    let disk: Path?
    let fileSystem: FileSystem
    let access: Access
    let mounts: Path
    /// What the folder is called, if that name is free.
    let name: String
    /// Whose stick it is; nil: everybody's.
    let user: UInt32?
    /// Whom the gate's worker runs as.
    let worker: Account

    func run() -> Background.Outcome {
        do {
            guard access.isWritable else { return .opened(try open(writing: false, isWriteProtected: false)) }
            do { return .opened(try open(writing: true, isWriteProtected: false)) } catch let error as FileError {
                // Somebody still reads what was mounted before, and a file system is writable for all or for nobody.
                if error.isBusy { throw error }
                // A switch on the stick, or a file system that was not left clean: it may still be read.
                return .opened(try open(writing: false, isWriteProtected: true))
            }
        } catch let error as FileError {
            try? setReadOnly(true)
            return error.isBusy ? .busy : .failed(error)
        } catch { return .failed(FileError(.mount, node, code: 5)) }
    }

    private func open(writing: Bool, isWriteProtected: Bool) throws -> OpenedStick {
        try setReadOnly(!writing)
        let access = writing ? access : access.limitedToReading
        let mount = try DetachedMount.open(node, type: fileSystem.rawValue, options: options(access), isReadOnly: !writing)
        guard access.isMounted else { return OpenedStick(access, mount: mount, place: nil, fuse: nil, isWriteProtected: isWriteProtected) }
        let place = try MountPlace.make(below: mounts, name: name)
        do {
            var fuse: FuseDevice?
            if access == .gate {
                let device = FuseDevice(try Descriptor.open(Path("/dev/fuse"), .readWrite))
                device.descriptor.setWaiting()
                try Mounting.fuse(device.descriptor, at: place, name: node.display, user: worker.user, group: worker.group)
                fuse = device
            } else {
                try mount.attach(to: place)
            }
            return OpenedStick(access, mount: mount, place: place, fuse: fuse, isWriteProtected: isWriteProtected)
        } catch {
            MountPlace.remove(place)
            throw error
        }
    }

    /// The stick's other partitions keep their own flags.
    private func setReadOnly(_ isReadOnly: Bool) throws(FileError) {
        for node in isReadOnly ? [] : [disk, node].compactMap({ $0 }) { try BlockNode(node).takeForRoot() }
        if let disk, !isReadOnly { try BlockNode(disk).setReadOnly(false) }
        try BlockNode(node).setReadOnly(isReadOnly)
    }

    /// Behind the gate everything belongs to the worker, and it says whose the files are; otherwise to who sits at the computer.
    private func options(_ access: Access) -> [String] {
        let isOnlyReading = !access.isWritable
        if fileSystem == .ext4 { return (isOnlyReading ? ["noload"] : []) + ["errors=remount-ro"] }
        let owner = access == .gate ? worker : user.map { Account(user: $0, group: Account.group(of: $0) ?? $0) }
        // Where nobody has logged in, it is everybody's.
        let masks = user == nil ? ["fmask=0111", "dmask=0000"] : ["fmask=0177", "dmask=0077"]
        let (user, group) = (owner?.user ?? 0, owner?.group ?? 0)
        var options = ["uid=\(user)", "gid=\(group)"]
        switch fileSystem {
        case .vfat: options += masks + ["utf8=1", "shortname=mixed", "errors=remount-ro"]
        case .exfat: options += masks + ["iocharset=utf8", "errors=remount-ro"]
        case .ntfs3: options += masks
        case .iso9660: options += ["iocharset=utf8", owner == nil ? "mode=0444" : "mode=0400", owner == nil ? "dmode=0555" : "dmode=0500"]
        case .udf: options += ["iocharset=utf8", owner == nil ? "umask=0333" : "umask=0377"]
        case .ext4: break
        }
        return options
    }
}

extension Access {
    fileprivate var limitedToReading: Access { isMounted ? .readOnly : self }
}
