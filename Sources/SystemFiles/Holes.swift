internal import CLinux
internal import Glibc

extension Descriptor {
    /// Bytes from `offset` on that were never written, as far as the file system keeps that; they read as zeros. 0 where there is data, and on devices.
    /// Moves the position of the open file.
    public func hole(at offset: UInt64, before end: UInt64) -> UInt64 {
        guard offset < end, let place = Int(exactly: offset) else { return 0 }
        let data = lseek(number, place, tuckbox_seek_data)
        // Nothing comes any more.
        if data < 0 { return errno == ENXIO ? end - offset : 0 }
        return min(UInt64(data), end) - offset
    }
}
