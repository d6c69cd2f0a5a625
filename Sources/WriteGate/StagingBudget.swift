internal import CFuse
internal import CLinux
internal import Glibc
import Synchronization
public import SystemFiles

/// How much may wait for judgement at once, in memory and on the computer's own disk.
public struct StagingLimits: Sendable {
    /// Bytes in memory, all files together.
    public var memory: UInt64
    /// Bytes of any one file, holes included, and of all together.
    public var total: UInt64
    /// Where files without a name go that do not fit into memory.
    public var folder: Path
    /// Bytes of that folder's file system that are left free.
    public var reserve: UInt64 = 1 << 30

    public init(memory: UInt64 = 256 << 20, total: UInt64 = 16 << 30, folder: Path = Path("/var/tmp")) {
        (self.memory, self.total, self.folder) = (memory, total, folder)
    }
}

/// What of the limits is used.
final class StagingBudget: Sendable {
    let limits: StagingLimits
    private let used = Mutex((memory: UInt64(0), disk: UInt64(0)))

    init(_ limits: StagingLimits) { self.limits = limits }

    /// Takes so many bytes more; false if there is no room.
    func take(_ bytes: UInt64, onDisk: Bool) -> Bool {
        if onDisk, let free = freeOnDisk(), free < bytes + limits.reserve { return false }
        return used.withLock { used in
            guard used.memory + used.disk + bytes <= limits.total else { return false }
            if onDisk {
                used.disk += bytes
            } else {
                guard used.memory + bytes <= limits.memory else { return false }
                used.memory += bytes
            }
            return true
        }
    }

    func giveBack(_ bytes: UInt64, onDisk: Bool) {
        used.withLock { if onDisk { $0.disk -= min(bytes, $0.disk) } else { $0.memory -= min(bytes, $0.memory) } }
    }

    /// A file without a name; deleted with its last descriptor, also by a crash.
    func makeFile(onDisk: Bool) throws(Errno) -> OpenFile {
        guard onDisk else { return OpenFile(try checkedNumber { tuckbox_memory_file() }) }
        return OpenFile(
            try checkedNumber { unsafe withCString(limits.folder.bytes) { unsafe Glibc.open($0, tuckbox_open_nameless | O_RDWR | O_CLOEXEC, 0o600) } }
        )
    }

    private func freeOnDisk() -> UInt64? {
        var space = statvfs()
        guard unsafe withCString(limits.folder.bytes, { unsafe statvfs($0, &space) }) == 0 else { return nil }
        return UInt64(space.f_bavail) * UInt64(space.f_frsize)
    }
}
