internal import Glibc

extension Descriptor {
    /// Reads up to `buffer.count` bytes from the current position; fewer only at the end. For pipes and files alike.
    public func read(into buffer: inout MutableSpan<UInt8>) throws -> Int {
        let mayWait = try status().kind != .file
        return try unsafe fill(&buffer, mayWait: mayWait) { unsafe Glibc.read(number, $0, $1) }
    }

    /// Reads up to `buffer.count` bytes from `offset`; fewer only at the end.
    public func read(into buffer: inout MutableSpan<UInt8>, at offset: UInt64) throws -> Int {
        guard var position = Int(exactly: offset) else { return 0 }
        return try unsafe fill(&buffer) { (start, count) in
            let got = unsafe pread(number, start, count, position)
            if got > 0 { position += got }
            return got
        }
    }

    /// Exactly `count` bytes from `offset`, or fewer at the end of the file.
    public func bytes(count: Int, at offset: UInt64) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var span = bytes.mutableSpan
        let got = try read(into: &span, at: offset)
        bytes.removeLast(count - got)
        return bytes
    }

    /// Returns when there is something to read, or the end. A signal ends the wait, also one that comes just before a read and would not end that;
    /// and a named pipe that nobody has opened for writing yet is not at its end.
    func waitForInput() throws {
        var wait = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
        repeat { try Interruption.check() } while unsafe poll(&wait, 1, 1000) <= 0
    }

    private func fill(
        _ buffer: inout MutableSpan<UInt8>, mayWait: Bool = false, _ call: (UnsafeMutableRawPointer, Int) -> Int
    ) throws -> Int {
        let path = self.path
        return try unsafe buffer.withUnsafeMutableBytes { bytes in
            var done = 0
            while done < bytes.count, let start = bytes.baseAddress {
                if mayWait { try waitForInput() }
                let got = unsafe call(start + done, bytes.count - done)
                if got > 0 { done += got }
                if got == 0 { break }
                if got < 0 { try Self.recover(path, .read, number) }
            }
            return done
        }
    }

    /// After a failed call: returns if it is to be repeated.
    static func recover(_ path: Path, _ operation: FileError.Operation, _ number: Int32) throws {
        switch errno {
        case EINTR: try Interruption.check()
        case EAGAIN:
            var wait = pollfd(fd: number, events: Int16(operation == .read ? POLLIN : POLLOUT), revents: 0)
            _ = unsafe poll(&wait, 1, 1000)
            try Interruption.check()
        default: throw FileError(operation, path)
        }
    }
}

extension Descriptor {
    /// Paths that are each ended by a zero byte, as `find -print0` writes them; a last one may lack it. At most 1 GiB in all.
    public func zeroTerminatedPaths() throws -> [Path] {
        var bytes: [UInt8] = []
        let buffer = ByteBuffer(count: 1 << 16)
        while true {
            let count = try buffer.withMutableSpan(0..<buffer.count) { try read(into: &$0) }
            if count == 0 { break }
            buffer.withSpan(0..<count) { span in for i in span.indices { bytes.append(span[i]) } }
            guard bytes.count < 1 << 30 else { throw FileError(.read, path, code: EFBIG) }
        }
        return bytes.split(separator: 0).map { Path(bytes: Array($0)) }
    }
}
