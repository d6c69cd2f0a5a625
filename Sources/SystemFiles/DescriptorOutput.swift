internal import Glibc

extension Descriptor {
    /// Writes all of `bytes` at the current position.
    public func write(_ bytes: Span<UInt8>) throws {
        try unsafe drain(bytes) { (start, count, _) in unsafe Glibc.write(number, start, count) }
    }

    public func write(_ bytes: [UInt8]) throws { try write(bytes.span) }

    /// Writes all of `bytes` at `offset`.
    public func write(_ bytes: Span<UInt8>, at offset: UInt64) throws {
        guard let position = Int(exactly: offset) else { throw FileError(.write, path, code: EFBIG) }
        try unsafe drain(bytes) { (start, count, done) in unsafe pwrite(number, start, count, position + done) }
    }

    public func write(_ bytes: [UInt8], at offset: UInt64) throws { try write(bytes.span, at: offset) }

    private func drain(_ bytes: Span<UInt8>, _ call: (UnsafeRawPointer, Int, Int) -> Int) throws {
        let path = self.path
        try unsafe bytes.withUnsafeBytes { buffer in
            var done = 0
            while done < buffer.count, let start = buffer.baseAddress {
                let put = unsafe call(start + done, buffer.count - done, done)
                if put > 0 { done += put }
                // A signal ends a write to a full pipe early, and the next one would wait again.
                if put > 0, done < buffer.count { try Interruption.check() }
                if put == 0 { throw FileError(.write, path, code: EIO) }
                if put < 0 { try Self.recover(path, .write, number) }
            }
        }
    }
}
