internal import Glibc

/// A connected socket on which nothing waits longer than it is told to.
public struct Socket: ~Copyable, Sendable {
    private let number: Int32
    /// For messages.
    private let name: Path

    private init(number: Int32, name: Path) { (self.number, self.name) = (number, name) }

    deinit { _ = close(number) }

    /// A datagram socket of this computer, such as journald's.
    public static func local(_ path: Path) throws(FileError) -> Socket {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let size = MemoryLayout.size(ofValue: address.sun_path)
        guard path.bytes.count < size else { throw FileError(.open, path, code: ENAMETOOLONG) }
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: path.bytes) }
        let number = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
        guard number >= 0 else { throw FileError(.open, path) }
        let result = Socket(number: number, name: path)
        let connected = unsafe withUnsafePointer(to: &address) { address in
            unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe connect(number, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
        }
        guard connected == 0 else { throw FileError(.open, path) }
        return result
    }

    /// A socket to another computer. A name is looked up, which may take long.
    /// - Parameter isStream: TCP, otherwise UDP.
    public static func remote(host: String, port: UInt16, isStream: Bool, waiting milliseconds: Int32) throws(FileError) -> Socket {
        let name = Path("\(host):\(port)")
        var hints = unsafe addrinfo()
        unsafe hints.ai_socktype = isStream ? Int32(SOCK_STREAM.rawValue) : Int32(SOCK_DGRAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        guard unsafe getaddrinfo(host, String(port), &hints, &list) == 0 else { throw FileError(.open, name, code: EHOSTUNREACH) }
        defer { unsafe freeaddrinfo(list) }
        var candidate = unsafe list
        var code = EHOSTUNREACH
        while let address = unsafe candidate {
            let type = unsafe address.pointee.ai_socktype | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue)
            let number = unsafe socket(address.pointee.ai_family, type, address.pointee.ai_protocol)
            if number >= 0 {
                let result = Socket(number: number, name: name)
                if unsafe connect(number, address.pointee.ai_addr, address.pointee.ai_addrlen) == 0 { return result }
                if errno == EINPROGRESS, result.waits(for: POLLOUT, milliseconds), result.pendingError() == 0 { return result }
                code = errno
            }
            unsafe candidate = address.pointee.ai_next
        }
        throw FileError(.open, name, code: code)
    }

    private func waits(for events: Int32, _ milliseconds: Int32) -> Bool {
        var wait = pollfd(fd: number, events: Int16(events), revents: 0)
        return unsafe poll(&wait, 1, milliseconds) > 0
    }

    /// Of what was sent before; 0 is none.
    private func pendingError() -> Int32 {
        var code: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        guard unsafe getsockopt(number, SOL_SOCKET, SO_ERROR, &code, &length) == 0 else { return errno }
        return code
    }

    /// Sends a datagram, or all of `bytes` on a stream; waits for room at most so long.
    public func send(_ bytes: [UInt8], waiting milliseconds: Int32) throws(FileError) {
        var done = 0
        while done < bytes.count {
            let put = unsafe bytes.withUnsafeBytes {
                unsafe Glibc.send(number, $0.baseAddress.unsafelyUnwrapped + done, $0.count - done, Int32(MSG_NOSIGNAL))
            }
            if put > 0 {
                done += put
            } else if errno == EAGAIN {
                guard waits(for: POLLOUT, milliseconds) else { throw FileError(.write, name, code: EAGAIN) }
            } else if errno != EINTR {
                throw FileError(.write, name)
            }
        }
    }

    /// Ends a stream, and waits until the other side has read all of it and ends it too.
    public func finishStream(waiting milliseconds: Int32) throws(FileError) {
        guard shutdown(number, Int32(SHUT_WR)) == 0 else { throw FileError(.write, name) }
        var byte: UInt8 = 0
        while true {
            guard waits(for: POLLIN, milliseconds) else { throw FileError(.write, name, code: ETIMEDOUT) }
            let got = unsafe recv(number, &byte, 1, 0)
            if got == 0 { return }
            if got < 0, errno != EINTR, errno != EAGAIN { throw FileError(.write, name) }
        }
    }

    /// Throws if word came back that nobody takes the datagrams.
    public func checkDelivery(waiting milliseconds: Int32) throws(FileError) {
        _ = waits(for: POLLIN, milliseconds)
        let code = pendingError()
        guard code == 0 else { throw FileError(.write, name, code: code) }
    }
}
