internal import CLinux
internal import Glibc

/// A socket of this computer that programs connect to by a path.
public struct LocalListener: ~Copyable {
    private let descriptor: Descriptor

    /// Takes the place of a socket that is there.
    /// - Parameter permissions: who may connect: who may write to it.
    public init(_ path: Path, permissions: UInt16) throws(FileError) {
        if let status = try FileStatus.ifPresent(path), status.kind == .socket { try AtomicOutput.remove(path) }
        let number = unsafe path.withCString { unsafe tuckbox_listen($0, UInt32(permissions)) }
        guard number >= 0 else { throw FileError(.create, path) }
        descriptor = Descriptor(number: number, path: path)
    }

    public var number: Int32 { descriptor.number }

    /// The next who wants to talk; nil if nobody does.
    public borrowing func accept() -> LocalConnection? {
        let number = tuckbox_accept(descriptor.number)
        return number < 0 ? nil : LocalConnection(Descriptor(number: number, path: descriptor.path))
    }
}

/// One end of a conversation of lines. Nothing here waits, unless it is said.
public final class LocalConnection {
    private let descriptor: Descriptor
    /// Who is at the other end, as the kernel knows it.
    public let peer: Peer?

    public struct Peer: Equatable, Sendable {
        public let user: UInt32
        public let group: UInt32
        public let process: Int32

        /// Whether the system's files have the user in the group.
        public func isMember(of group: String) -> Bool { unsafe tuckbox_is_member(user, group) == 1 }
    }

    init(_ descriptor: consuming Descriptor) {
        var (user, group, process) = (UInt32.max, UInt32.max, Int32(0))
        peer = unsafe tuckbox_peer(descriptor.number, &user, &group, &process) == 0 ? Peer(user: user, group: group, process: process) : nil
        self.descriptor = descriptor
    }

    /// Connects, and waits in `receive` and `send` from then on.
    public static func connect(_ path: Path) throws(FileError) -> LocalConnection {
        let number = unsafe path.withCString { unsafe tuckbox_connect($0) }
        guard number >= 0 else { throw FileError(.open, path) }
        return LocalConnection(Descriptor(number: number, path: path))
    }

    public var number: Int32 { descriptor.number }

    public enum Received: Equatable {
        case bytes([UInt8])
        case nothingYet, end
    }

    public func receive(_ count: Int) -> Received {
        var bytes = [UInt8](repeating: 0, count: count)
        while true {
            let got = unsafe bytes.withUnsafeMutableBytes { unsafe recv(descriptor.number, $0.baseAddress, $0.count, 0) }
            if got > 0 { return .bytes(Array(bytes.prefix(got))) }
            if got == 0 { return .end }
            if errno == EINTR {
                if Interruption.isRequested { return .end }
                continue
            }
            return errno == EAGAIN ? .nothingYet : .end
        }
    }

    /// How many of the bytes were taken; nil if nobody is there any more.
    public func send(_ bytes: ArraySlice<UInt8>) -> Int? {
        while true {
            let sent = unsafe bytes.withUnsafeBytes { unsafe Glibc.send(descriptor.number, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            if sent >= 0 { return sent }
            if errno == EINTR { continue }
            return errno == EAGAIN ? 0 : nil
        }
    }
}

/// A user of the system, by name.
public struct Account: Equatable, Sendable {
    public let user: UInt32
    public let group: UInt32

    public init(user: UInt32, group: UInt32) { (self.user, self.group) = (user, group) }

    /// Nil if there is none of that name.
    public static func named(_ name: String) -> Account? {
        var (user, group) = (UInt32.max, UInt32.max)
        guard unsafe tuckbox_account(name, &user, &group) == 0 else { return nil }
        return Account(user: user, group: group)
    }

    /// The primary group of a user; nil if the system does not know the user.
    public static func group(of user: UInt32) -> UInt32? {
        var group = UInt32.max
        return unsafe tuckbox_primary_group(user, &group) == 0 ? group : nil
    }

    /// Gives up root for good, and everything but the right to read what others own.
    public func becomeReader() throws(FileError) {
        guard tuckbox_become_reader(user, group) == 0 else { throw FileError(.changeAttributes, Path("process")) }
    }
}
