internal import CLinux
internal import Glibc

/// Time that nobody sets and that goes on while the machine sleeps, in milliseconds.
public func bootTime() -> Int64 { tuckbox_boot_milliseconds() }

/// For threads that have nothing else to do.
public func pause(milliseconds: UInt32) { usleep(milliseconds * 1000) }

/// A descriptor that can be read once a time has come.
public struct Alarm: ~Copyable {
    private let descriptor: Descriptor

    public init() throws(FileError) {
        let number = tuckbox_timer()
        guard number >= 0 else { throw FileError(.create, Path("timer")) }
        descriptor = Descriptor(number: number, path: Path("timer"))
    }

    public var number: Int32 { descriptor.number }

    /// - Parameter time: of `bootTime`; nil: never.
    public borrowing func set(_ time: Int64?) { _ = tuckbox_timer_set(descriptor.number, time.map { max(1, $0) } ?? 0) }
}

/// SIGTERM, SIGINT and SIGHUP as something to read.
public struct SignalInbox: ~Copyable {
    public enum Signal: Sendable { case end, reload }
    private let descriptor: Descriptor

    /// From now on these signals do nothing else. Call it before other threads are started.
    public init() throws(FileError) {
        let number = tuckbox_signals()
        guard number >= 0 else { throw FileError(.create, Path("signals")) }
        descriptor = Descriptor(number: number, path: Path("signals"))
    }

    public var number: Int32 { descriptor.number }

    public borrowing func next() -> Signal? {
        switch tuckbox_next_signal(descriptor.number) {
        case 0: nil
        case SIGHUP: .reload
        default: .end
        }
    }
}

public enum Polling {
    /// Waits until one of the descriptors has something to read, or room where that is waited for, or is at its end. Costs nothing meanwhile.
    /// - Parameter wanted: descriptor, and whether room to write is waited for as well.
    /// - Returns: positions in `wanted`.
    public static func wait(_ wanted: [(number: Int32, forRoom: Bool)]) -> [Int] {
        var list = wanted.map { pollfd(fd: $0.number, events: Int16(POLLIN | ($0.forRoom ? POLLOUT : 0)), revents: 0) }
        let ready = unsafe poll(&list, nfds_t(list.count), -1)
        guard ready > 0 else { return [] }
        return list.indices.filter { list[$0].revents != 0 }
    }
}
