internal import CLinux
internal import Glibc

/// A disk or partition, by its node.
public struct BlockNode: Sendable {
    public let path: Path

    public init(_ path: Path) { self.path = path }

    /// Whether the kernel refuses to begin writing to it. Mounts that are already writable go on.
    public func setReadOnly(_ isReadOnly: Bool) throws(FileError) {
        let device = try Descriptor.open(path, .read)
        guard tuckbox_set_read_only(device.number, isReadOnly ? 1 : 0) == 0 else { throw FileError(.changeAttributes, path) }
    }

    /// Gives its node to root alone: users to whom a system gives their sticks' nodes could write past every mount.
    public func takeForRoot() throws(FileError) {
        let device = try Descriptor.open(path, .read)
        guard fchown(device.number, 0, UInt32.max) == 0 else { throw FileError(.changeAttributes, path) }
        try device.setPermissions(0o600)
    }

    public func isReadOnly() throws(FileError) -> Bool {
        let device = try Descriptor.open(path, .read)
        let answer = tuckbox_is_read_only(device.number)
        guard answer >= 0 else { throw FileError(.status, path) }
        return answer == 1
    }
}
