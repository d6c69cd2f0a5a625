internal import Glibc

/// Reads a file as it is on the medium, not as the kernel remembers it. For one thread at a time.
public final class UncachedFile {
    /// Offsets and lengths of reads have to be multiples of it.
    public static let alignment = 4096

    private let file: Descriptor
    /// Whether the file system lets us read past the kernel's cache. Where it does not, all depends on `forgetCache`.
    private var isDirect: Bool

    /// - Parameter name: a file in `folder`; a link is refused.
    public init(_ name: Path, in folder: borrowing Descriptor) throws(FileError) {
        do throws(FileError) {
            file = try folder.open(name, [.read, .noFollow, .direct])
            isDirect = true
        } catch {
            file = try folder.open(name, [.read, .noFollow])
            isDirect = false
        }
    }

    /// After each sync. Some file systems take `O_DIRECT` and read from the cache all the same: btrfs what it compresses, ext4 what it encrypts.
    public func forgetCache() { file.dropCache() }

    /// Reads up to `buffer.count` bytes from `offset`, fewer only at the end. What is read was synced before, and the cache forgotten since then.
    /// - Parameter buffer: the beginning of a `ByteBuffer`.
    public func read(into buffer: inout MutableSpan<UInt8>, at offset: UInt64) throws -> Int {
        if isDirect, let count = try readDirectly(into: &buffer, at: offset) { return count }
        isDirect = false
        return try file.read(into: &buffer, at: offset)
    }

    /// Nil if the file system does not do it after all.
    private func readDirectly(into buffer: inout MutableSpan<UInt8>, at offset: UInt64) throws -> Int? {
        guard let position = Int(exactly: offset) else { return 0 }
        return try unsafe buffer.withUnsafeMutableBytes { bytes in
            var done = 0
            // An odd number of bytes is the end; to ask again from there is refused.
            while done < bytes.count, done % Self.alignment == 0, let start = bytes.baseAddress {
                let got = unsafe pread(file.number, start + done, bytes.count - done, position + done)
                if got > 0 { done += got }
                if got == 0 { break }
                if got < 0 {
                    if errno == EINVAL {
                        _ = fcntl(file.number, F_SETFL, 0)
                        return nil
                    }
                    try Descriptor.recover(file.path, .read, file.number)
                }
            }
            return done
        }
    }
}
