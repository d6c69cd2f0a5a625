internal import CLinux
internal import Glibc

/// One end of a pipe or of a pair of sockets between processes.
public final class Channel {
    private let descriptor: Descriptor

    /// - Parameter descriptor: open for as long as the channel.
    public init(_ descriptor: consuming Descriptor) { self.descriptor = descriptor }

    /// For handing it to a program; not to be closed.
    public var number: Int32 { descriptor.number }

    /// A pipe: what is written to the second comes out of the first.
    public static func pipe() throws(FileError) -> (reading: Channel, writing: Channel) {
        try unsafe pair { unsafe tuckbox_pipe($0) }
    }

    /// Makes room for `size` bytes in a pipe, so that who writes does not wait for who reads; where the system allows less, it stays as it is.
    public func widen(to size: Int32) { _ = tuckbox_widen_pipe(number, size) }

    /// Two connected sockets.
    public static func sockets() throws(FileError) -> (Channel, Channel) {
        try unsafe pair { unsafe tuckbox_socket_pair($0) }
    }

    private static func pair(_ make: (UnsafeMutablePointer<Int32>) -> Int32) throws(FileError) -> (Channel, Channel) {
        var numbers: [Int32] = [-1, -1]
        guard unsafe make(&numbers) == 0 else { throw FileError(.create, Path("channel")) }
        return (Channel(Descriptor(number: numbers[0], path: Path("channel"))), Channel(Descriptor(number: numbers[1], path: Path("channel"))))
    }

    /// Sends all of `bytes`; with the first of them, a descriptor.
    public func send(_ bytes: [UInt8], with file: Int32? = nil) throws(FileError) {
        var rest = bytes[...]
        var attached = file ?? -1
        while !rest.isEmpty {
            let sent = unsafe rest.withUnsafeBytes { unsafe tuckbox_send(number, $0.baseAddress, UInt($0.count), attached) }
            if sent < 0 {
                guard errno == EINTR else { throw FileError(.write, descriptor.path) }
                continue
            }
            attached = -1
            rest = rest.dropFirst(sent)
        }
    }

    /// Up to `count` bytes, at least one; none at the end. A descriptor that came with them is passed on, or closed.
    public func receive(_ count: Int, _ take: (consuming Descriptor) -> Void = { _ in }) throws(FileError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var file: Int32 = -1
        while true {
            let got = unsafe bytes.withUnsafeMutableBytes { unsafe tuckbox_receive(number, $0.baseAddress, UInt($0.count), &file) }
            if file >= 0 { take(Descriptor(number: file, path: Path("received"))) }
            if got < 0 {
                guard errno == EINTR else { throw FileError(.read, descriptor.path) }
                continue
            }
            bytes.removeLast(count - got)
            return bytes
        }
    }

    /// Up to `count` bytes of a pipe; none at the end.
    public func read(_ count: Int) throws(FileError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        while true {
            let got = unsafe bytes.withUnsafeMutableBytes { unsafe Glibc.read(number, $0.baseAddress, $0.count) }
            if got < 0 {
                guard errno == EINTR else { throw FileError(.read, descriptor.path) }
                continue
            }
            bytes.removeLast(count - got)
            return bytes
        }
    }

    /// Waits until there is something to read, or the end.
    /// - Parameter deadline: by `MonotonicTime`; nil: for ever.
    /// - Returns: false if the deadline came first.
    public func waitForInput(until deadline: MonotonicTime?) -> Bool {
        while true {
            var wait = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
            let left = deadline.map { max(0, $0.milliseconds - MonotonicTime.now.milliseconds) }
            let ready = unsafe poll(&wait, 1, left.map { Int32(clamping: $0) } ?? -1)
            if ready > 0 { return true }
            if ready == 0, let left, left <= Int64(Int32.max) { return false }
            if ready < 0, errno != EINTR, errno != EAGAIN { return true }
        }
    }
}

/// Time that nobody sets.
public struct MonotonicTime: Sendable {
    public let milliseconds: Int64

    public static var now: MonotonicTime {
        var time = timespec()
        _ = unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return MonotonicTime(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }

    public func adding(milliseconds: Int64) -> MonotonicTime { MonotonicTime(milliseconds: self.milliseconds + milliseconds) }
}

extension Descriptor {
    /// For a program that is started with it; not to be closed.
    public var numberForPrograms: Int32 { number }

    /// Whether nothing can be written through it.
    public var isReadOnly: Bool { fcntl(number, F_GETFL) & O_ACCMODE == O_RDONLY }

    /// Has whoever reads from it wait until there is something, as programs expect of a device.
    public func setWaiting() { _ = fcntl(number, F_SETFL, fcntl(number, F_GETFL) & ~O_NONBLOCK) }

    /// Has the next program read it from its beginning.
    public func rewind() { _ = lseek(number, 0, SEEK_SET) }
}
