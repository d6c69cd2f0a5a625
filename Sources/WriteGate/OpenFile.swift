internal import CFuse
internal import CLinux
internal import Glibc
import SystemFiles

/// An open file that several threads share, closed with the last reference.
final class OpenFile: Sendable {
    let number: Int32

    init(_ number: Int32) { self.number = number }

    deinit { _ = close(number) }

    func status() throws(Errno) -> stat {
        var raw = stat()
        guard unsafe fstat(number, &raw) == 0 else { throw .last }
        return raw
    }

    /// Bytes read; fewer than there is room for only at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws(Errno) -> Int {
        var done = 0
        while let start = buffer.baseAddress, done < buffer.count {
            let got = try checked { unsafe pread(number, start + done, buffer.count - done, offset + done) }
            if got == 0 { break }
            done += got
        }
        return done
    }

    func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws(Errno) {
        var done = 0
        while let start = bytes.baseAddress, done < bytes.count {
            let put = try checked { unsafe pwrite(number, start + done, bytes.count - done, offset + done) }
            if put == 0 { throw Errno(EIO) }
            done += put
        }
    }

    func write(_ bytes: [UInt8]) throws(Errno) {
        let failure = unsafe bytes.withUnsafeBytes { bytes -> Errno? in
            do throws(Errno) { try unsafe write(bytes, at: 0) } catch { return error }
            return nil
        }
        if let failure { throw failure }
    }

    func truncate(to size: Int) throws(Errno) { _ = try checkedNumber { ftruncate(number, size) } }

    /// Has the kernel begin to write to the medium. Waits if the medium has enough to do already.
    func startWriteback(_ range: Range<Int>) { _ = tuckbox_start_writeback(number, Int64(range.lowerBound), Int64(range.count)) }

    func sync() throws(Errno) { _ = try checkedNumber { fsync(number) } }

    /// The same file through a descriptor of its own that nothing can be written through.
    func readOnly() throws -> Descriptor { try Descriptor.open(Path("/proc/self/fd/\(number)"), .read) }

    /// Bytes that are copied at a time.
    private static let step = 8 << 20

    /// Puts the first `size` bytes into `target`, which is empty: holes stay holes where the file system has them. Only one thread at a time may copy from a file.
    /// - Parameter copied: hears of each step.
    func copy(size: Int, to target: OpenFile, copied: (Range<Int>) -> Void = { _ in }) throws(Errno) {
        var (position, filled) = (0, 0)
        while position < size {
            var start = lseek(number, position, tuckbox_seek_data)
            if start < 0, errno == ENXIO { break }
            var end = start < 0 ? size : lseek(number, start, tuckbox_seek_hole)
            // A file system that knows no holes.
            if start < 0 { start = position }
            if end < 0 { end = size }
            end = min(end, size)
            guard start < end else { break }
            try copy(start..<end, to: target, copied)
            (position, filled) = (end, end)
        }
        if filled < size { try target.truncate(to: size) }
    }

    private func copy(_ range: Range<Int>, to target: OpenFile, _ copied: (Range<Int>) -> Void) throws(Errno) {
        var (position, told) = (range.lowerBound, range.lowerBound)
        guard lseek(target.number, position, SEEK_SET) >= 0 else { throw .last }
        while position < range.upperBound {
            let sent = try checked { unsafe sendfile(target.number, number, &position, min(range.upperBound - position, Self.step)) }
            // Somebody took the end away.
            if sent == 0 { throw Errno(EIO) }
            copied(told..<position)
            told = position
        }
    }
}
